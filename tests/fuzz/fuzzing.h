#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <string>

namespace rackhouse::fuzz
{

/// Inputs to start from. Each target says its own; they are written into the first folder on the
/// command line.
QList<QByteArray> seeds();

/// Ends the run, so that the input is kept, where something that always holds does not.
void require(bool holds, const char* what);

/// Takes an input apart from its front. What is missing at the end is empty or 0.
class Input
{
public:
    Input(const std::uint8_t* data, std::size_t size);

    quint8 byte();
    QByteArray bytes(qsizetype count);
    /// Up to the next line feed, without it.
    QByteArray line();
    QByteArray rest() { return bytes(m_left.size()); }
    bool isEmpty() const { return m_left.isEmpty(); }

private:
    QByteArray m_left;
};

} // namespace rackhouse::fuzz
