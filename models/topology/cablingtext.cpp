#include "models/topology/cabling.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

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
    const char* order;    ///< and %plug, where a cable is to be moved
};

constexpr Words kWords[]{
    {Kind::WrongPort, "wrong-port", QT_TRANSLATE_NOOP("Cabling", "Plugged in elsewhere"),
     QT_TRANSLATE_NOOP("Cabling", "%from goes to %actual; %cable belongs to %expected."),
     QT_TRANSLATE_NOOP("Cabling", "Take %plug out of %actual and plug it into %expected.")},
    {Kind::PortDown, "port-down", QT_TRANSLATE_NOOP("Cabling", "Port is down"),
     QT_TRANSLATE_NOOP("Cabling", "%from is down; %cable goes from there to %expected."),
     QT_TRANSLATE_NOOP("Cabling", "Look at %from and %expected: is the cable in both, and is the "
                                  "other end on? Plug it in anew or replace it. A port that "
                                  "somebody has switched off is switched on at its switch.")},
    {Kind::NothingHeard, "nothing-heard", QT_TRANSLATE_NOOP("Cabling", "Nothing heard"),
     QT_TRANSLATE_NOOP("Cabling", "%cable from %from to %expected is not heard at either end."),
     QT_TRANSLATE_NOOP("Cabling", "Look at %from and %expected: is the cable in both, and do the "
                                  "ports have a link? Plug it in anew or replace it.")},
    {Kind::Connect, "connect", QT_TRANSLATE_NOOP("Cabling", "To be connected"),
     QT_TRANSLATE_NOOP("Cabling", "Plug %cable from %from into %expected."),
     QT_TRANSLATE_NOOP("Cabling", "Plug %cable from %from into %expected.")},
    {Kind::Confirm, "confirm", QT_TRANSLATE_NOOP("Cabling", "Connected as planned"),
     QT_TRANSLATE_NOOP("Cabling", "%cable from %from to %expected is there: mark it as connected."),
     QT_TRANSLATE_NOOP("Cabling", "Nothing is to be plugged: mark %cable as connected.")},
    {Kind::OpenEnd, "open-end", QT_TRANSLATE_NOOP("Cabling", "An end hangs free"),
     QT_TRANSLATE_NOOP("Cabling", "%cable at %from has no other end."),
     QT_TRANSLATE_NOOP("Cabling", "Find the other end of %cable at %from. Enter it in the books, "
                                  "or take the cable out.")},
    {Kind::Loop, "loop", QT_TRANSLATE_NOOP("Cabling", "Runs in a circle"),
     QT_TRANSLATE_NOOP("Cabling", "%cable at %from comes back to where it began."),
     QT_TRANSLATE_NOOP("Cabling", "Follow %cable from %from through the panels and correct the "
                                  "books, or the plug that closes the circle.")},
    {Kind::HearsItself, "hears-itself", QT_TRANSLATE_NOOP("Cabling", "Hears itself"),
     QT_TRANSLATE_NOOP("Cabling", "%from hears itself: what it sends comes back to it."),
     QT_TRANSLATE_NOOP("Cabling",
                       "Look what is plugged into %from. Take a loopback plug out; if it "
                       "is a cable, follow it to where it comes back and take that end "
                       "out.")},
    {Kind::SeenByMac, "seen-by-mac", QT_TRANSLATE_NOOP("Cabling", "Seen by MAC"),
     QT_TRANSLATE_NOOP("Cabling", "A MAC of %actual is learned at %from; the books have no cable "
                                  "between them."),
     QT_TRANSLATE_NOOP("Cabling", "Look where the cable of %from goes: a MAC tells the machine and "
                                  "not the port. If it is %actual, correct the books; if not, "
                                  "look for a switch in between.")},
    {Kind::NotInBooks, "not-in-books", QT_TRANSLATE_NOOP("Cabling", "Not in the books"),
     QT_TRANSLATE_NOOP("Cabling", "%from goes to %actual; the books have no cable there."),
     QT_TRANSLATE_NOOP("Cabling", "Look at the cable from %from to %actual. Enter it in the books, "
                                  "or take it out.")},
    {Kind::SeveralAtPort, "several-at-port", QT_TRANSLATE_NOOP("Cabling", "Several neighbours"),
     QT_TRANSLATE_NOOP("Cabling", "%from hears several neighbours: something that does not tell of "
                                  "itself is in between."),
     QT_TRANSLATE_NOOP("Cabling", "Follow the cable of %from to what is in between, and enter that "
                                  "in the books.")},
    {Kind::UnknownDevice, "unknown-device", QT_TRANSLATE_NOOP("Cabling", "Unknown device"),
     QT_TRANSLATE_NOOP("Cabling", "%from goes to %heard, which the books do not know."),
     QT_TRANSLATE_NOOP("Cabling", "Follow the cable of %from to %heard. Enter that device in the "
                                  "books, or unplug it.")},
    {Kind::OtherSerial, "other-serial", QT_TRANSLATE_NOOP("Cabling", "Another serial"),
     QT_TRANSLATE_NOOP("Cabling", "%from says that its serial is %heard; the books have %booked."),
     QT_TRANSLATE_NOOP("Cabling", "Read the label of %from. Correct the serial in the books, or "
                                  "the address that the switch is asked at.")},
    {Kind::OtherModel, "other-model", QT_TRANSLATE_NOOP("Cabling", "Another model"),
     QT_TRANSLATE_NOOP("Cabling", "%from says that it is a %heard; the books have a %booked."),
     QT_TRANSLATE_NOOP("Cabling", "Read the label of %from. Correct the model in the books, or the "
                                  "address that the switch is asked at.")}};

const Words& wordsOf(Kind kind)
{
    for (const Words& candidate : kWords) {
        if (candidate.kind == kind)
            return candidate;
    }
    return kWords[0];
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

QString Cabling::standsText(const QString& device) const
{
    return m_places.value(device);
}

QString Cabling::labelText(const Cable* cable)
{
    return cable == nullptr || cable->label.isEmpty()
               ? QCoreApplication::translate("Cabling", "the cable")
               : cable->label;
}

QString Cabling::filledIn(const char* words, const CablingFinding& finding) const
{
    const QString label = labelText(cable(finding.cable));
    const QString unknown = finding.heard + QLatin1Char(' ') + finding.actual.port;
    const QString actual = finding.actual.isFree() ? unknown.trimmed() : placeText(finding.actual);
    QString text = QCoreApplication::translate("Cabling", words);
    // A sentence begins with a capital also where it begins with "the cable".
    const bool opens = text.startsWith(QLatin1String("%cable"));
    for (const auto& [mark, value] :
         {std::pair{"%from", placeText(finding.from)},
          std::pair{"%expected", placeText(finding.expected)}, std::pair{"%actual", actual},
          std::pair{"%heard", finding.heard}, std::pair{"%booked", finding.booked},
          std::pair{"%cable", label}})
        text.replace(QLatin1String(mark), value);
    if (opens && label == labelText(nullptr))
        text[0] = text.at(0).toUpper();
    if (!isStale(finding))
        return text;
    const QDateTime told = finding.told.toDateTime().toLocalTime();
    return text + QLatin1Char(' ') +
           QCoreApplication::translate("Cabling", "The switch said so on %1, and nothing since.")
               .arg(QLocale().toString(told, QLocale::ShortFormat));
}

QString Cabling::plugText(const CableTrace& way, const PortRef& end) const
{
    const bool isLast = keyOf(way.end()) == keyOf(end);
    const CableTrace::Hop& hop = isLast ? way.hops.back() : way.hops.front();
    return QCoreApplication::translate("Cabling", "%1 of %2")
        .arg(labelText(cable(hop.cable)), placeText(isLast ? hop.from : hop.to));
}

QString Cabling::takenText(const CablingFinding& finding) const
{
    const auto heard = m_wire.value(keyOf(finding.expected));
    if (heard.isEmpty())
        return {};
    const WireEnd& other = heard.front().end;
    const QString port = placeText(finding.expected);
    CableTrace way;
    for (const QString& name : other.ports) {
        if (way.hops.empty() && !other.device.isEmpty())
            way = trace({other.device, name});
    }
    const PortRef belongs = way.end();
    if (belongs.isFree()) {
        const QString name = other.device.isEmpty() ? other.name : nameOf(other.device);
        return QCoreApplication::translate("Cabling",
                                           "%1 is taken by the cable of %2: take that out first.")
            .arg(port, QString(name + QLatin1Char(' ') + other.port).trimmed());
    }
    const QString plug = plugText(way, belongs);
    if (keyOf(belongs) == keyOf(finding.expected))
        return QCoreApplication::translate(
                   "Cabling", "%1 is taken by %2, which the books have there too: correct them.")
            .arg(port, plug);
    if (keyOf(belongs) == keyOf(finding.actual))
        return QCoreApplication::translate("Cabling", "%1 is taken by %2, which belongs to %3: "
                                                      "swap the two.")
            .arg(port, plug, placeText(belongs));
    return QCoreApplication::translate("Cabling", "%1 is taken by %2, which belongs to %3: take "
                                                  "that out first.")
        .arg(port, plug, placeText(belongs));
}

QString Cabling::sentence(const CablingFinding& finding) const
{
    return filledIn(wordsOf(finding.kind).sentence, finding);
}

QString Cabling::order(const CablingFinding& finding) const
{
    QString text = filledIn(wordsOf(finding.kind).order, finding);
    const Cable* moved = finding.kind == Kind::WrongPort ? cable(finding.cable) : nullptr;
    if (moved == nullptr)
        return text;
    text.replace(QLatin1String("%plug"), plugText(wayOf(*moved), finding.expected));
    const QString taken = takenText(finding);
    return taken.isEmpty() ? text : text + QLatin1Char(' ') + taken;
}

} // namespace rackhouse
