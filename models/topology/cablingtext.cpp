#include "models/topology/cabling.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

using Kind = CablingFinding::Kind;

struct Words {
    Kind kind;
    const char* code;
    const char* title;
    const char* sentence; ///< %from, %expected, %actual, %heard, %cable
};

constexpr Words words[]{
    {Kind::WrongPort, "wrong-port", QT_TRANSLATE_NOOP("Cabling", "Plugged in elsewhere"),
     QT_TRANSLATE_NOOP("Cabling", "%from goes to %actual; %cable belongs to %expected.")},
    {Kind::NothingHeard, "nothing-heard", QT_TRANSLATE_NOOP("Cabling", "Nothing heard"),
     QT_TRANSLATE_NOOP("Cabling", "%cable from %from to %expected is not heard at either end.")},
    {Kind::Connect, "connect", QT_TRANSLATE_NOOP("Cabling", "To be connected"),
     QT_TRANSLATE_NOOP("Cabling", "Plug %cable from %from into %expected.")},
    {Kind::Confirm, "confirm", QT_TRANSLATE_NOOP("Cabling", "Connected as planned"),
     QT_TRANSLATE_NOOP("Cabling",
                       "%cable from %from to %expected is there: mark it as connected.")},
    {Kind::OpenEnd, "open-end", QT_TRANSLATE_NOOP("Cabling", "An end hangs free"),
     QT_TRANSLATE_NOOP("Cabling", "%cable at %from has no other end.")},
    {Kind::Loop, "loop", QT_TRANSLATE_NOOP("Cabling", "Runs in a circle"),
     QT_TRANSLATE_NOOP("Cabling", "%cable at %from comes back to where it began.")},
    {Kind::NotInBooks, "not-in-books", QT_TRANSLATE_NOOP("Cabling", "Not in the books"),
     QT_TRANSLATE_NOOP("Cabling", "%from goes to %actual; the books have no cable there.")},
    {Kind::SeveralAtPort, "several-at-port", QT_TRANSLATE_NOOP("Cabling", "Several neighbours"),
     QT_TRANSLATE_NOOP("Cabling", "%from hears several neighbours: something that does not tell of "
                                  "itself is in between.")},
    {Kind::UnknownDevice, "unknown-device", QT_TRANSLATE_NOOP("Cabling", "Unknown device"),
     QT_TRANSLATE_NOOP("Cabling", "%from goes to %heard, which the books do not know.")}};

const Words& wordsOf(Kind kind)
{
    for (const Words& candidate : words) {
        if (candidate.kind == kind)
            return candidate;
    }
    return words[0];
}

} // namespace

QString findingCode(CablingFinding::Kind kind)
{
    return QString::fromLatin1(wordsOf(kind).code);
}

QString findingTitle(CablingFinding::Kind kind)
{
    return QCoreApplication::translate("Cabling", wordsOf(kind).title);
}

QString Cabling::placeText(const PortRef& port) const
{
    if (port.isFree())
        return QCoreApplication::translate("Cabling", "an open end");
    const QString name = nameOf(port.device);
    return port.port.isEmpty() ? name : name + QLatin1Char(' ') + port.port;
}

QString Cabling::sentence(const CablingFinding& finding) const
{
    const Cable* row = cable(finding.cable);
    const QString label = row == nullptr || row->label.isEmpty()
                              ? QCoreApplication::translate("Cabling", "the cable")
                              : row->label;
    const QString unknown = finding.heard + QLatin1Char(' ') + finding.actual.port;
    const QString actual = finding.actual.isFree() ? unknown.trimmed() : placeText(finding.actual);
    QString text = QCoreApplication::translate("Cabling", wordsOf(finding.kind).sentence);
    for (const auto& [mark, value] :
         {std::pair{"%from", placeText(finding.from)},
          std::pair{"%expected", placeText(finding.expected)}, std::pair{"%actual", actual},
          std::pair{"%heard", finding.heard}, std::pair{"%cable", label}})
        text.replace(QLatin1String(mark), value);
    // A sentence begins with a capital also where it begins with "the cable".
    if (!text.isEmpty() && text.startsWith(label) && row != nullptr && row->label.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

} // namespace rackhouse
