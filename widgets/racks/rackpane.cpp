#include "widgets/racks/rackpane.h"

#include "widgets/common/focus.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"
#include "widgets/hall/halllegend.h"
#include "widgets/racks/flooractions.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"
#include "widgets/racks/unplacedlist.h"
#include "widgets/shell/actionregistry.h"

#include <QHBoxLayout>
#include <QLabel>

namespace rackhouse
{

namespace
{

constexpr int kSideWidth = 208;

} // namespace

RackPane::RackPane(Context context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(new RackModel(context.clock, this)),
      m_view(new RackView(context.theme, m_model, this)),
      m_legend(new HallLegend(context.theme, this, HallLegend::Of::Devices)),
      m_unplaced(new UnplacedList(this)), m_count(new QLabel(this)),
      m_hint(new QLabel(tr("Drag them into a rack, or press Enter."), this)),
      m_side(buildUnplaced())
{
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_side);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(m_legend);
    columns->addLayout(column, 1);
    m_legend->hide();
    m_view->setMovable([this] { return m_context.site.whyNot(Role::Operator).isEmpty(); });
    connect(m_view, &RackView::moveWanted, this,
            [this](const std::vector<Device>& from, const std::vector<Device>& to) {
                moveDevices(m_context, from, to, window());
            });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { takeSelection(false); });
    connect(m_unplaced, &QListWidget::itemSelectionChanged, this, [this] { takeSelection(true); });
    connect(m_unplaced, &QListWidget::itemActivated, this,
            [this] { m_context.actions.action(u"floor.place"_qs)->trigger(); });
}

QWidget* RackPane::buildUnplaced()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(kSideWidth);
    m_count->setFont(Theme::sectionFont());
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(space::large, space::small, space::small, space::small);
    layout->addWidget(m_count);
    layout->addWidget(m_hint);
    layout->addWidget(m_unplaced, 1);
    side->hide();
    return side;
}

void RackPane::setMeasure(FloorMeasure measure)
{
    m_model->setMeasure(measure);
    m_legend->setMeasure(measure);
    m_legend->setVisible(measure != FloorMeasure::Occupancy);
}

void RackPane::setBooks(const FloorBooks& books, const Money& bestRent)
{
    m_model->set(books.racks, books.machines, books.assets, books.types, books.bays, books.plugged);
    m_model->setRents(books.rents(m_model->now(), bestRent));
    m_legend->setBestRent(bestRent);
    std::vector<Device> unplaced = books.unplaced();
    m_count->setText(tr("In no rack: %1").arg(unplaced.size()));
    m_side->setVisible(!unplaced.empty());
    m_hint->setVisible(m_context.site.whyNot(Role::Operator).isEmpty());
    m_unplaced->setDevices(std::move(unplaced));
}

void RackPane::show(const QString& id)
{
    QModelIndex index = m_model->indexOfRack(id);
    if (!index.isValid())
        index = m_model->indexOfDevice(id);
    if (!index.isValid())
        return;
    m_view->scrollTo(m_model->rack(index) != nullptr ? index : index.parent());
    m_view->scrollTo(index);
    m_view->setCurrentIndex(index);
    m_view->setFocus();
}

/// One thing is selected: in the racks or in the list beside them.
void RackPane::takeSelection(bool unplaced)
{
    if (unplaced && !m_unplaced->selectedItems().isEmpty()) {
        const QSignalBlocker quiet(m_view->selectionModel());
        m_view->clearSelection();
        m_view->viewport()->update();
    } else if (!unplaced && m_view->selectionModel()->hasSelection()) {
        const QSignalBlocker quiet(m_unplaced);
        m_unplaced->clearSelection();
    }
    emit selectionMoved();
}

const RecordInfo& RackPane::selectedKind() const
{
    if (const auto unplaced = m_unplaced->selectedDevices(); !unplaced.empty())
        return unplaced.front().info();
    const Device* current = m_model->device(m_view->currentIndex());
    if (current != nullptr && m_view->selectionModel()->isSelected(m_view->currentIndex()))
        return current->info();
    for (const QModelIndex& index : m_view->selectionModel()->selectedIndexes()) {
        if (const Device* device = m_model->device(index))
            return device->info();
    }
    return m_view->selectionModel()->hasSelection() ? Rack::record() : Machine::record();
}

std::vector<QJsonObject> RackPane::selectedRows() const
{
    const RecordInfo& kind = selectedKind();
    std::vector<QJsonObject> rows;
    for (const Device& device : m_unplaced->selectedDevices()) {
        if (&device.info() == &kind)
            rows.push_back(device.json());
    }
    for (const QModelIndex& index : m_view->selectionModel()->selectedIndexes()) {
        if (const Device* device = m_model->device(index); device && &device->info() == &kind)
            rows.push_back(device->json());
        else if (const Rack* rack = m_model->rack(index); rack && &Rack::record() == &kind)
            rows.push_back(toJson(*rack));
    }
    return rows;
}

} // namespace rackhouse
