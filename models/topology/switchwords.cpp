#include "models/topology/switchwords.h"

#include "models/topology/switchforms.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace rackhouse
{

namespace
{

constexpr std::size_t MostPorts = 8192;
constexpr qsizetype MostMacs = 8; ///< of a server, its BMC and what runs on it
constexpr double LargestNumber = 1e15;

/// The JSON-RPC answer of eAPI holds one object for each command that was asked.
QJsonObject withoutEnvelope(const QJsonObject& document)
{
    const QJsonArray results = document.value(QStringLiteral("result")).toArray();
    return results.isEmpty() ? document : results.last().toObject();
}

} // namespace

namespace switchforms
{

void noteFailure(SwitchWords& words, const QString& part, const QString& state)
{
    static constexpr std::array fine{"ok", "unknownHwStatus", "notInserted", "absent", "good", ""};
    const bool isFine = std::any_of(fine.begin(), fine.end(), [&state](const char* word) {
        return state.compare(QLatin1String(word), Qt::CaseInsensitive) == 0;
    });
    const QString line = part + QLatin1String(": ") + state;
    if (!isFine && !words.facts.failed.contains(line))
        words.facts.failed << line;
}

double numberOf(const QJsonValue& value)
{
    double number = value.toDouble();
    if (value.isString()) {
        static const QRegularExpression digits(QStringLiteral("^\\s*(-?\\d+(\\.\\d+)?)"));
        number = digits.match(value.toString()).captured(1).toDouble();
    }
    return std::abs(number) < LargestNumber ? number : 0;
}

} // namespace switchforms

void SwitchWords::conclude()
{
    const bool tells = facts.supplyCount > 0 || facts.fanCount > 0 || facts.hottestC > 0;
    facts.failed.sort();
    for (const auto& [name, learned] : macs) {
        const auto port = ports.find(name);
        if (port != ports.end() && learned.size() <= MostMacs)
            port->second.macs = learned;
    }
    facts.health = !facts.failed.isEmpty() ? Health::Warning : tells ? Health::Ok : Health::Unknown;
}

qint64 speedOfMedia(const QString& media)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,4})(G?)BASE-"));
    const auto match = form.match(media);
    const qint64 number = match.captured(1).toLongLong();
    return match.captured(2).isEmpty() ? number : number * 1000;
}

Result<void> readSwitchWords(const QByteArray& answer, SwitchWords& words)
{
    const QJsonObject document = withoutEnvelope(QJsonDocument::fromJson(answer).object());
    if (!switchforms::takeEos(document, words) && !switchforms::takeOpenConfig(document, words) &&
        !switchforms::takeNvue(document, words))
        return fail("switch-unreadable");
    if (words.ports.size() > MostPorts)
        return fail("topology-too-large");
    return {};
}

} // namespace rackhouse
