#include "widgets/fabric/fabricdetails.h"

#include "models/items/displaytext.h"
#include "models/topology/fabriccounters.h"
#include "widgets/common/format.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/status.h"
#include "widgets/common/tabletext.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QShortcut>
#include <QTreeWidget>

#include <algorithm>
#include <map>

namespace rackhouse
{

namespace
{

constexpr int kNameWidth = 134;
constexpr int kValueWidth = 122;
constexpr int exactRole = Qt::UserRole; ///< of a value: as it is copied, where that is not its text

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricDetails", text);
}

struct Line {
    QString name;
    QString value;
    QString note = {};
    std::optional<Tone> tone = {};
    std::vector<Line> below = {};
    QString exact = {};    ///< of a value that is shortened or grouped: as a program reads it
    QString valueTip = {}; ///< the value to the last digit, where it is shortened
    QString noteTip = {};
};

QString orUnknown(const QString& text)
{
    return text.isEmpty() ? tr("unknown") : text;
}

bool isBad(const QString& status)
{
    return !status.isEmpty() && status != u"OK"_qs;
}

/// "status OK" as the tone that it has.
Tone toneOf(const QString& status)
{
    return status.isEmpty() ? Tone::Unknown : isBad(status) ? Tone::Critical : Tone::Ok;
}

Line lineOf(const SwitchParts::Supply& supply)
{
    const bool bad = isBad(supply.status) || isBad(supply.dc) || isBad(supply.fan);
    QStringList states{orUnknown(supply.status)};
    if (supply.watts)
        states << tr("%L1 W").arg(*supply.watts);
    if (supply.dc != supply.status)
        states << tr("DC power %1").arg(orUnknown(supply.dc));
    if (supply.fan != supply.status)
        states << tr("fan %1").arg(orUnknown(supply.fan));
    return {supply.name, states.join(u", "_qs), supply.serial,
            bad ? Tone::Critical : toneOf(supply.status)};
}

Line temperatureOf(const SwitchParts& parts)
{
    return {tr("Temperature"),
            parts.temperatureC ? tr("%L1 °C").arg(*parts.temperatureC) : tr("unknown"),
            parts.maxTemperatureC ? tr("highest %L1 °C").arg(*parts.maxTemperatureC) : QString()};
}

std::vector<Line> partsOf(const FabricHealth& health)
{
    const SwitchParts parts = SwitchParts::of(health.parts);
    std::vector<Line> lines{
        {tr("Product"), orUnknown(health.product), health.partNumber},
        {tr("Serial"), orUnknown(health.serial)},
        {tr("Firmware"), orUnknown(health.firmware), health.psid},
        {tr("Up for"), parts.uptimeS ? format::duration(*parts.uptimeS * 1000) : tr("unknown")},
        temperatureOf(parts)};
    for (const SwitchParts::Supply& supply : parts.supplies)
        lines.push_back(lineOf(supply));
    lines.push_back({tr("Fans"), orUnknown(parts.fanStatus), {}, toneOf(parts.fanStatus)});
    for (const SwitchParts::Fan& fan : parts.fans) {
        const bool stands = fan.rpm && *fan.rpm <= 0;
        lines.push_back({fan.name,
                         fan.rpm ? tr("%L1 rpm").arg(*fan.rpm) : tr("unknown"),
                         {},
                         stands ? std::optional(Tone::Critical) : std::nullopt});
    }
    if (!health.unread.isEmpty())
        lines.push_back({tr("Not told"), health.unread.join(u", "_qs)});
    return lines;
}

/// What was counted, with what was added since it was read before.
std::vector<Line> countsOf(const FabricCounters& counters)
{
    const CounterReading reading(counters);
    std::vector<Line> lines;
    for (auto counter = counters.counters.begin(); counter != counters.counters.end(); ++counter) {
        const QString words = counterText(counter.key());
        const qint64 total = counter->toInteger();
        if (words.isEmpty() || total == 0)
            continue;
        Line line{words, countText(counter.key(), total), {}};
        line.exact = QString::number(exactCount(counter.key(), total));
        line.valueTip = exactCountText(counter.key(), total);
        if (reading.period() > 0) {
            const qint64 added = reading.value(counter.key());
            const QString period = periodText(reading.period());
            line.note = tr("+%1 in %2").arg(countText(counter.key(), added), period);
            line.noteTip = tr("+%1 in %2").arg(exactCountText(counter.key(), added), period);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

QString endOf(const FabricPicture& picture, const FabricPlaces& places, int node, qint64 port)
{
    const int row = places.linkAt(node, port);
    if (row < 0)
        return tr("no cable");
    const FabricGraph::Link& link = picture.graph().links[std::size_t(row)];
    const bool isFirst = link.a == node && link.aPort.toLongLong() == port;
    return tr("to %1").arg(isFirst ? places.nameAt(link.b, link.bPort.toLongLong())
                                   : places.nameAt(link.a, link.aPort.toLongLong()));
}

std::optional<Tone> toneOfPort(const FabricPicture& picture, int node, const QString& port)
{
    for (const FabricFinding& finding : picture.findings()) {
        if (finding.node == node && finding.port == port)
            return Tone::Warning;
    }
    return std::nullopt;
}

const FabricCounters& latest(const FabricCounters& known, const std::vector<FabricCounters>& asked)
{
    const auto found = std::find_if(asked.begin(), asked.end(), [&known](const auto& row) {
        return row.id == known.id && row.observedAt > known.observedAt;
    });
    return found == asked.end() ? known : *found;
}

/// By port, each once with both of its sets of counters.
std::vector<Line> portsOf(const FabricPicture& picture, int node,
                          const std::vector<FabricCounters>& asked, Instant now)
{
    if (picture.facts().counters.empty())
        return {};
    const FabricPlaces places(picture.graph());
    std::map<qint64, Line> ports;
    for (const FabricCounters& known : picture.facts().counters) {
        if (places.nodeOf(known) != node)
            continue;
        const FabricCounters& counters = latest(known, asked);
        Line& line = ports[counters.port];
        line.name = tr("Port %1").arg(counters.port);
        line.value = endOf(picture, places, node, counters.port);
        line.note = tr("read %1").arg(relativeTime(counters.observedAt, now));
        line.tone = toneOfPort(picture, node, QString::number(counters.port));
        for (Line& count : countsOf(counters))
            line.below.push_back(std::move(count));
    }
    std::vector<Line> lines;
    for (auto& [port, line] : ports) {
        if (line.below.empty())
            line.below.push_back({tr("nothing counted"), {}});
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<Line> linesOf(const FabricPicture& picture, int node,
                          const std::vector<FabricCounters>& asked, Instant now)
{
    std::vector<Line> lines;
    for (const FabricHealth& health : picture.facts().switches) {
        if (health.guid != picture.node(node).guid)
            continue;
        lines.push_back({tr("Parts"),
                         {},
                         tr("read %1").arg(relativeTime(health.observedAt, now)),
                         {},
                         partsOf(health)});
    }
    for (Line& port : portsOf(picture, node, asked, now))
        lines.push_back(std::move(port));
    return lines;
}

void fill(QTreeWidgetItem* parent, const std::vector<Line>& lines, const Tokens& tokens)
{
    QStringList keys;
    for (const Line& line : lines)
        keys << line.name;
    updateLines(parent, keys, [&](QTreeWidgetItem* item, int number, bool isNew) {
        const Line& line = lines[std::size_t(number)];
        item->setText(0, line.name);
        item->setText(1, line.value);
        item->setText(2, line.note);
        item->setData(1, exactRole, line.exact);
        item->setToolTip(0, line.name);
        item->setToolTip(1, line.valueTip.isEmpty() ? line.value : line.valueTip);
        item->setToolTip(2, line.noteTip.isEmpty() ? line.note : line.noteTip);
        item->setIcon(0, line.tone ? toneIcon(*line.tone, tokens) : QIcon());
        fill(item, line.below, tokens);
        if (isNew)
            item->setExpanded(true);
    });
}

/// Lines for a spreadsheet; counts as plain numbers, to the last one.
void copySelected(const QTreeWidget* list)
{
    QString text;
    for (const QTreeWidgetItem* item : list->selectedItems()) {
        const QString exact = item->data(1, exactRole).toString();
        text += tableLine(
            {item->text(0), exact.isEmpty() ? item->text(1) : exact, item->toolTip(2)}, u'\t');
    }
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace

QTreeWidget* makeFabricDetails(QWidget* parent)
{
    QTreeWidget* list = makePlainList(
        u"fabric.details"_qs, tr("Ports and parts"), {tr("What"), tr("Value"), tr("More")},
        tr("Select one switch or adapter. What its ports counted is read from perfquery, how the "
           "parts of a switch are from ibswinfo."),
        parent);
    list->setRootIsDecorated(true);
    list->setIndentation(space::medium);
    list->setColumnWidth(0, kNameWidth);
    list->setColumnWidth(1, kValueWidth);
    list->header()->setStretchLastSection(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* copy = new QShortcut(QKeySequence::Copy, list, nullptr, nullptr, Qt::WidgetShortcut);
    QObject::connect(copy, &QShortcut::activated, list, [list] { copySelected(list); });
    return list;
}

void fillFabricDetails(QTreeWidget* list, const FabricPicture* picture, int node,
                       const std::vector<FabricCounters>& asked, Context context)
{
    fill(list->invisibleRootItem(),
         picture == nullptr || node < 0 ? std::vector<Line>()
                                        : linesOf(*picture, node, asked, context.clock.now()),
         context.theme.tokens());
}

} // namespace rackhouse
