#include "models/topology/fabriccounters.h"

#include "models/base/units.h"
#include "models/topology/fabricfacts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>
#include <set>

namespace rackhouse
{
namespace
{

constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kMostErrors = 10;
constexpr qint64 kMostLost = 100;
/// InfiniBand Architecture Specification, PortCountersExtended: data is counted in words of 32
/// bits.
constexpr qint64 kWordBytes = 4;
/// Words that are sent for each tick of waiting, at least.
constexpr qint64 kWordsForTick = 100;

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricFinding", text);
}

struct Rule {
    const char* counter;
    qint64 most;
};
/// A link that is cabled well counts none of them for hours.
constexpr Rule kErrors[]{
    {"SymbolErrorCounter", kMostErrors},       {"LinkErrorRecoveryCounter", kMostErrors},
    {"LinkDownedCounter", kMostErrors},        {"PortRcvErrors", kMostErrors},
    {"LocalLinkIntegrityErrors", kMostErrors}, {"ExcessiveBufferOverrunErrors", kMostErrors},
    {"PortLocalPhysicalErrors", kMostErrors},  {"PortMalformedPktErrors", kMostErrors},
    {"PortBufferOverrunErrors", kMostErrors}};
constexpr Rule kLost[]{{"PortXmitDiscards", kMostLost},
                       {"VL15Dropped", kMostLost},
                       {"PortRcvRemotePhysicalErrors", kMostLost},
                       {"PortXmitConstraintErrors", kMostLost},
                       {"PortRcvConstraintErrors", kMostLost}};

bool isData(const QString& counter)
{
    return counter == QLatin1String("PortXmitData") || counter == QLatin1String("PortRcvData");
}

QString counted(qint64 value, const QString& counter)
{
    if (counter == QLatin1String("LinkDownedCounter"))
        return value == 1 ? tr("down once") : tr("down %L1 times").arg(value);
    return tr("%L1 %2").arg(value).arg(counterText(counter));
}

/// What of the rules a port breaks, in words.
template <std::size_t N>
QStringList broken(const CounterReading& reading, const Rule (&rules)[N])
{
    QStringList found;
    for (const Rule& rule : rules) {
        const QString counter = QLatin1String(rule.counter);
        // A link that has gone down while somebody looked is one too many.
        const bool wentDown = counter == QLatin1String("LinkDownedCounter") &&
                              reading.period() > 0 && reading.value(counter) > 0;
        if (wentDown || reading.exceeds(counter, rule.most))
            found << counted(reading.value(counter), counter);
    }
    return found;
}

bool isCongested(const CounterReading& reading)
{
    const qint64 ticks = reading.value(QStringLiteral("PortXmitWait"));
    const auto sent = reading.total(QStringLiteral("PortXmitData"));
    return ticks > 0 && sent &&
           ticks > reading.value(QStringLiteral("PortXmitData")) / kWordsForTick;
}

bool isFinding(const FabricCounters& row)
{
    const CounterReading reading(row);
    return isCongested(reading) || !broken(reading, kErrors).isEmpty() ||
           !broken(reading, kLost).isEmpty();
}

/// Whether both have the same totals of what the rules count.
template <std::size_t N>
bool sameTotals(const CounterReading& a, const CounterReading& b, const Rule (&rules)[N])
{
    return std::all_of(std::begin(rules), std::end(rules), [&](const Rule& rule) {
        const QString counter = QLatin1String(rule.counter);
        return a.total(counter) == b.total(counter);
    });
}

/// " in 3.5 h", or that nobody knows in what time.
QString timeText(const CounterReading& reading)
{
    return reading.period() > 0 ? tr("in %1").arg(periodText(reading.period()))
                                : tr("since the counters were cleared, at an unknown time");
}

/// Looks at the ports one by one.
class Inspector
{
public:
    Inspector(const FabricGraph& fabric, const FabricFacts& facts)
        : m_fabric(fabric), m_places(fabric)
    {
        for (const FabricCounters& counters : facts.counters)
            look(counters);
    }
    std::vector<FabricFinding> found() && { return std::move(m_found); }

private:
    void look(const FabricCounters& counters)
    {
        const int node = m_places.nodeOf(counters);
        if (node < 0)
            return addUnknown(counters);
        const int link = m_places.linkAt(node, counters.port);
        FabricFinding found{.node = node, .port = QString::number(counters.port)};
        found.link = link;
        found.name = m_places.nameAt(node, counters.port);
        QString where = found.name;
        if (link >= 0) {
            const auto& cable = m_fabric.links[static_cast<std::size_t>(link)];
            const bool isFirst = cable.a == node && cable.aPort == found.port;
            found.other = isFirst ? cable.b : cable.a;
            const QString& farPort = isFirst ? cable.bPort : cable.aPort;
            where = tr("%1 to %2").arg(where, m_places.nameAt(found.other, farPort.toLongLong()));
        }
        tell(found, where, CounterReading(counters));
    }

    void tell(FabricFinding found, const QString& where, const CounterReading& reading)
    {
        const QString time = timeText(reading);
        const QString again =
            reading.period() > 0
                ? QString()
                : QLatin1Char(' ') + tr("Read them again: what has grown since then counts.");
        const auto add = [&](FabricFinding::Kind kind, const QString& told) {
            found.kind = kind;
            found.told = told + again;
            m_found.push_back(found);
        };
        if (const QStringList errors = broken(reading, kErrors); !errors.isEmpty())
            add(FabricFinding::Kind::LinkErrors,
                tr("%1: %2 %3. Clean or replace the cable.")
                    .arg(where, errors.join(QStringLiteral(", ")), time));
        if (const QStringList lost = broken(reading, kLost); !lost.isEmpty())
            add(FabricFinding::Kind::Discards,
                tr("%1: %2 %3. Look at the link and at what is behind it.")
                    .arg(where, lost.join(QStringLiteral(", ")), time));
        if (isCongested(reading))
            add(FabricFinding::Kind::Congested,
                tr("%1: waited %2 ticks %3 and sent %4. Look for what takes its packets too "
                   "slowly.")
                    .arg(where,
                         countText(QStringLiteral("PortXmitWait"),
                                   reading.value(QStringLiteral("PortXmitWait"))),
                         time,
                         countText(QStringLiteral("PortXmitData"),
                                   reading.value(QStringLiteral("PortXmitData")))));
    }

    void addUnknown(const FabricCounters& counters)
    {
        const QString node = counters.guid.isEmpty() ? tr("LID %1").arg(counters.lid)
                                                     : QStringLiteral("0x") + counters.guid;
        FabricFinding found{.kind = FabricFinding::Kind::UnknownPort};
        found.name = tr("%1 port %2").arg(node).arg(counters.port);
        found.told = tr("Counters came of %1, which is not in this fabric. Read the fabric again, "
                        "or look whether the file is of another one.")
                         .arg(found.name);
        // Both sets of counters of a port are one place to look at.
        if (m_unknown.insert(found.name).second)
            m_found.push_back(found);
    }

    const FabricGraph& m_fabric;
    FabricPlaces m_places;
    std::set<QString> m_unknown; ///< names of ports
    std::vector<FabricFinding> m_found;
};

std::optional<qint64> valueIn(const QJsonObject& counters, const QString& name)
{
    const QJsonValue value = counters.value(name);
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

} // namespace

CounterReading::CounterReading(const FabricCounters& counters) : m_row(counters)
{
    if (!m_row.beforeAt.isSet() || m_row.beforeAt.ms >= m_row.observedAt.ms)
        return;
    for (auto before = m_row.before.begin(); before != m_row.before.end(); ++before) {
        if (const auto now = total(before.key()); now && *now < before->toInteger())
            return; // cleared between
    }
    m_period = m_row.observedAt.ms - m_row.beforeAt.ms;
}

std::optional<qint64> CounterReading::total(const QString& counter) const
{
    return valueIn(m_row.counters, counter);
}

qint64 CounterReading::value(const QString& counter) const
{
    const qint64 now = total(counter).value_or(0);
    if (m_period == 0)
        return now;
    const auto before = valueIn(m_row.before, counter);
    return before ? std::max<qint64>(0, now - *before) : 0;
}

bool CounterReading::exceeds(const QString& counter, qint64 most) const
{
    const qint64 counts = value(counter);
    if (counts < most)
        return false;
    return m_period == 0 || double(counts) * kHourMs >= double(most) * double(m_period);
}

QString periodText(qint64 ms)
{
    const double seconds = double(ms) / 1000;
    if (seconds < 90)
        return tr("%1 s").arg(QLocale().toString(seconds, 'f', 0));
    if (seconds < 5400)
        return tr("%1 min").arg(QLocale().toString(seconds / 60, 'f', 0));
    if (seconds < 172'800)
        return tr("%1 h").arg(QLocale().toString(seconds / 3600, 'f', 1));
    return tr("%1 days").arg(QLocale().toString(seconds / 86'400, 'f', 1));
}

QString counterText(const QString& counter)
{
    static const QHash<QString, const char*> words{
        {QStringLiteral("SymbolErrorCounter"), "symbol errors"},
        {QStringLiteral("LinkErrorRecoveryCounter"), "link error recoveries"},
        {QStringLiteral("LinkDownedCounter"), "times down"},
        {QStringLiteral("PortRcvErrors"), "receive errors"},
        {QStringLiteral("LocalLinkIntegrityErrors"), "link integrity errors"},
        {QStringLiteral("ExcessiveBufferOverrunErrors"), "buffer overruns"},
        {QStringLiteral("PortLocalPhysicalErrors"), "local physical errors"},
        {QStringLiteral("PortMalformedPktErrors"), "malformed packets"},
        {QStringLiteral("PortBufferOverrunErrors"), "receive buffer overruns"},
        {QStringLiteral("PortXmitDiscards"), "packets discarded at sending"},
        {QStringLiteral("VL15Dropped"), "management packets dropped"},
        {QStringLiteral("PortRcvRemotePhysicalErrors"), "packets marked bad elsewhere"},
        {QStringLiteral("PortXmitConstraintErrors"), "packets not allowed out"},
        {QStringLiteral("PortRcvConstraintErrors"), "packets not allowed in"},
        {QStringLiteral("PortRcvSwitchRelayErrors"), "packets not relayed"},
        {QStringLiteral("PortXmitWait"), "ticks waited"},
        {QStringLiteral("PortXmitData"), "data sent"},
        {QStringLiteral("PortRcvData"), "data received"}};
    const char* text = words.value(counter);
    return text == nullptr ? QString() : tr(text);
}

qint64 exactCount(const QString& counter, qint64 count)
{
    return isData(counter)
               ? std::min(count, std::numeric_limits<qint64>::max() / kWordBytes) * kWordBytes
               : count;
}

QString countText(const QString& counter, qint64 count)
{
    return isData(counter) ? decimalBytes(exactCount(counter, count)) : QLocale().toString(count);
}

QString exactCountText(const QString& counter, qint64 count)
{
    const QString exact = QLocale().toString(exactCount(counter, count));
    return isData(counter) ? tr("%1 bytes").arg(exact) : exact;
}

bool isNews(const FabricCounters& before, const FabricCounters& now)
{
    if (before.guid != now.guid || before.lid != now.lid || before.port != now.port)
        return true;
    const CounterReading was(before);
    const CounterReading is(now);
    return !sameTotals(was, is, kErrors) || !sameTotals(was, is, kLost) || isFinding(before) ||
           isFinding(now);
}

FabricCounters withReading(FabricCounters kept, const FabricCounters& read, Instant at)
{
    if (!kept.observedAt.isSet() || at.ms == kept.observedAt.ms) {
        kept.counters = read.counters;
        kept.observedAt = at;
    } else if (at.ms > kept.observedAt.ms) {
        kept.before = std::exchange(kept.counters, read.counters);
        kept.beforeAt = std::exchange(kept.observedAt, at);
    } else if (!kept.beforeAt.isSet() || at.ms >= kept.beforeAt.ms) {
        kept.before = read.counters;
        kept.beforeAt = at;
    }
    return kept;
}

std::vector<FabricFinding> countersFindings(const FabricGraph& fabric, const FabricFacts& facts)
{
    if (facts.counters.empty())
        return {};
    return Inspector(fabric, facts).found();
}

} // namespace rackhouse
