#pragma once

#include <QDateTime>
#include <QString>

#include <compare>

namespace rackhouse
{

/// A moment in UTC, in milliseconds since 1970. 0 means "never" or "not known".
struct Instant {
    qint64 ms = 0;

    bool isSet() const { return ms != 0; }
    Instant plusMs(qint64 delta) const { return {ms + delta}; }
    QDateTime toDateTime() const { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); }
    /// ISO 8601 with milliseconds and Z; empty when not set.
    QString toIso() const;
    auto operator<=>(const Instant&) const = default;
};

/// Where the time comes from. Tests pass a ManualClock.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock
{
public:
    Instant now() const override;
};

/// Stands still until it is moved.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start = {1'000'000}) : m_now(start) {}
    Instant now() const override { return m_now; }
    void advanceMs(qint64 delta) { m_now = m_now.plusMs(delta); }

private:
    Instant m_now;
};

} // namespace rackhouse
