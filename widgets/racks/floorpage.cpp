#include "widgets/racks/floorpage.h"

#include "models/items/floormodel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/filterrow.h"
#include "widgets/common/inspector.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/records.h"
#include "widgets/common/theme.h"
#include "widgets/hall/halllegend.h"
#include "widgets/hall/hallview.h"
#include "widgets/hall/rackcard.h"
#include "widgets/racks/momentbar.h"
#include "widgets/racks/pastfloor.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackpane.h"
#include "widgets/racks/rackview.h"
#include "widgets/shell/actionregistry.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int kSideWidth = 320;

QStringList listIn(const QUrlQuery& query, const QString& key)
{
    return query.queryItemValue(key, QUrl::FullyDecoded).split(u',', Qt::SkipEmptyParts);
}

} // namespace

FloorPage::FloorPage(Context context, QWidget* parent)
    : Page(context, u"floor"_qs, parent), m_past(new PastFloor(context, this)),
      m_floor(new FloorModel(this)), m_plan(new HallView(context.theme, m_floor, this)),
      m_racks(new RackPane(m_past->context(), this)), m_tree(new QTreeView(this)),
      m_bar(new FloorBar(context, m_plan, this)), m_moment(new MomentBar(*m_past, this)),
      m_legend(new HallLegend(context.theme, this)), m_card(new RackCard(this)),
      m_inspector(new Inspector(m_past->context(), this)),
      m_strip(new MessageStrip(context.theme, u"floor.message"_qs, this)),
      m_views(new QStackedWidget(this)), m_side(new QStackedWidget(this)),
      m_stack(new QStackedWidget(this))
{
    buildViews();
    addPlanAction();
    addPastAction();
    addMeasureActions();
    connectViews();
    connectBar();
    m_pause.setSingleShot(true);
    m_pause.setInterval(kLeastPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_changed, false))
            noteChange();
    });
    // What is known gets old while nothing arrives.
    m_ageTick.start(kAgeTickMs);
    connect(&m_ageTick, &QTimer::timeout, this, [this] {
        if (isShown() && !m_past->moment())
            noteChange();
    });
    connect(&m_context.records, &Records::siteChanged, this, &FloorPage::forget);
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        static const QSet<QString> shown{u"hall"_qs,  u"rack"_qs,        u"machine"_qs,
                                         u"asset"_qs, u"device_type"_qs, u"power_feed"_qs,
                                         u"cable"_qs, u"component"_qs};
        if (isShown() && !m_past->moment() && kinds.intersects(shown))
            noteChange();
    });
}

void FloorPage::buildViews()
{
    m_tree->setObjectName(u"floor.tree"_qs);
    m_tree->setAccessibleName(tr("Floor as a list"));
    m_tree->setModel(m_floor);
    m_tree->setSelectionModel(m_plan->selectionModel());
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->header()->setDefaultSectionSize(170);
    m_tree->setColumnWidth(FloorModel::NameColumn, 200);
    auto* plan = new QWidget(this);
    auto* column = new QVBoxLayout(plan);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_plan, 1);
    column->addWidget(m_legend);
    for (QWidget* view : {plan, static_cast<QWidget*>(m_racks), static_cast<QWidget*>(m_tree)})
        m_views->addWidget(view); // in the order of FloorMode
    m_side->addWidget(m_card);
    m_side->addWidget(m_inspector);
    m_side->setFixedWidth(kSideWidth);
    auto* content = new QWidget(this);
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_views, 1);
    columns->addWidget(m_side);
    m_stack->addWidget(content);
    m_stack->addWidget(
        new EmptyState(m_context.icons, u"rack"_qs, tr("No rack is known here"),
                       tr("Add the racks of your halls; the machines that are discovered are then "
                          "placed in them."),
                       m_context.actions.action(u"floor.add-rack"_qs), this));
    m_stack->addWidget(new EmptyState(m_context.icons, u"rack"_qs,
                                      tr("No rack was in the books then"),
                                      tr("Choose a later moment."), nullptr, this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_moment);
    layout->addWidget(m_strip);
    layout->addWidget(m_stack, 1);
}

void FloorPage::connectViews()
{
    connect(m_plan->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FloorPage::racksMoved);
    connect(m_plan->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (m_mode != FloorMode::Racks)
            m_goTo.clear();
        readRow();
    });
    connect(m_racks, &RackPane::selectionMoved, this, &FloorPage::devicesMoved);
    connect(m_context.edits, &Edits::changed, this, &FloorPage::readRowAgain);
    const auto enter = [this](const QModelIndex& index) {
        if (const int rack = m_floor->rackOf(index); rack >= 0)
            enterRack(rack);
    };
    connect(m_plan, &QAbstractItemView::activated, this, enter);
    connect(m_tree, &QAbstractItemView::activated, this, enter);
    connect(m_plan, &HallView::rackEntered, this, &FloorPage::enterRack);
    connect(m_plan, &HallView::zoomChanged, m_legend, &HallLegend::setZoom);
    connect(m_racks->view(), &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const Machine* machine = m_racks->model()->machine(index))
            emit open(makeLink(u"/machines/"_qs + machine->id.text()));
    });
    connect(m_card, &RackCard::openWanted, this, [this] {
        if (const auto racks = selectedRacks(); racks.size() == 1)
            enterRack(racks.front());
    });
    connect(m_card, &RackCard::tableWanted, this, &FloorPage::showInTable);
    connect(m_racks->view(), &RackView::leaveWanted, this, &FloorPage::leaveRacks);
    connect(m_racks->view(), &RackView::insideWanted, this, [this](const QString& machine) {
        emit open(makeLink(u"/machines/"_qs + machine, u"tab"_qs, u"inside"_qs));
    });
}

void FloorPage::connectBar()
{
    connect(m_bar, &FloorBar::modeChosen, this, &FloorPage::setMode);
    connect(m_bar, &FloorBar::hallChosen, this, &FloorPage::chooseHall);
    connect(m_bar, &FloorBar::filterChanged, this, &FloorPage::applyFilter);
    connect(m_bar->filter(), &FilterRow::failed, this, [this](const Error& error) {
        m_strip->setMessage(Tone::Critical, problemText(error), error.detail);
    });
    connect(m_bar, &FloorBar::measureChosen, this, &FloorPage::chooseMeasure);
    connect(m_bar, &FloorBar::faceChosen, this, [this](bool rear) {
        m_racks->view()->setFace(rear ? RackFace::Rear : RackFace::Front);
    });
    connect(m_bar, &FloorBar::fitChosen, this, [this] {
        if (m_mode == FloorMode::Racks)
            m_racks->view()->setFitting(true);
        else
            m_plan->fit();
    });
    connect(m_bar, &FloorBar::fullChosen, this, [this] { m_racks->view()->setFitting(false); });
}

void FloorPage::visit(const QUrl& link)
{
    const QUrlQuery query(link);
    // A link that says nothing leads to the floor as it was left, and as it is now.
    if (query.isEmpty() && !this->link().isEmpty()) {
        visitPast({});
        setMode(m_mode);
        return refresh();
    }
    const auto value = [&query](const QString& key) {
        return query.queryItemValue(key, QUrl::FullyDecoded);
    };
    visitPast(value(u"at"_qs));
    m_wantedRacks = listIn(query, u"rack"_qs);
    m_wantedMachines = listIn(query, u"machine"_qs);
    m_wantedDevice = value(u"device"_qs);
    if (const QString hall = value(u"hall"_qs); !hall.isEmpty())
        m_hall = hall;
    showMeasure(measureFromLink(value(u"measure"_qs)).value_or(m_plan->measure()));
    m_bar->filter()->setText(value(u"filter"_qs));
    if (const QString note = allSitesText(); !note.isEmpty())
        m_strip->setMessage(Tone::Neutral, note);
    setMode(enumFromText<FloorMode>(value(u"view"_qs))
                .value_or(m_wantedDevice.isEmpty() ? FloorMode::Plan : FloorMode::Racks));
    refresh();
}

QStringList FloorPage::titleActions() const
{
    return {u"machine.provision"_qs, u"machine.inspect"_qs, u"floor.move"_qs,
            u"floor.add-asset"_qs,   u"floor.print"_qs,     u"floor.edit-plan"_qs};
}

std::vector<Page::Crumb> FloorPage::crumbs() const
{
    std::vector<Crumb> way{
        {tr("Floor"), makeLink(u"/floor"_qs, u"view"_qs, enumText(FloorMode::Plan)).toString()}};
    if (picture() == nullptr || picture()->indexOfHall(m_hall) < 0)
        return way;
    way.push_back(
        {FloorModel::hallTitle(m_hall), makeLink(u"/floor"_qs, u"hall"_qs, m_hall).toString()});
    if (m_mode == FloorMode::Racks && currentRack() >= 0)
        way.push_back({FloorModel::rowTitle(picture()->rack(currentRack()).rack.row), {}});
    return way;
}

/// Says in the link what is shown.
void FloorPage::moveLink()
{
    QUrlQuery query;
    if (m_mode != FloorMode::Plan)
        query.addQueryItem(u"view"_qs, enumText(m_mode));
    const auto add = [&query](const QString& key, const QString& value) {
        if (!value.isEmpty())
            query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"hall"_qs, m_hall);
    // Racks and machines that a link has asked for are asked for until they are there.
    add(u"rack"_qs, (m_wantedRacks.isEmpty() ? idsOf(selectedRacks()) : m_wantedRacks).join(u','));
    add(u"machine"_qs, m_wantedMachines.join(u','));
    add(u"device"_qs, m_wantedDevice);
    if (m_plan->measure() != FloorMeasure::Occupancy)
        add(u"measure"_qs, enumText(m_plan->measure()));
    add(u"filter"_qs, m_filterText);
    add(u"at"_qs, m_past->wanted() ? m_past->wanted()->toIso() : QString());
    QUrl here = makeLink(u"/floor"_qs);
    here.setQuery(query);
    if (here != link())
        setLink(here);
}

QString FloorPage::allSitesText() const
{
    return m_context.records.site().isEmpty()
               ? tr("This is the floor of all sites: halls of the same name lie over each other. "
                    "Choose a site to see its own.")
               : QString();
}

void FloorPage::show(const Snapshot& snapshot)
{
    const QStringList kept = idsOf(selectedRacks());
    const QString current = idsOf({currentRack()}).value(0);
    const bool first = this->picture() == nullptr;
    const FloorPicture& picture = *snapshot.picture;
    m_stack->setCurrentIndex(!picture.halls().empty() ? 0 : m_past->moment() ? 2 : 1);
    m_floor->set(snapshot.picture);
    if (picture.halls().empty()) {
        m_hall.clear();
        m_racks->setBooks({});
        m_bar->setHalls(picture, -1);
        return emit moved();
    }
    // An older read may still bring what a newer one has gone to already.
    const bool asked =
        !m_wantedRacks.isEmpty() || !m_wantedMachines.isEmpty() || !m_wantedDevice.isEmpty();
    const int wanted = asked ? picture.indexOfRack(snapshot.wanted.value(0)) : -1;
    if (wanted >= 0)
        m_hall = picture.hall(picture.rack(wanted).hall).plan.name;
    const int hall = qMax(0, picture.indexOfHall(m_hall));
    m_hall = picture.hall(hall).plan.name;
    m_bar->setHalls(picture, hall);
    m_bar->filter()->setCount(picture.isFiltered() ? machinesMatch(picture.matches()) : QString());
    m_plan->setHall(m_hall);
    if (wanted >= 0) {
        m_wantedRacks.clear();
        m_wantedMachines.clear();
        const QString rack = snapshot.wanted.first();
        keepSelection(snapshot.wanted, rack);
        m_goTo = m_wantedDevice.isEmpty() ? rack : std::exchange(m_wantedDevice, {});
        m_plan->scrollTo(m_floor->indexOfRack(wanted), QAbstractItemView::EnsureVisible);
    } else if (kept != idsOf(selectedRacks())) {
        // What changed by itself moves nothing.
        m_plan->setAutoScroll(false);
        keepSelection(kept, current);
        m_plan->setAutoScroll(true);
    }
    if (!m_tree->isExpanded(m_floor->index(hall, 0)))
        m_tree->expandRecursively(m_floor->index(hall, 0), 1);
    racksMoved();
    m_row.clear();
    readRow();
    if (first) {
        fitColumns();
        emit moved(); // the hall has a name now, though the link is the same
    }
}

/// Of the list, to what stands in them; then they are the person's.
void FloorPage::fitColumns()
{
    for (int column = FloorModel::OccupancyColumn; column < FloorModel::ColumnCount; ++column)
        m_tree->resizeColumnToContents(column);
}

void FloorPage::setMode(FloorMode mode)
{
    m_mode = mode;
    m_bar->setMode(mode);
    m_views->setCurrentIndex(int(mode));
    m_side->setCurrentIndex(mode == FloorMode::Racks ? 1 : 0);
    moveLink();
    // What is seen to be selected is what commands are for.
    if (mode != FloorMode::Racks)
        racksMoved();
    else if (!readRow())
        devicesMoved();
}

void FloorPage::chooseHall(const QString& name)
{
    m_hall = name;
    m_plan->clearSelection();
    m_plan->setCurrentIndex({});
    m_plan->setHall(name);
    racksMoved();
    readRow();
}

void FloorPage::applyFilter(const QString& text)
{
    auto filter = query::Filter::compile(text, Machine::record());
    if (!filter)
        return m_strip->setMessage(Tone::Warning, problemText(filter.error()));
    m_strip->setMessage(Tone::Neutral, allSitesText());
    m_filter = *std::move(filter);
    m_filterText = text;
    moveLink();
    refresh();
}

/// What the elevation does not take itself.
void FloorPage::keyPressEvent(QKeyEvent* event)
{
    if (m_mode == FloorMode::Racks && event->key() == Qt::Key_Escape)
        return leaveRacks();
    Page::keyPressEvent(event);
}

const FloorPicture* FloorPage::picture() const
{
    return m_floor->picture().get();
}

int FloorPage::currentRack() const
{
    return m_floor->rackOf(m_plan->currentIndex());
}

} // namespace rackhouse
