#include "models/power/powerpicture.h"

#include "models/base/units.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace rackhouse
{

namespace
{

using Kind = PowerFinding::Kind;

struct Words {
    Kind kind;
    const char* code;
    const char* title;
    const char* sentence; ///< %place, %other, %watts, %limit, %count, %needed
};

constexpr Words words[]{
    {Kind::OverNow, "over-now", QT_TRANSLATE_NOOP("Power", "Over its limit"),
     QT_TRANSLATE_NOOP("Power", "%place carries %watts; its limit is %limit.")},
    {Kind::OverOnFailover, "over-on-failover", QT_TRANSLATE_NOOP("Power", "Over on failover"),
     QT_TRANSLATE_NOOP("Power", "If %other is lost, %place carries %watts; its limit is %limit.")},
    {Kind::PsuFailed, "psu-failed", QT_TRANSLATE_NOOP("Power", "Power supply failed"),
     QT_TRANSLATE_NOOP("Power", "%other of %place has failed. Power supplies that work: %count; "
                                "that it needs at its name plate: %needed. Replace it.")},
    {Kind::Loop, "loop", QT_TRANSLATE_NOOP("Power", "Feeds itself"),
     QT_TRANSLATE_NOOP("Power", "%place feeds what it is fed from.")},
    {Kind::OneSide, "one-side", QT_TRANSLATE_NOOP("Power", "All on one side"),
     QT_TRANSLATE_NOOP("Power", "All power supplies of %place are on side %other.")},
    {Kind::OneCord, "one-cord", QT_TRANSLATE_NOOP("Power", "One cord only"),
     QT_TRANSLATE_NOOP("Power", "%place has one cord, from %other.")},
    {Kind::TooFewLeft, "too-few-left", QT_TRANSLATE_NOOP("Power", "Too few supplies left"),
     QT_TRANSLATE_NOOP("Power", "If side %other is lost, %place has %count power supplies left; at "
                                "its name plate it needs %needed.")},
    {Kind::OverAtPlate, "over-at-plate", QT_TRANSLATE_NOOP("Power", "Over at name plate"),
     QT_TRANSLATE_NOOP("Power", "%place would carry %watts by name plate; its limit is %limit.")},
    {Kind::OverOnFailoverAtPlate, "over-on-failover-at-plate",
     QT_TRANSLATE_NOOP("Power", "Over on failover, at plate"),
     QT_TRANSLATE_NOOP("Power", "If %other is lost, %place would carry %watts by name plate; its "
                                "limit is %limit.")},
    {Kind::NoFeed, "no-feed", QT_TRANSLATE_NOOP("Power", "PDU without feed"),
     QT_TRANSLATE_NOOP("Power", "%place has no cable from a feed.")},
    {Kind::OneInput, "one-input", QT_TRANSLATE_NOOP("Power", "Transfer switch with one input"),
     QT_TRANSLATE_NOOP("Power",
                       "%place has one input, from %other: there is nothing to switch to.")},
    {Kind::InputsOneSide, "inputs-one-side", QT_TRANSLATE_NOOP("Power", "Inputs on one side"),
     QT_TRANSLATE_NOOP("Power", "All inputs of %place are on side %other.")},
    {Kind::PreferredUnfed, "preferred-unfed",
     QT_TRANSLATE_NOOP("Power", "Preferred inlet without cable"),
     QT_TRANSLATE_NOOP("Power", "No cable leads to %other, the preferred inlet of %place: it runs "
                                "on another one.")},
    {Kind::OpenEnd, "open-end", QT_TRANSLATE_NOOP("Power", "An end hangs free"),
     QT_TRANSLATE_NOOP("Power", "Power cable %place has one end only.")}};

const Words& wordsOf(Kind kind)
{
    for (const Words& candidate : words) {
        if (candidate.kind == kind)
            return candidate;
    }
    return words[0];
}

} // namespace

QString findingCode(PowerFinding::Kind kind)
{
    return QString::fromLatin1(wordsOf(kind).code);
}

QString findingTitle(PowerFinding::Kind kind)
{
    return QCoreApplication::translate("Power", wordsOf(kind).title);
}

bool isCritical(PowerFinding::Kind kind)
{
    switch (kind) {
    case Kind::OverNow:
    case Kind::OverOnFailover:
    case Kind::PsuFailed:
    case Kind::Loop:
    case Kind::OneSide:
        return true;
    default:
        return false;
    }
}

QString sentence(const PowerFinding& finding)
{
    const QString text = QCoreApplication::translate("Power", wordsOf(finding.kind).sentence);
    const std::pair<QLatin1String, QString> values[]{
        {QLatin1String("%watts"), wattsText(finding.watts)},
        {QLatin1String("%limit"), wattsText(finding.limitW)},
        {QLatin1String("%count"), QLocale().toString(finding.count)},
        {QLatin1String("%needed"), QLocale().toString(finding.needed)},
        {QLatin1String("%place"), finding.place},
        {QLatin1String("%other"), finding.other}};
    // One pass from the left: a name that holds a mark stays as it is.
    QString filled;
    for (qsizetype at = 0; at < text.size();) {
        const QStringView rest = QStringView(text).mid(at);
        const auto* value =
            std::find_if(std::begin(values), std::end(values),
                         [rest](const auto& pair) { return rest.startsWith(pair.first); });
        if (value != std::end(values)) {
            filled += value->second;
            at += value->first.size();
        } else {
            filled += text.at(at++);
        }
    }
    return filled;
}

} // namespace rackhouse
