#include "widgets/common/tablepage.h"

#include "models/items/displaytext.h"
#include "widgets/common/celldelegate.h"
#include "widgets/common/columnmenu.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/filterrow.h"
#include "widgets/common/format.h"
#include "widgets/common/inspector.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/common/siblingtabs.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/status.h"
#include "widgets/common/tableview.h"
#include "widgets/shell/actionregistry.h"

#include <QHeaderView>
#include <QMenu>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace rackhouse
{

namespace
{

constexpr qint64 kLoadAtOnce = 2000; ///< rows of a record that are sorted without a worker
constexpr int kPauseMs = 40;
constexpr qsizetype kWarnings = 2; ///< beside a state, that are seen without their tooltip

/// Room for each status that a column may show.
int statusWidth(const RecordInfo& info, const FieldInfo& field, const QFontMetrics& metrics)
{
    int width = 140;
    QString warnings;
    for (const QString& word : warningWords(info, field).mid(0, kWarnings))
        warnings += u", "_qs + word;
    for (const QString& word : field.words) {
        const QString shown = statusOfWord(info.kindText(), field.nameText(), word).word + warnings;
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
      m_table(new TableView(this)),
      m_filter(new FilterRow(context, m_setup.name, *m_setup.info, m_table, this)),
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
    connect(&m_context.records, &Records::siteChanged, this, [this] {
        m_model->setSite(m_context.records.site());
        followRole();
    });
    connect(&m_context.site, &SiteLink::changed, this, &TablePage::followRole);
    connect(m_model, &RecordTableModel::loaded, this, &TablePage::contentMoved);
    connect(m_model, &RecordTableModel::failed, this, &TablePage::tell);
    connect(m_model, &RecordTableModel::dataChanged, this, &TablePage::rowsMoved);
    contentMoved();
    selectionMoved();
    followRole();
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
        setOwnOrder();
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
    const QFontMetrics metrics(font());
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const FieldInfo& field = *m_model->columns()[size_t(column)];
        m_table->setColumnHidden(column, !isChosen(column));
        int width = metrics.horizontalAdvance(format::title(field)) + 44;
        if (column == 0 || field.nameText() == u"model" || field.nameText() == u"gpu_model" ||
            field.nameText() == u"software")
            width = 190;
        else if (isStatusField(m_setup.info->kindText(), field.nameText()))
            width = qMax(width, statusWidth(*m_setup.info, field, metrics));
        else if (field.type == FieldType::Time)
            width = qMax(width, format::timeWidth(metrics));
        else if (const QString unit = unitText(field); !unit.isEmpty())
            width = qMax(width, metrics.horizontalAdvance(u"999,999 "_qs + unit) + 24);
        else if (field.nameText() == u"text")
            width = 340;
        else if (field.nameText() == u"reason")
            width = 280;
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

bool TablePage::isChosen(int column) const
{
    const QStringList chosen =
        m_context.settings.ofTable(m_setup.name, u"columns"_qs).toStringList();
    return chosen.isEmpty() ? m_model->headerData(column, Qt::Horizontal, DefaultShownRole).toBool()
                            : chosen.contains(m_model->columns()[size_t(column)]->nameText());
}

/// The copy says for whom it was read, also while the site is away.
void TablePage::followRole()
{
    const auto& fields = m_setup.info->fields;
    if (std::none_of(fields.begin(), fields.end(),
                     [](const FieldInfo& field) { return field.has(Confidential); }))
        return;
    m_context.records.fetch<bool>(
        this, [](Rows& rows) { return rows.seesConfidential(); },
        [this](const bool& sees) { showConfidential(sees); });
}

/// What is not sent to this person has no column: it would look as if there were nothing.
void TablePage::showConfidential(bool shown)
{
    const bool isOther = std::exchange(m_seesConfidential, shown) != shown;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (m_model->columns()[size_t(column)]->has(Confidential))
            m_table->setColumnHidden(column, !isKnown(column) || !isChosen(column));
    }
    if (isOther && m_table->horizontalHeader()->sortIndicatorSection() < 0)
        setOwnOrder();
}

/// The page's own; where that is by what is not known here, by the first column that is.
void TablePage::setOwnOrder()
{
    QString field = m_setup.orderBy;
    if (const int column = m_model->columnOf(field); column >= 0 && !isKnown(column)) {
        const auto& columns = m_model->columns();
        field = (*std::find_if(columns.begin(), columns.end(), [](const FieldInfo* candidate) {
                    return !candidate->has(Confidential);
                }))->nameText();
    }
    m_model->setOrder(field, m_setup.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

bool TablePage::isKnown(int column) const
{
    return m_seesConfidential || !m_model->columns()[size_t(column)]->has(Confidential);
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
    buildFilterRow();
    layout->addWidget(m_filter);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(space::large, 0, space::large, 0);
    strip->addWidget(m_strip);
    layout->addLayout(strip);
    layout->addWidget(m_stack, 1);
}

void TablePage::buildFilterRow()
{
    const QString hint = tr("Filter, for example %1").arg(m_setup.hint);
    m_filter->setHint(hint, hint);
    m_filter->addMenu(u"columns"_qs, tr("Columns"), u"view-list-details"_qs,
                      [this](QMenu* menu) { fillColumns(menu); });
    m_exporting = m_filter->addButton(u"export"_qs, tr("Export"), u"document-export"_qs);
    m_exporting->setAccessibleName(tr("Export as CSV"));
    m_exporting->setToolTip(tr("Save the rows that are shown as a CSV file"));
    connect(m_exporting, &QToolButton::clicked, this, &TablePage::exportCsv);
    m_filter->addWidget(m_context.actions.button(u"page.print"_qs, m_filter));
    connect(m_filter, &FilterRow::changed, this, [this](const QString& text) {
        m_context.settings.setOfTable(m_setup.name, u"filter"_qs, text);
        applyFilter(text);
    });
    connect(m_filter, &FilterRow::failed, this, &TablePage::tell);
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
    const auto filter = compileFilter(m_context, text, *m_setup.info);
    if (filter)
        m_model->setFilter(text, *filter);
    m_strip->setMessage(filter ? Tone::Neutral : Tone::Warning,
                        filter ? QString() : problemText(filter.error()));
    setLink(makeLink(u'/' + m_setup.name, u"filter"_qs, text));
}

void TablePage::contentMoved()
{
    const int rows = m_model->rowCount();
    const bool reading = rows == 0 && m_model->isLoading();
    m_filter->setCount(reading     ? tr("reading…")
                       : rows == 1 ? tr("1 row")
                                   : tr("%L1 rows").arg(rows));
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
    const auto choose = [this] {
        QStringList names;
        for (int column = 0; column < m_model->columnCount(); ++column) {
            if (isKnown(column) ? !m_table->isColumnHidden(column) : isChosen(column))
                names << m_model->columns()[size_t(column)]->nameText();
        }
        m_context.settings.setOfTable(m_setup.name, u"columns"_qs, names);
        saveHeader();
    };
    fillColumnMenu(
        menu, m_table, [this](int column) { return isKnown(column); }, choose);
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
