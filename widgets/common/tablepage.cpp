#include "widgets/common/tablepage.h"

#include "models/items/displaytext.h"
#include "widgets/common/celldelegate.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/filterbox.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/inspector.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/common/sharedfilters.h"
#include "widgets/common/siblingtabs.h"
#include "widgets/common/status.h"
#include "widgets/common/tableview.h"
#include "widgets/shell/actionregistry.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr qint64 kLoadAtOnce = 2000; ///< rows of a record that are sorted without a worker
constexpr int kPauseMs = 40;
constexpr int kProposals = 12; ///< values that a filter proposes at once

/// Room for each status that a column may show.
int statusWidth(const RecordInfo& info, const FieldInfo& field, const QFontMetrics& metrics)
{
    int width = 140;
    for (const QString& word : field.words) {
        const QString shown = statusOfWord(info.kindText(), field.nameText(), word).word;
        width = qMax(width, metrics.horizontalAdvance(shown) + 48);
    }
    return width;
}

int widestWord(const FieldInfo& field, const QFontMetrics& metrics)
{
    int width = 0;
    for (const QString& word : field.words)
        width = qMax(width, metrics.horizontalAdvance(wordText(word)));
    return width;
}

} // namespace

TablePage::TablePage(Context context, Setup setup, QWidget* parent)
    : Page(context, setup.name, parent), m_setup(std::move(setup)),
      m_model(new RecordTableModel(context.records.replica(), *m_setup.info, this)),
      m_table(new TableView(this)), m_filter(new FilterBox(*m_setup.info, m_table, this)),
      m_count(new QLabel(this)),
      m_strip(new MessageStrip(context.theme, m_setup.name + u".message"_qs, this)),
      m_inspector(new Inspector(context, this)), m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(
          context.icons, m_setup.icon, m_setup.emptyTitle, m_setup.emptyText,
          m_setup.emptyAction.isEmpty() ? nullptr : context.actions.action(m_setup.emptyAction),
          this)),
      m_many(
          context.records.replica(), [this](Result<Selected> read) { take(std::move(read)); },
          kPauseMs),
      m_copy(
          context.records.replica(), [this](Result<QString> text) { copied(text); }, 0)
{
    m_model->setSite(m_context.records.site());
    buildTable();
    build();
    connect(&m_context.records, &Records::siteChanged, this,
            [this] { m_model->setSite(m_context.records.site()); });
    connect(m_model, &RecordTableModel::loaded, this, &TablePage::contentMoved);
    connect(m_model, &RecordTableModel::failed, this, &TablePage::tell);
    connect(m_model, &RecordTableModel::dataChanged, this, &TablePage::rowsMoved);
    contentMoved();
    selectionMoved();
}

void TablePage::buildTable()
{
    m_table->setObjectName(m_setup.name + u".table"_qs);
    m_table->setAccessibleName(m_setup.title);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CellDelegate(m_context.theme, m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setMouseTracking(true);
    m_table->verticalHeader()->hide();
    const auto rows = [this] {
        m_table->verticalHeader()->setDefaultSectionSize(m_context.theme.rowHeight());
    };
    rows();
    connect(&m_context.theme, &Theme::changed, this, rows);
    QHeaderView* header = m_table->horizontalHeader();
    header->setObjectName(m_setup.name + u".header"_qs);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setMinimumHeight(32);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    restoreColumns();
    // Until a person chooses another, the order is the page's own.
    if (header->sortIndicatorSection() < 0)
        m_model->setOrder(m_setup.orderBy,
                          m_setup.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumns(menu);
        menu->popup(m_table->horizontalHeader()->mapToGlobal(at));
    });
    connect(header, &QHeaderView::sectionResized, this, &TablePage::saveHeader);
    connect(header, &QHeaderView::sectionMoved, this, &TablePage::saveHeader);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &TablePage::saveHeader);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TablePage::selectionMoved);
    connect(m_table, &QTableView::activated, this, &TablePage::openRow);
    auto* copy = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &TablePage::copyRows);
}

void TablePage::saveHeader()
{
    m_context.settings.setOfTable(m_setup.name, u"header"_qs,
                                  m_table->horizontalHeader()->saveState());
}

void TablePage::restoreColumns()
{
    QHeaderView* header = m_table->horizontalHeader();
    const QStringList chosen =
        m_context.settings.ofTable(m_setup.name, u"columns"_qs).toStringList();
    const QFontMetrics metrics(font());
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const FieldInfo& field = *m_model->columns()[size_t(column)];
        const bool shown =
            chosen.isEmpty()
                ? m_model->headerData(column, Qt::Horizontal, DefaultShownRole).toBool()
                : chosen.contains(field.nameText());
        m_table->setColumnHidden(column, !shown);
        int width = metrics.horizontalAdvance(format::title(field)) + 44;
        if (column == 0 || field.nameText() == u"model" || field.nameText() == u"gpu_model")
            width = 190;
        else if (isStatusField(m_setup.info->kindText(), field.nameText()))
            width = qMax(width, statusWidth(*m_setup.info, field, metrics));
        else if (field.type == FieldType::Time)
            width = qMax(width, 110);
        else if (field.nameText() == u"text")
            width = 340;
        else if (format::isMono(field) || field.type == FieldType::Id)
            width = qMax(width, 150);
        else if (field.type == FieldType::Text)
            width = qMax(width, 130);
        else if (field.type == FieldType::Enum)
            width = qMax(width, widestWord(field, metrics) + 44);
        header->resizeSection(column, width);
    }
    header->restoreState(m_context.settings.ofTable(m_setup.name, u"header"_qs).toByteArray());
}

void TablePage::build()
{
    auto* table = new QWidget(this);
    auto* columns = new QHBoxLayout(table);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_table, 1);
    columns->addWidget(m_inspector);
    m_stack->addWidget(table);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    if (!m_setup.siblings.empty())
        layout->addWidget(new SiblingTabs(m_setup.name, m_setup.siblings, this));
    layout->addWidget(buildFilterRow());
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(space::large, 0, space::large, 0);
    strip->addWidget(m_strip);
    layout->addLayout(strip);
    layout->addWidget(m_stack, 1);
}

QWidget* TablePage::buildFilterRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    layout->setSpacing(space::small);
    m_filter->setPlaceholderText(tr("Filter, for example %1").arg(m_setup.hint));
    m_filter->setToolTip(tr("Filter, for example %1").arg(m_setup.hint));
    m_filter->setLookup(
        [this](const FieldInfo& field, const QString& begin, FilterBox::Found found) {
            m_context.records.fetch<QStringList>(
                m_filter,
                [info = m_setup.info, &field, begin](Rows& rows) {
                    return rows.valuesOf(*info, field, begin, kProposals);
                },
                std::move(found));
        });
    layout->addWidget(m_filter, 1);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_count);
    const auto menuButton = [this, layout, row](const QString& name, const QString& text,
                                                const QString& icon,
                                                void (TablePage::*fill)(QMenu*)) {
        auto* button = new QToolButton(row);
        button->setObjectName(m_setup.name + u'.' + name);
        button->setText(text);
        button->setAccessibleName(text);
        button->setToolTip(text);
        button->setIcon(m_context.icons.icon(icon));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setAutoRaise(true);
        auto* menu = new QMenu(button);
        menu->setObjectName(m_setup.name + u'.' + name + u".menu"_qs);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, fill] {
            menu->clear();
            (this->*fill)(menu);
        });
        button->setMenu(menu);
        layout->addWidget(button);
    };
    menuButton(u"saved"_qs, tr("Filters"), u"view-filter"_qs, &TablePage::fillSaved);
    menuButton(u"columns"_qs, tr("Columns"), u"view-list-details"_qs, &TablePage::fillColumns);
    auto* exporting = new QToolButton(row);
    exporting->setObjectName(m_setup.name + u".export"_qs);
    m_exporting = exporting;
    exporting->setText(tr("Export"));
    exporting->setAccessibleName(tr("Export as CSV"));
    exporting->setToolTip(tr("Save the rows that are shown as a CSV file"));
    exporting->setIcon(m_context.icons.icon(u"document-export"_qs));
    exporting->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    exporting->setAutoRaise(true);
    layout->addWidget(exporting);
    connect(exporting, &QToolButton::clicked, this, &TablePage::exportCsv);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_context.settings.setOfTable(m_setup.name, u"filter"_qs, text);
        applyFilter(text);
    });
    return row;
}

void TablePage::visit(const QUrl& link)
{
    const QUrlQuery query(link);
    // A link that says nothing of a filter leads to the table as it was left.
    const QString filter = query.hasQueryItem(u"filter"_qs)
                               ? query.queryItemValue(u"filter"_qs, QUrl::FullyDecoded)
                               : m_context.settings.ofTable(m_setup.name, u"filter"_qs).toString();
    {
        const QSignalBlocker quiet(m_filter);
        m_filter->setText(filter);
    }
    applyFilter(filter);
    loadSmall();
    contentMoved();
    selectionMoved();
}

/// A table of few rows opens with them. Of many, those that are known stay until a worker has read
/// and sorted them anew.
void TablePage::loadSmall()
{
    const Records& records = m_context.records;
    const auto rows = records.replica().read<qint64>(
        [&](ReplicaReader& reader) { return reader.count(*m_setup.info, records.site()); });
    if (!rows || *rows > kLoadAtOnce)
        return;
    if (const auto loaded = m_model->load(); !loaded)
        tell(loaded.error());
}

void TablePage::tell(const Error& error)
{
    m_strip->setMessage(Tone::Critical, problemText(error), error.detail);
}

std::vector<Page::Crumb> TablePage::crumbs() const
{
    return {{m_setup.title, makeLink(u'/' + m_setup.name).toString()}};
}

void TablePage::applyFilter(const QString& text)
{
    if (const auto set = m_model->setFilter(text); !set)
        m_strip->setMessage(Tone::Warning, problemText(set.error()));
    else
        m_strip->setMessage(Tone::Neutral, {});
    setLink(makeLink(u'/' + m_setup.name, u"filter"_qs, text));
}

void TablePage::contentMoved()
{
    const int rows = m_model->rowCount();
    const bool reading = rows == 0 && m_model->isLoading();
    m_count->setText(reading ? tr("reading…") : rows == 1 ? tr("1 row") : tr("%L1 rows").arg(rows));
    const bool none = rows == 0 && !reading;
    m_empty->setActionVisible(m_model->filterText().isEmpty());
    if (none && !m_model->filterText().isEmpty())
        m_empty->setText(tr("Nothing matches the filter"),
                         tr("Change the filter, or clear it to see everything."));
    else
        m_empty->setText(m_setup.emptyTitle, m_setup.emptyText);
    m_stack->setCurrentIndex(none ? 1 : 0);
}

void TablePage::openRow(const QModelIndex& index)
{
    if (m_setup.opens)
        emit open(makeLink(u'/' + m_setup.name + u'/' + m_model->idAt(index.row())));
}

void TablePage::fillColumns(QMenu* menu)
{
    for (int column = 1; column < m_model->columnCount(); ++column) {
        QAction* action = menu->addAction(format::title(*m_model->columns()[size_t(column)]));
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            m_table->setColumnHidden(column, !shown);
            QStringList names;
            for (const int visible : shownColumns())
                names << m_model->columns()[size_t(visible)]->nameText();
            m_context.settings.setOfTable(m_setup.name, u"columns"_qs, names);
            saveHeader();
        });
    }
}

void TablePage::fillSaved(QMenu* menu)
{
    Replica& replica = m_context.records.replica();
    const auto saved =
        replica.filters(m_setup.info->kindText()).value_or(std::vector<SavedFilter>());
    const QString now = m_filter->text();
    SavedFilterId current;
    for (const SavedFilter& filter : saved) {
        menu->addAction(filter.name, this, [this, text = filter.text] { m_filter->setText(text); });
        if (filter.text == now)
            current = filter.id;
    }
    if (!saved.empty())
        menu->addSeparator();
    const bool known = !current.isEmpty();
    const auto tell = [this](const Result<void>& done) {
        if (!done)
            this->tell(done.error());
    };
    QAction* save = menu->addAction(tr("Save this filter"), this, [this, now, tell] {
        const SavedFilter filter{SavedFilterId::create(), m_setup.info->kindText(), now, now,
                                 m_context.clock.now()};
        m_context.records.write(
            this, [filter](Replica& copy) { return copy.putFilter(filter); }, tell);
    });
    save->setEnabled(!now.isEmpty() && !known);
    QAction* forget = menu->addAction(tr("Forget this filter"), this, [this, current, tell] {
        m_context.records.write(
            this, [current](Replica& copy) { return copy.removeFilter(current); }, tell);
    });
    forget->setEnabled(known);
    addSharedFilters(m_context, menu,
                     {*m_setup.info, now, this,
                      [this](const QString& text) { m_filter->setText(text); },
                      [this](const Error& error) {
                          m_strip->setMessage(Tone::Critical, problemText(error), error.detail);
                      }});
}

std::vector<int> TablePage::shownColumns() const
{
    std::vector<int> columns;
    for (int visual = 0; visual < m_model->columnCount(); ++visual) {
        const int column = m_table->horizontalHeader()->logicalIndex(visual);
        if (!m_table->isColumnHidden(column))
            columns.push_back(column);
    }
    return columns;
}

} // namespace rackhouse
