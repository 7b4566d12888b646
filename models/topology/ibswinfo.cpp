#include "models/topology/ibswinfo.h"

#include "models/topology/ibnetdiscover.h"

#include <QIODevice>
#include <QRegularExpression>

namespace rackhouse
{
namespace
{

constexpr std::size_t kMostSwitches = 20'000;
constexpr std::size_t kMostParts = 64;
constexpr qint64 kLongestLine = 4096;
constexpr qsizetype kLongestText = 200;

std::optional<qint64> wholeOf(const QString& text)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<double> realOf(const QString& text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

/// "160d-10:38:53" in seconds.
std::optional<qint64> uptimeOf(const QString& text)
{
    static const QRegularExpression form(
        QStringLiteral(R"re(^(?:(\d{1,6})d-)?(\d{1,2}):(\d{2}):(\d{2})$)re"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return ((match.captured(1).toLongLong() * 24 + match.captured(2).toInt()) * 60 +
            match.captured(3).toInt()) *
               60 +
           match.captured(4).toInt();
}

QString guidOf(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^0x([0-9a-fA-F]{1,16})$"));
    const auto match = form.match(text);
    return match.hasMatch() ? match.captured(1).toLower().rightJustified(16, u'0') : QString();
}

/// The lines "key | value" of one switch.
class Switch
{
public:
    bool isEmpty() const { return m_isEmpty; }

    void take(const QString& key, const QString& value, bool isIndented)
    {
        m_isEmpty = false;
        static const QRegularExpression psu(QStringLiteral(R"re(^(PSU\d+) status$)re"));
        if (const auto match = psu.match(key); match.hasMatch()) {
            if (m_parts.supplies.size() < kMostParts)
                m_parts.supplies.push_back({match.captured(1), value, {}, {}, {}, {}, {}});
        } else if (isIndented && !m_parts.supplies.empty()) {
            takeOfSupply(m_parts.supplies.back(), key, value);
        } else {
            takeOfSwitch(key, value);
        }
    }

    FabricHealth finish() &&
    {
        const auto need = [this](bool isThere, const QString& name) {
            if (!isThere)
                m_row.unread << name;
        };
        need(!m_row.partNumber.isEmpty(), QStringLiteral("part number"));
        need(!m_row.serial.isEmpty(), QStringLiteral("serial number"));
        need(!m_row.product.isEmpty(), QStringLiteral("product name"));
        need(!m_row.psid.isEmpty(), QStringLiteral("PSID"));
        need(!m_row.guid.isEmpty(), QStringLiteral("GUID"));
        need(!m_row.firmware.isEmpty(), QStringLiteral("firmware version"));
        need(m_parts.uptimeS.has_value(), QStringLiteral("uptime"));
        for (const SwitchParts::Supply& supply : m_parts.supplies) {
            need(!supply.status.isEmpty(), supply.name + QStringLiteral(" status"));
            need(!supply.serial.isEmpty(), supply.name + QStringLiteral(" S/N"));
            need(!supply.dc.isEmpty(), supply.name + QStringLiteral(" DC power"));
            need(!supply.fan.isEmpty(), supply.name + QStringLiteral(" fan status"));
            need(supply.watts.has_value(), supply.name + QStringLiteral(" power (W)"));
        }
        need(m_parts.temperatureC.has_value(), QStringLiteral("temperature (C)"));
        need(m_parts.maxTemperatureC.has_value(), QStringLiteral("max temp (C)"));
        need(!m_parts.fanStatus.isEmpty(), QStringLiteral("fan status"));
        for (const SwitchParts::Fan& fan : m_parts.fans)
            need(fan.rpm.has_value(), fan.name + QStringLiteral(" (rpm)"));
        m_row.parts = m_parts.toJson();
        return std::move(m_row);
    }

private:
    static void takeOfSupply(SwitchParts::Supply& supply, const QString& key, const QString& value)
    {
        if (key == QLatin1String("P/N"))
            supply.partNumber = value;
        else if (key == QLatin1String("S/N"))
            supply.serial = value;
        else if (key == QLatin1String("DC power"))
            supply.dc = value;
        else if (key == QLatin1String("fan status"))
            supply.fan = value;
        else if (key == QLatin1String("power (W)"))
            supply.watts = realOf(value);
    }

    void takeOfSwitch(const QString& key, const QString& value)
    {
        static const QHash<QString, QString FabricHealth::*> texts{
            {QStringLiteral("part number"), &FabricHealth::partNumber},
            {QStringLiteral("serial number"), &FabricHealth::serial},
            {QStringLiteral("product name"), &FabricHealth::product},
            {QStringLiteral("revision"), &FabricHealth::hardware},
            {QStringLiteral("PSID"), &FabricHealth::psid},
            {QStringLiteral("firmware version"), &FabricHealth::firmware}};
        static const QRegularExpression fan(QStringLiteral(R"re(^(fan#\d+) \(rpm\)$)re"));
        if (const auto text = texts.constFind(key); text != texts.cend())
            m_row.** text = value;
        else if (key == QLatin1String("GUID"))
            m_row.guid = guidOf(value);
        else if (key.startsWith(QLatin1String("uptime")))
            m_parts.uptimeS = uptimeOf(value);
        else if (key == QLatin1String("ports"))
            m_parts.ports = wholeOf(value);
        else if (key == QLatin1String("temperature (C)"))
            m_parts.temperatureC = realOf(value);
        else if (key == QLatin1String("max temp (C)"))
            m_parts.maxTemperatureC = realOf(value);
        else if (key == QLatin1String("fan status"))
            m_parts.fanStatus = value;
        else if (const auto match = fan.match(key);
                 match.hasMatch() && m_parts.fans.size() < kMostParts)
            m_parts.fans.push_back({match.captured(1), wholeOf(value)});
    }

    FabricHealth m_row;
    SwitchParts m_parts;
    bool m_isEmpty = true;
};

} // namespace

Result<std::vector<FabricHealth>> readIbswinfo(QIODevice& text)
{
    std::vector<FabricHealth> switches;
    Switch current;
    qint64 bytes = 0;
    const auto close = [&] {
        if (!current.isEmpty())
            switches.push_back(std::exchange(current, {}).finish());
    };
    while (switches.size() < kMostSwitches) {
        const QByteArray raw = text.readLine(kLongestLine);
        if (raw.isEmpty())
            break;
        bytes += raw.size();
        if (auto fits = checkTopologySize(bytes); !fits)
            return fail(fits.error());
        const QString line = QString::fromUtf8(raw);
        if (line.startsWith(QLatin1String("===="))) // stands above and below the name of a switch
            close();
        else if (const qsizetype bar = line.indexOf(u'|'); bar > 0)
            current.take(line.left(bar).trimmed(), line.mid(bar + 1).trimmed().left(kLongestText),
                         line.startsWith(u' '));
    }
    close();
    const bool isKnown = std::any_of(switches.begin(), switches.end(),
                                     [](const auto& one) { return !one.guid.isEmpty(); });
    if (!isKnown)
        return fail("switch-guid-missing");
    return switches;
}

} // namespace rackhouse
