#include "widgets/power/powertree.h"

#include "models/base/units.h"
#include "widgets/common/emptyhint.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/status.h"
#include "widgets/power/loadbar.h"

#include <QHeaderView>
#include <QMap>

#include <algorithm>
#include <map>
#include <set>

namespace rackhouse
{

namespace
{

constexpr int kindRole = Qt::UserRole;
constexpr int idRole = Qt::UserRole + 1;
constexpr int supplyRole = Qt::UserRole + 2; ///< whose rack or device it is

using Supply = PowerPicture::Supply;

void setKind(QTreeWidgetItem* line, PowerTree::Kind kind, const QString& id, int supply = -1)
{
    line->setData(0, kindRole, int(kind));
    line->setData(0, idRole, id);
    line->setData(0, supplyRole, supply);
}

bool holds(const std::vector<int>& list, int value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// What a part of the cords of a device carries.
PowerPicture::Load shareOf(const PowerPicture::Device& device, int cords)
{
    const double share = cords / double(std::max<std::size_t>(1, device.cords.size()));
    PowerPicture::Load load;
    load.nowW = device.nowW * share;
    load.plateW = device.planW() * share;
    load.devices = 1;
    load.unmeasured = device.measured ? 0 : 1;
    return load;
}

/// Unknown is a dash, so that it is no zero.
QString wattsOr(double watts, bool known)
{
    return known ? wattsText(watts) : u"–"_qs;
}

} // namespace

PowerTree::PowerTree(Context context, QWidget* parent) : QTreeWidget(parent), m_context(context)
{
    setObjectName(u"power.tree"_qs);
    setAccessibleName(tr("Where the power comes from"));
    setHeaderLabels({tr("Name"), tr("Load"), tr("Now"), tr("At plate"), tr("Limit"), tr("Left"),
                     tr("If lost")});
    setUniformRowHeights(true);
    setItemDelegateForColumn(Bar, new LoadBar(context.theme, this));
    headerItem()->setToolTip(Bar, tr("Solid: drawn now. Hatched: by name plate. Line: the limit."));
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(60);
    header()->setSectionResizeMode(Name, QHeaderView::Fixed);
    setIndentation(14);
    setColumnWidth(Bar, 124);
    setColumnWidth(Effect, 190);
    for (const int column : {Now, Plate, Limit, Left}) {
        headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        setColumnWidth(column, qMax(78, header()->sectionSizeHint(column)));
    }
    setColumnHidden(Effect, true);
    connect(header(), &QHeaderView::sectionResized, this, [this](int column) {
        if (column != Name)
            fitNames();
    });
    new EmptyHint(this, tr("No feed is known here"));
    connect(this, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem* line) {
        if (kindOf(line) == Kind::Rack)
            fillDevices(line);
    });
}

void PowerTree::fitNames()
{
    constexpr int least = 200;
    const int others = header()->length() - header()->sectionSize(Name);
    header()->resizeSection(Name, qMax(least, viewport()->width() - others));
}

void PowerTree::resizeEvent(QResizeEvent* event)
{
    QTreeWidget::resizeEvent(event);
    fitNames();
}

PowerTree::Kind PowerTree::kindOf(const QTreeWidgetItem* line)
{
    return Kind(line->data(0, kindRole).toInt());
}

QString PowerTree::idOf(const QTreeWidgetItem* line)
{
    return line->data(0, idRole).toString();
}

void PowerTree::setView(std::shared_ptr<const PowerView> view)
{
    m_view = std::move(view);
    readKept();
    fill();
}

/// The supplies that machines which the filter keeps are plugged into, and all above those.
void PowerTree::readKept()
{
    m_kept.clear();
    for (const auto& device : m_view->picture.devices()) {
        if (!m_view->kept || !m_view->keeps(device.id))
            continue;
        for (const int cord : device.cords) {
            if (m_kept.contains(cord))
                continue;
            m_kept.insert(cord);
            for (const int supply : m_view->picture.above(cord))
                m_kept.insert(supply);
        }
    }
}

void PowerTree::showLoss(const std::vector<int>& supplies)
{
    if (supplies.empty() && m_lost.empty())
        return;
    m_lost = supplies;
    m_loss = m_lost.empty() ? PowerPicture::Loss() : m_view->picture.lossOf(m_lost);
    setColumnHidden(Effect, m_lost.empty());
    fitNames();
    fill();
}

void PowerTree::fill()
{
    const QSignalBlocker blocker(this);
    QMap<QString, bool> sides;
    for (const Supply& supply : m_view->picture.supplies())
        sides.insert(supply.side, true);
    QStringList keys = sides.keys();
    // What comes before the sides, and what has none, stands below them.
    if (keys.removeAll(QString()) > 0)
        keys << QString();
    updateLines(invisibleRootItem(), keys, [&](QTreeWidgetItem* line, int number, bool isNew) {
        fillSide(line, keys.at(number));
        if (isNew)
            line->setExpanded(true);
    });
}

void PowerTree::fillSide(QTreeWidgetItem* line, const QString& side)
{
    setKind(line, Kind::Side, side);
    line->setText(Name, side.isEmpty() ? tr("Before or without a side") : tr("Side %1").arg(side));
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    line->setFont(Name, font);
    const std::vector<int> tops = m_view->picture.rootsOf(side);
    QStringList keys;
    for (const int top : tops)
        keys << m_view->picture.supplies()[std::size_t(top)].id;
    setLoad(line, m_view->picture.loadOf(side), 0);
    const bool isLost = !tops.empty() && std::all_of(tops.begin(), tops.end(), [this](int top) {
        return holds(m_lost, top);
    });
    setEffect(line, Tone::Critical, isLost ? tr("Lost") : QString());
    line->setHidden(std::none_of(tops.begin(), tops.end(), [this](int top) { return keeps(top); }));
    updateLines(line, keys, [&](QTreeWidgetItem* below, int number, bool isNew) {
        fillSupply(below, tops[std::size_t(number)]);
        if (isNew)
            below->setExpanded(true);
    });
}

void PowerTree::setLoad(QTreeWidgetItem* line, const PowerPicture::Load& load, double limitW)
{
    const bool measured = load.unmeasured < load.devices || load.devices == 0;
    const bool plated = load.plateW > 0 || load.devices == 0;
    line->setData(Bar, LoadBar::NowRole, load.nowW);
    line->setData(Bar, LoadBar::PlateRole, load.plateW);
    line->setData(Bar, LoadBar::LimitRole, limitW);
    line->setText(Now, wattsOr(load.nowW, measured));
    line->setText(Plate, wattsOr(load.plateW, plated));
    line->setText(Limit, wattsOr(limitW, limitW > 0));
    line->setText(Left, wattsOr(std::max(0.0, limitW - load.nowW), limitW > 0));
    for (const int column : {Now, Plate, Limit, Left})
        line->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    line->setToolTip(Now, load.unmeasured > 0
                              ? tr("%L1 of %L2 devices are not measured and so are missing here")
                                    .arg(load.unmeasured)
                                    .arg(load.devices)
                              : QString());
    line->setData(Bar, Qt::AccessibleTextRole,
                  tr("%1 now, %2 by name plate").arg(line->text(Now), line->text(Plate)));
}

void PowerTree::fillSupply(QTreeWidgetItem* line, int index)
{
    const Supply& supply = m_view->picture.supplies()[std::size_t(index)];
    setKind(line, Kind::Supply, supply.id, index);
    line->setText(Name, supply.name);
    line->setToolTip(Name, supply.name);
    line->setIcon(Name,
                  m_context.icons.icon(supply.kind == EndKind::Feed ? u"power"_qs : u"cable"_qs));
    setLoad(line, supply.load, supply.capacityW);
    line->setHidden(!keeps(index));
    markSupply(line, index);
    if (!supply.devices.empty())
        return fillRacks(line, index);
    std::vector<int> below;
    QStringList keys;
    for (const int output : supply.outputs) {
        if (m_view->picture.supplies()[std::size_t(output)].side != supply.side)
            continue;
        below.push_back(output);
        keys << m_view->picture.supplies()[std::size_t(output)].id;
    }
    updateLines(line, keys, [&](QTreeWidgetItem* next, int number, bool isNew) {
        fillSupply(next, below[std::size_t(number)]);
        if (isNew)
            next->setExpanded(m_view->picture.supplies().size() < 100);
    });
}

void PowerTree::fillRacks(QTreeWidgetItem* line, int index)
{
    const PowerPicture& picture = m_view->picture;
    const Supply& supply = picture.supplies()[std::size_t(index)];
    std::map<QString, PowerPicture::Load> racks; ///< by id
    QSet<QString> kept;
    const std::set<int> devices(supply.devices.begin(), supply.devices.end());
    for (const int device : devices) {
        const auto& at = picture.devices()[std::size_t(device)];
        const auto carrying = std::count(at.cords.begin(), at.cords.end(), index);
        racks[at.rackId.text()] += shareOf(at, int(carrying));
        if (m_view->keeps(at.id))
            kept.insert(at.rackId.text());
    }
    QStringList keys;
    for (const auto& rack : racks)
        keys << rack.first;
    std::vector<int> below;
    for (const int output : supply.outputs) {
        below.push_back(output);
        keys << picture.supplies()[std::size_t(output)].id;
    }
    const int rackCount = int(racks.size());
    updateLines(line, keys, [&](QTreeWidgetItem* next, int number, bool) {
        if (number >= rackCount)
            return fillSupply(next, below[std::size_t(number - rackCount)]);
        const QString& id = keys.at(number);
        setKind(next, Kind::Rack, id, index);
        const QString name = m_view->rackName(RackId(id));
        next->setText(Name, name.isEmpty() ? tr("In no rack") : tr("Rack %1").arg(name));
        next->setIcon(Name, m_context.icons.icon(u"rack"_qs));
        setLoad(next, racks[id], 0);
        next->setHidden(!kept.contains(id));
        setRackLimit(next, picture.rackOf(id));
        next->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
        if (next->isExpanded())
            fillDevices(next);
        markSupply(next, index);
    });
}

/// The limit is that of the whole rack, whichever side the power comes from.
void PowerTree::setRackLimit(QTreeWidgetItem* line, const PowerPicture::RackLoad* rack)
{
    const bool known = rack != nullptr && rack->limitW > 0;
    line->setText(Limit, wattsOr(known ? rack->limitW : 0, known));
    line->setText(Left, wattsOr(known ? std::max(0.0, rack->limitW - rack->load.nowW) : 0, known));
    const QString tip = known ? tr("Of the whole rack, which draws %1 from all sides together")
                                    .arg(wattsText(rack->load.nowW))
                              : QString();
    line->setToolTip(Limit, tip);
    line->setToolTip(Left, tip);
}

void PowerTree::fillDevices(QTreeWidgetItem* line)
{
    const PowerPicture& picture = m_view->picture;
    const int index = line->data(0, supplyRole).toInt();
    std::map<int, int> cords; ///< of each device
    for (const int device : picture.supplies()[std::size_t(index)].devices) {
        if (picture.devices()[std::size_t(device)].rackId.text() == idOf(line))
            cords[device] += 1;
    }
    std::vector<int> devices;
    QStringList keys;
    for (const auto& [device, count] : cords) {
        devices.push_back(device);
        keys << picture.devices()[std::size_t(device)].id;
    }
    updateLines(line, keys, [&](QTreeWidgetItem* next, int number, bool) {
        const int device = devices[std::size_t(number)];
        const auto& at = picture.devices()[std::size_t(device)];
        setKind(next, Kind::Device, at.id, index);
        next->setText(Name, at.name);
        next->setToolTip(Name, tr("%1: %L2 of %L3 cords are plugged in here")
                                   .arg(at.name)
                                   .arg(cords[device])
                                   .arg(at.plugs.size()));
        next->setIcon(
            Name, m_context.icons.icon(at.kind == EndKind::Machine ? u"server"_qs : u"switch"_qs));
        setLoad(next, shareOf(at, int(std::count(at.cords.begin(), at.cords.end(), index))), 0);
        next->setHidden(!m_view->keeps(at.id));
        markDevice(next, device);
        fillCords(next, device);
    });
}

void PowerTree::fillCords(QTreeWidgetItem* line, int device)
{
    const auto& at = m_view->picture.devices()[std::size_t(device)];
    const int index = line->data(0, supplyRole).toInt();
    std::vector<PowerPicture::Plug> plugs;
    std::copy_if(at.plugs.begin(), at.plugs.end(), std::back_inserter(plugs),
                 [index](const auto& plug) { return plug.supply == index; });
    QStringList keys;
    for (std::size_t i = 0; i < plugs.size(); ++i)
        keys << QString::number(i);
    updateLines(line, keys, [&](QTreeWidgetItem* next, int number, bool) {
        const PowerPicture::Plug& plug = plugs[std::size_t(number)];
        setKind(next, Kind::Cord, at.id, index);
        next->setText(Name, cordText(plug));
        next->setToolTip(Name, cordText(plug));
        next->setIcon(Name, plug.failed ? toneIcon(Tone::Critical, m_context.theme.tokens())
                                        : m_context.icons.icon(u"cable"_qs));
        setLoad(next, shareOf(at, plug.failed ? 0 : 1), 0);
        markSupply(next, index);
    });
}

void PowerTree::setEffect(QTreeWidgetItem* line, Tone tone, const QString& word)
{
    line->setText(Effect, word);
    line->setToolTip(Effect, word);
    line->setIcon(Effect, word.isEmpty() ? QIcon() : toneIcon(tone, m_context.theme.tokens()));
}

void PowerTree::markSupply(QTreeWidgetItem* line, int supply)
{
    if (m_lost.empty())
        return setEffect(line, Tone::Neutral, {});
    if (holds(m_lost, supply) && kindOf(line) == Kind::Supply)
        return setEffect(line, Tone::Critical, tr("Lost"));
    if (holds(m_loss.supplies, supply))
        return setEffect(line, Tone::Critical, tr("No power"));
    const auto changed = m_loss.changed.constFind(supply);
    if (changed == m_loss.changed.constEnd() || kindOf(line) != Kind::Supply)
        return setEffect(line, Tone::Neutral, {});
    if (holds(m_loss.over, supply))
        return setEffect(line, Tone::Critical, tr("Over: %1").arg(wattsText(changed->nowW)));
    if (holds(m_loss.overAtPlate, supply))
        return setEffect(line, Tone::Warning,
                         tr("Over at plate: %1").arg(wattsText(changed->plateW)));
    setEffect(line, Tone::Running, tr("Carries %1").arg(wattsText(changed->nowW)));
}

void PowerTree::markDevice(QTreeWidgetItem* line, int device)
{
    if (holds(m_loss.dark, device))
        return setEffect(line, Tone::Critical, tr("Loses all power"));
    if (holds(m_loss.starved, device))
        return setEffect(line, toneOf(PowerFinding::Kind::TooFewLeft), tr("Too few supplies left"));
    if (holds(m_loss.bare, device))
        return setEffect(line, Tone::Warning, tr("Loses redundancy"));
    setEffect(line, Tone::Neutral, {});
}

QTreeWidgetItem* PowerTree::lineOf(QTreeWidgetItem* below, const QString& id) const
{
    for (int i = 0; i < below->childCount(); ++i) {
        QTreeWidgetItem* line = below->child(i);
        if (idOf(line) == id)
            return line;
        if (QTreeWidgetItem* found = lineOf(line, id))
            return found;
    }
    return nullptr;
}

bool PowerTree::reveal(const QString& id)
{
    if (id.isEmpty())
        return false;
    // The line of a machine is made once its rack is open.
    if (const int device = m_view->picture.deviceOf(id); device >= 0) {
        const auto& at = m_view->picture.devices()[std::size_t(device)];
        if (at.cords.empty())
            return false;
        const QString supply = m_view->picture.supplies()[std::size_t(at.cords.front())].id;
        QTreeWidgetItem* above = lineOf(invisibleRootItem(), supply);
        for (int i = 0; above != nullptr && i < above->childCount(); ++i) {
            if (idOf(above->child(i)) == at.rackId.text())
                above->child(i)->setExpanded(true);
        }
    }
    QTreeWidgetItem* line = lineOf(invisibleRootItem(), id);
    if (line == nullptr)
        return false;
    for (QTreeWidgetItem* above = line->parent(); above != nullptr; above = above->parent())
        above->setExpanded(true);
    setCurrentItem(line);
    scrollToItem(line);
    return true;
}

} // namespace rackhouse
