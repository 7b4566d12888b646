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
    addArrangeAction();
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
        static const QSet<QString> shown{
            u"hall"_qs,       u"rack"_qs,  u"machine"_qs,   u"asset"_qs,      u"device_type"_qs,
            u"power_feed"_qs, u"cable"_qs, u"component"_qs, u"allocation"_qs, u"site_settings"_qs};
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
        m_views->addWidget(view); // in the order of FloorMode; site and hall are one view
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
    connect(m_plan, &HallView::placeChanged, this, &FloorPage::followPlan);
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
    connect(m_bar, &FloorBar::modeChosen, this, &FloorPage::chooseMode);
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
    if (m_plan->isArranging())
        arrange(false);
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
    const QString hall = value(u"hall"_qs);
    m_wish = {listIn(query, u"rack"_qs), listIn(query, u"machine"_qs), value(u"device"_qs),
              hall.isEmpty() && !query.hasQueryItem(u"view"_qs)};
    if (!hall.isEmpty())
        m_hall = hall;
    showMeasure(measureFromLink(value(u"measure"_qs)).value_or(m_plan->measure()));
    m_bar->filter()->setText(value(u"filter"_qs));
    if (const QString note = allSitesText(); !note.isEmpty())
        m_strip->setMessage(Tone::Neutral, note);
    const FloorMode usual = !m_wish.device.isEmpty()             ? FloorMode::Racks
                            : hall.isEmpty() && m_wish.isEmpty() ? FloorMode::Site
                                                                 : FloorMode::Plan;
    setMode(enumFromText<FloorMode>(value(u"view"_qs)).value_or(usual));
    refresh();
}

QStringList FloorPage::titleActions() const
{
    QStringList ids{u"machine.provision"_qs, u"machine.inspect"_qs, u"floor.move"_qs,
                    u"floor.add-asset"_qs, u"floor.print"_qs};
    if (m_mode != FloorMode::Racks)
        ids << (m_mode == FloorMode::Site || m_plan->isArranging() ? u"floor.arrange"_qs
                                                                   : u"floor.edit-plan"_qs);
    return ids;
}

QString FloorPage::allSitesText() const
{
    return m_context.records.site().isEmpty()
               ? tr("This is the floor of all sites: halls of the same name are drawn as one. "
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
    m_legend->setBestRent(picture.bestRent());
    if (picture.halls().empty()) {
        m_hall.clear();
        m_racks->setBooks({}, {});
        m_bar->setHalls(picture, -1);
        return emit moved();
    }
    const int hall = qMax(0, picture.indexOfHall(m_hall));
    m_hall = picture.hall(hall).plan.name;
    // A link may ask for the site where there is but one hall.
    if (m_mode == FloorMode::Site && !hasSeveralHalls())
        m_mode = FloorMode::Plan;
    m_bar->filter()->setCount(picture.isFiltered() ? machinesMatch(picture.matches()) : QString());
    const bool went = goTo(snapshot);
    m_bar->setMode(m_mode);
    m_bar->setHalls(picture, shownHall());
    if (!went && kept != idsOf(selectedRacks())) {
        // What changed by itself moves nothing.
        m_plan->setAutoScroll(false);
        keepSelection(kept, current);
        m_plan->setAutoScroll(true);
    }
    const QModelIndex opened = m_floor->indexOfHall(picture.indexOfHall(m_hall));
    if (!m_tree->isExpanded(opened))
        m_tree->expandRecursively(opened, 1);
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

void FloorPage::applyFilter(const QString& text)
{
    auto filter = compileFilter(m_context, text, Machine::record());
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
