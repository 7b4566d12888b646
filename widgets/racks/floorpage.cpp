#include "widgets/racks/floorpage.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/format.h"
#include "widgets/common/inspector.h"
#include "widgets/common/records.h"
#include "widgets/common/theme.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"
#include "widgets/shell/actionregistry.h"

#include <QButtonGroup>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace rackhouse
{

FloorPage::FloorPage(Context context, QWidget* parent)
    : Page(context, u"floor"_qs, parent), m_model(new RackModel(this)),
      m_view(new RackView(context.theme, m_model, this)), m_inspector(new Inspector(context, this)),
      m_stack(new QStackedWidget(this))
{
    auto* content = new QWidget(this);
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_view, 1);
    columns->addWidget(m_inspector);
    m_stack->addWidget(content);
    m_stack->addWidget(
        new EmptyState(m_context.icons, u"rack"_qs, tr("No rack is known here"),
                       tr("Racks appear as machines are discovered or entered in the books."),
                       m_context.actions.action(u"machine.discover"_qs), this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildRow());
    layout->addWidget(m_stack, 1);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FloorPage::selectionMoved);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const Machine* machine = m_model->machine(index))
            emit open(makeLink(u"/machines/"_qs + machine->id.text()));
    });
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        if (isShown() && (kinds.contains(u"rack"_qs) || kinds.contains(u"machine"_qs)))
            refresh();
    });
}

QWidget* FloorPage::buildRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    const auto choice = [this, row, layout](QButtonGroup* group, const QString& name,
                                            const QString& text, bool checked,
                                            std::function<void()> chosen) {
        auto* button = new QPushButton(text, row);
        button->setObjectName(u"floor."_qs + name);
        button->setAccessibleName(text);
        button->setCheckable(true);
        button->setChecked(checked);
        group->addButton(button);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this, std::move(chosen));
    };
    auto* faces = new QButtonGroup(this);
    choice(faces, u"front"_qs, tr("Front"), true, [this] { m_view->setFace(RackFace::Front); });
    choice(faces, u"rear"_qs, tr("Rear"), false, [this] { m_view->setFace(RackFace::Rear); });
    layout->addStretch(1);
    auto* sizes = new QButtonGroup(this);
    choice(sizes, u"fit"_qs, tr("Fit"), true, [this] { m_view->setFitting(true); });
    choice(sizes, u"full"_qs, tr("100 %"), false, [this] { m_view->setFitting(false); });
    return row;
}

void FloorPage::visit(const QUrl& link)
{
    m_rack = QUrlQuery(link).queryItemValue(u"rack"_qs);
    setLink(link);
    refresh();
    selectionMoved();
}

std::vector<Page::Crumb> FloorPage::crumbs() const
{
    return {{tr("Floor"), u"rackhouse:/floor"_qs}};
}

QStringList FloorPage::titleActions() const
{
    return {u"machine.provision"_qs, u"machine.inspect"_qs, u"machine.wipe"_qs};
}

void FloorPage::refresh()
{
    m_context.records.fetch<Snapshot>(
        this,
        [](Rows& rows) {
            return Snapshot{rows.list<Rack>(), rows.list<Machine>()};
        },
        [this](const Snapshot& snapshot) {
            m_stack->setCurrentIndex(snapshot.racks.empty() ? 1 : 0);
            const QStringList selected = selectedIds();
            const Machine* current = m_model->machine(m_view->currentIndex());
            const QString at = current == nullptr ? QString() : current->id.text();
            m_model->set(snapshot.racks, snapshot.machines);
            select(selected, at);
            if (const QModelIndex rack = m_model->indexOfRack(m_rack); rack.isValid()) {
                m_view->scrollTo(rack);
                if (m_model->rowCount(rack) > 0)
                    m_view->setCurrentIndex(m_model->index(0, 0, rack));
                m_rack.clear();
            }
        });
}

QStringList FloorPage::selectedIds() const
{
    QStringList ids;
    for (const QModelIndex& index : m_view->selectionModel()->selectedIndexes()) {
        if (const Machine* machine = m_model->machine(index))
            ids << machine->id.text();
    }
    return ids;
}

/// A model whose racks have changed has forgotten what was selected.
void FloorPage::select(const QStringList& ids, const QString& current)
{
    QItemSelection selection;
    for (const QString& id : ids) {
        if (const QModelIndex index = m_model->indexOfMachine(id); index.isValid())
            selection.select(index, index);
    }
    m_view->selectionModel()->setCurrentIndex(m_model->indexOfMachine(current),
                                              QItemSelectionModel::NoUpdate);
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    selectionMoved();
}

void FloorPage::selectionMoved()
{
    std::vector<QJsonObject> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedIndexes()) {
        if (const Machine* machine = m_model->machine(index))
            rows.push_back(toJson(*machine));
    }
    emit summary(rows.empty() ? QString() : tr("%n selected", nullptr, int(rows.size())));
    m_inspector->show(Machine::record(), rows);
    aim(u"machine"_qs, std::move(rows));
}

} // namespace rackhouse
