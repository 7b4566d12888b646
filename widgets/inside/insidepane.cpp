#include "widgets/inside/insidepane.h"

#include "models/items/displaytext.h"
#include "models/items/gpumatrixmodel.h"
#include "models/items/hardwaremodel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/prompts.h"
#include "widgets/common/status.h"
#include "widgets/inside/comparedialog.h"
#include "widgets/inside/insideview.h"
#include "widgets/inside/matrixdelegate.h"
#include "widgets/shell/actionregistry.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rackhouse
{
namespace
{

constexpr int nodeRole = Qt::UserRole;
constexpr int mostCellWidth = 140; ///< longer names are cut in the middle

} // namespace

InsidePane::InsidePane(Context context, QWidget* parent)
    : QWidget(parent), m_context(context), m_hardware(new HardwareModel(this)),
      m_ways(new GpuMatrixModel(this)),
      m_view(new InsideView(context.theme, context.clock, m_hardware, this))
{
    auto* known = new QWidget(this);
    auto* content = new QSplitter(Qt::Horizontal, known);
    content->setObjectName(u"inside.content"_qs);
    content->addWidget(m_view);
    content->addWidget(buildSide());
    content->setStretchFactor(0, 1);
    content->setSizes({860, 340});
    auto* column = new QVBoxLayout(known);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildRow());
    column->addWidget(buildComparison());
    column->addWidget(content, 1);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(known);
    m_stack->addWidget(new EmptyState(
        m_context.icons, u"server"_qs, tr("No inspection has looked inside"),
        tr("An inspection boots a RAM system that tells how processors, GPUs, network cards and "
           "drives are connected. What a BMC reports does not tell it."),
        m_context.actions.action(u"machine.inspect"_qs), this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &InsidePane::selectionMoved);
}

QWidget* InsidePane::buildRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::small, space::tiny, space::small, space::tiny);
    m_sentence = new QLabel(row);
    m_sentence->setObjectName(u"inside.sentence"_qs);
    m_sentence->setWordWrap(true);
    QSizePolicy policy = m_sentence->sizePolicy(); // a name of any length widens no window
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    m_sentence->setSizePolicy(policy);
    // Two lines always have room, so that the drawing does not jump.
    m_sentence->setMinimumHeight(2 * m_sentence->fontMetrics().lineSpacing() + space::tiny);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_sentence, 1);
    m_age = new StatusLabel(m_context.theme, row);
    m_age->setObjectName(u"inside.age"_qs);
    layout->addWidget(m_age);
    const auto button = [&](const QString& name, const QString& text, auto run) {
        auto* made = new QPushButton(text, row);
        made->setObjectName(u"inside."_qs + name);
        made->setAccessibleName(text);
        connect(made, &QPushButton::clicked, this, run);
        layout->addWidget(made);
    };
    button(u"compare"_qs, tr("Compare with nvidia-smi topo -m…"), [this] {
        m_context.prompts.open(makeCompareDialog(
            m_context, [this](const GpuMatrix& told) { compare(told); }, window()));
    });
    button(u"fit"_qs, tr("Fit"), [this] { m_view->fit(); });
    button(u"full"_qs, tr("100 %"),
           [this] { m_view->setZoom(1, m_view->viewport()->rect().center()); });
    return row;
}

QWidget* InsidePane::buildComparison()
{
    m_comparison = new MessageStrip(m_context.theme, u"inside.comparison"_qs, this);
    m_comparison->setClosable(false);
    auto* end = new QPushButton(tr("End comparison"), m_comparison);
    end->setObjectName(u"inside.end-comparison"_qs);
    end->setAccessibleName(end->text());
    connect(end, &QPushButton::clicked, this, &InsidePane::endComparison);
    m_comparison->addButton(end);
    return m_comparison;
}

QWidget* InsidePane::buildSide()
{
    m_side = new QTabWidget(this);
    m_side->setObjectName(u"inside.side"_qs);
    m_side->setAccessibleName(tr("Ways, tree and what is wrong"));
    m_side->setDocumentMode(true);
    m_side->addTab(buildMatrix(m_side), tr("Ways"));
    m_tree = new QTreeView(m_side);
    m_tree->setObjectName(u"inside.tree"_qs);
    m_tree->setAccessibleName(tr("Inside of the machine as a tree"));
    m_tree->setModel(m_hardware);
    m_tree->setSelectionModel(m_view->selectionModel());
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->setColumnWidth(HardwareModel::NameColumn, 220);
    m_tree->setColumnWidth(HardwareModel::LinkColumn, 190);
    m_side->addTab(m_tree, tr("Tree"));
    m_findings = makePlainList(
        u"inside.findings"_qs, tr("Degraded links and parts that are not healthy"),
        {tr("Where"), tr("Link"), tr("What to do")},
        tr("Every part is healthy, and every link has the lanes and the speed that it could have."),
        m_side);
    m_findings->setColumnWidth(0, 110);
    m_findings->setColumnWidth(1, 190);
    m_side->addTab(m_findings, tr("What is wrong"));
    connect(m_findings, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* item) {
                if (item != nullptr)
                    goTo(item->data(0, nodeRole).toInt());
            });
    return m_side;
}

QWidget* InsidePane::buildMatrix(QWidget* parent)
{
    m_matrix = new QTableView(parent);
    m_matrix->setObjectName(u"inside.matrix"_qs);
    m_matrix->setAccessibleName(tr("Ways between GPUs and network cards"));
    m_matrix->setModel(m_ways);
    m_matrix->setItemDelegate(new MatrixDelegate(m_context.theme, m_matrix));
    m_matrix->setFont(Theme::captionFont());
    m_matrix->setSelectionMode(QAbstractItemView::SingleSelection);
    m_matrix->setTabKeyNavigation(false);
    m_matrix->setShowGrid(false);
    m_matrix->setCornerButtonEnabled(false);
    for (QHeaderView* header : {m_matrix->horizontalHeader(), m_matrix->verticalHeader()}) {
        header->setFont(Theme::captionFont());
        header->setMinimumSectionSize(24);
        header->setSectionResizeMode(QHeaderView::ResizeToContents);
        header->setHighlightSections(true);
        header->setTextElideMode(Qt::ElideMiddle);
        header->setMaximumSectionSize(mostCellWidth);
        header->setMaximumWidth(header == m_matrix->verticalHeader() ? 120 : QWIDGETSIZE_MAX);
    }
    connect(m_matrix->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InsidePane::cellMoved);
    return m_matrix;
}

void InsidePane::set(const QString& machine, const std::vector<Component>& components)
{
    const Instant now = m_context.clock.now();
    if (std::exchange(m_machine, machine) != machine) {
        // Nothing of another machine stays selected.
        m_hardware->set(nullptr, now);
        m_ways->set(nullptr);
        endComparison();
    }
    auto tree = std::make_shared<const HardwareTree>(components);
    const bool isKnown = !tree->isEmpty();
    const bool isNew = !m_hardware->tree();
    m_hardware->set(isKnown ? tree : nullptr, now);
    m_ways->set(isKnown ? tree : nullptr);
    m_stack->setCurrentIndex(isKnown ? 0 : 1);
    if (!isKnown)
        return;
    if (isNew)
        m_tree->expandAll();
    fillFindings();
    showAge();
    selectionMoved();
}

void InsidePane::showAge()
{
    const HardwareTree& tree = *m_hardware->tree();
    const Instant now = m_context.clock.now();
    const Tone tone = agedStatus({Tone::Ok, {}}, tree.observedAt(), now).tone;
    m_age->setStatus({tone, tr("Inspected %1").arg(relativeTime(tree.observedAt(), now))});
    m_age->setToolTip(exactTime(tree.observedAt()));
    m_age->setVisible(tone == Tone::Stale);
}

void InsidePane::fillFindings()
{
    const HardwareTree& tree = *m_hardware->tree();
    const QSignalBlocker blocker(m_findings);
    const std::vector<int> rows = tree.troubled();
    QStringList keys;
    for (const int row : rows)
        keys << tree.node(row).address;
    updateLines(
        m_findings->invisibleRootItem(), keys, [&](QTreeWidgetItem* line, int number, bool) {
            const int row = rows[static_cast<std::size_t>(number)];
            line->setText(0, tree.node(row).name);
            const HardwareNode& node = tree.node(row);
            line->setText(1, node.nvLinks.isShort() ? nvLinkText(node.nvLinks) : node.link.text());
            line->setText(2, tree.advice(row));
            line->setIcon(0,
                          toneIcon(node.health == Health::Critical ? Tone::Critical : Tone::Warning,
                                   m_context.theme.tokens()));
            line->setData(0, nodeRole, row);
            for (int cell = 0; cell < 3; ++cell)
                line->setToolTip(cell, line->text(cell));
        });
    m_side->setTabText(m_side->indexOf(m_findings),
                       rows.empty() ? tr("What is wrong")
                                    : tr("What is wrong (%1)").arg(rows.size()));
}

void InsidePane::goTo(int node)
{
    const QModelIndex index = m_hardware->indexOfNode(node);
    if (!index.isValid())
        return;
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                         QItemSelectionModel::Rows);
    m_view->scrollTo(index);
    m_tree->scrollTo(index);
}

/// The two devices of the cell become the selection.
void InsidePane::cellMoved(const QModelIndex& cell)
{
    const auto [a, b] = m_ways->nodesOf(cell);
    if (m_following || a < 0)
        return;
    const QScopedValueRollback<bool> following(m_following, true);
    QItemSelection both;
    for (const int node : {a, b}) {
        const QModelIndex index = m_hardware->indexOfNode(node);
        both.select(index, index);
    }
    m_view->selectionModel()->select(both, QItemSelectionModel::ClearAndSelect |
                                               QItemSelectionModel::Rows);
    showWay(a, b);
}

/// One that is selected tells of itself, two of the way between them.
void InsidePane::selectionMoved()
{
    if (m_following || !m_hardware->tree())
        return;
    const QScopedValueRollback<bool> following(m_following, true);
    const auto rows = m_view->selectionModel()->selectedRows();
    if (rows.size() == 2)
        return showWay(m_hardware->nodeOf(rows[0]), m_hardware->nodeOf(rows[1]));
    m_view->setWay({});
    const int only = rows.size() == 1 ? m_hardware->nodeOf(rows[0]) : -1;
    const QModelIndex cell = m_ways->indexOf(only, only);
    if (cell.isValid())
        m_matrix->setCurrentIndex(cell);
    else
        m_matrix->selectionModel()->clear();
    const HardwareTree& tree = *m_hardware->tree();
    const QString hint =
        tr("Select two devices, or a cell of the matrix, to see the way between them.");
    m_sentence->setText(only < 0 ? u"%1 %2"_qs.arg(hint, tree.doubt()).trimmed()
                                 : tree.sentence(only));
}

void InsidePane::showWay(int a, int b)
{
    const HardwareTree& tree = *m_hardware->tree();
    QModelIndex cell = m_matrix->currentIndex();
    const auto shown = m_ways->nodesOf(cell);
    if (shown != std::pair(a, b) && shown != std::pair(b, a)) {
        cell = m_ways->indexOf(a, b);
        m_matrix->setCurrentIndex(cell);
        if (!cell.isValid())
            m_matrix->selectionModel()->clear();
    }
    m_view->setWay(a == b ? std::vector<int>() : tree.way(a, b));
    m_sentence->setText(cell.isValid() ? m_ways->sentence(cell) : tree.sentence(a, b));
}

void InsidePane::compare(const GpuMatrix& told)
{
    m_ways->compare(told);
    const MatrixComparison& comparison = *m_ways->comparison();
    m_comparison->setMessage(
        comparison.differences() + comparison.movedDevices() > 0 ? Tone::Warning : Tone::Ok,
        tr("Beside it: nvidia-smi topo -m, not stored. %1").arg(comparison.summary()));
    m_side->setCurrentIndex(0);
    m_matrix->resizeColumnsToContents();
    selectionMoved();
}

void InsidePane::endComparison()
{
    m_ways->compare({});
    m_comparison->setMessage(Tone::Neutral, {});
    m_matrix->resizeColumnsToContents();
    selectionMoved();
}

} // namespace rackhouse
