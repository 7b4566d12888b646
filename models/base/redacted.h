#pragma once

#include <QDebug>

#include <utility>

namespace rackhouse
{

/// A secret. It prints as ***, has no implicit conversion, and is read only through reveal().
template <class T>
class Redacted
{
public:
    Redacted() = default;
    explicit Redacted(T value) : m_value(std::move(value)) {}

    const T& reveal() const { return m_value; }
    bool isEmpty() const { return m_value.isEmpty(); }
    bool operator==(const Redacted&) const = default;

private:
    T m_value;
};

template <class T>
QDebug operator<<(QDebug debug, const Redacted<T>&)
{
    return debug << "***";
}

} // namespace rackhouse
