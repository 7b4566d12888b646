#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

namespace rackhouse
{

/// A new UUIDv7 (RFC 9562) in its 36-character lower-case form: ordered by creation time, so ids
/// made offline never collide and sort as they were made.
QString newUuid();

/// True for a canonical lower-case UUID of 36 characters.
bool isUuid(const QString& text);

/// An id of one kind of record. Ids of different kinds do not mix.
template <class Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString text) : m_text(std::move(text)) {}
    static Id create() { return Id(newUuid()); }

    const QString& text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }
    explicit operator bool() const { return !m_text.isEmpty(); }

    bool operator==(const Id&) const = default;
    auto operator<=>(const Id& other) const { return m_text.compare(other.m_text) <=> 0; }

private:
    QString m_text;
};

template <class Tag>
size_t qHash(const Id<Tag>& id, size_t seed = 0)
{
    return ::qHash(id.text(), seed);
}

} // namespace rackhouse
