#include "widgets/fabric/fabricpage.h"

#include "models/domain/asset.h"
#include "models/items/displaytext.h"
#include "models/items/fabricmodel.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/filterrow.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/fabric/fabricdetails.h"
#include "widgets/fabric/fabricview.h"
#include "widgets/shell/actionregistry.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace rackhouse
{
namespace
{

constexpr int kReadAgainMs = 500;
constexpr int kAskAgainMs = 30'000;

QString emptyText()
{
    return FabricPage::tr(
        "InfiniBand: save what ibnetdiscover prints on a host of the fabric to a file, and read it "
        "here; then what perfquery and ibswinfo print, or a plan. Ethernet is drawn from LLDP: "
        "inspected machines tell their neighbours by "
        "themselves, and switches do where the site asks them, see Cabling.");
}

} // namespace

FabricPage::FabricPage(Context context, QWidget* parent)
    : Page(context, u"fabric"_qs, parent), m_model(new FabricModel(this)),
      m_view(new FabricView(context.theme, m_model, this)),
      m_strip(new MessageStrip(context.theme, u"fabric"_qs, this))
{
    auto* content = new QSplitter(Qt::Horizontal, this);
    content->setObjectName(u"fabric.content"_qs);
    content->addWidget(m_view);
    content->addWidget(buildSide());
    content->setStretchFactor(0, 1);
    content->setSizes({900, 380});
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(content);
    m_empty = new EmptyState(m_context.icons, u"switch"_qs, tr("No fabric is known here"),
                             emptyText(), m_context.actions.action(u"fabric.read"_qs), this);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildRow());
    m_filterRow = buildFilter();
    layout->addWidget(m_filterRow);
    layout->addWidget(m_strip);
    layout->addWidget(m_stack, 1);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FabricPage::selectionMoved);
    const auto enter = [this](const QModelIndex& index) {
        const int node = m_model->nodeOf(index);
        if (node < 0)
            return;
        const FabricPicture& picture = *m_model->picture();
        if (const MachineId& machine = picture.node(node).machineId)
            emit open(makeLink(u"/machines/"_qs + machine.text()));
        else if (const AssetId asset = picture.assetOf(node))
            emit open(makeLink(u"/floor"_qs, u"device"_qs, asset.text()));
    };
    connect(m_view, &QAbstractItemView::activated, this, enter);
    connect(m_tree, &QAbstractItemView::activated, this, enter);
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        if (isShown() && !m_later.isActive() &&
            kinds.intersects({u"fabric"_qs, u"fabric_node"_qs, u"fabric_link"_qs, u"neighbor"_qs,
                              u"switch_port"_qs, u"fabric_counters"_qs, u"fabric_health"_qs,
                              u"fabric_plan"_qs}))
            m_later.start();
        else if (kinds.contains(u"machine"_qs) && isShown())
            selectionMoved();
    });
    m_again.setInterval(kAskAgainMs);
    m_again.start();
    connect(&m_again, &QTimer::timeout, this, &FabricPage::askCounters);
    m_later.setSingleShot(true);
    m_later.setInterval(kReadAgainMs);
    connect(&m_later, &QTimer::timeout, this,
            [this] { m_context.records.isReading() ? m_later.start() : refresh(); });
}

QWidget* FabricPage::buildRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    m_choice = new QComboBox(row);
    m_choice->setObjectName(u"fabric.choice"_qs);
    m_choice->setAccessibleName(tr("Fabric"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        m_fabric = m_choice->itemData(index).toString();
        moveLink();
        refresh();
    });
    layout->addWidget(m_choice);
    m_summary = new ElidedLabel(row);
    m_summary->setObjectName(u"fabric.summary"_qs);
    layout->addWidget(m_summary, 1);
    const auto button = [&](const QString& name, const QString& text, auto run) {
        auto* made = new QPushButton(text, row);
        made->setObjectName(u"fabric."_qs + name);
        made->setAccessibleName(text);
        connect(made, &QPushButton::clicked, this, run);
        layout->addWidget(made);
        m_viewButtons.push_back(made);
    };
    button(u"export"_qs, tr("Export work list…"), [this] { exportFindings(); });
    button(u"fit"_qs, tr("Fit"), [this] { m_view->fit(); });
    button(u"full"_qs, tr("100 %"),
           [this] { m_view->setZoom(1, m_view->viewport()->rect().center()); });
    return row;
}

FilterRow* FabricPage::buildFilter()
{
    auto* row = new FilterRow(m_context, u"fabric"_qs, Machine::record(), m_view, this);
    row->setHint(tr("Filter machines, for example %1").arg(u"gpu:h200 free:8"_qs),
                 tr("What is not of such a machine fades"));
    row->addWidget(m_context.actions.button(u"page.print"_qs, row));
    connect(row, &FilterRow::changed, this, &FabricPage::applyFilter);
    connect(row, &FilterRow::failed, this, [this](const Error& error) {
        m_strip->setMessage(Tone::Critical, problemText(error), error.detail);
    });
    return row;
}

QWidget* FabricPage::buildSide()
{
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(u"fabric.side"_qs);
    tabs->setDocumentMode(true);
    tabs->addTab(buildFindings(tabs), tr("What is wrong"));
    m_tree = new QTreeView(tabs);
    m_tree->setObjectName(u"fabric.tree"_qs);
    m_tree->setAccessibleName(tr("Fabric as a tree"));
    m_tree->setModel(m_model);
    m_tree->setSelectionModel(m_view->selectionModel());
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->setColumnWidth(FabricModel::NameColumn, 220);
    tabs->addTab(m_tree, tr("Tree"));
    m_details = makeFabricDetails(tabs);
    tabs->addTab(m_details, tr("Ports and parts"));
    return tabs;
}

void FabricPage::visit(const QUrl& link)
{
    const QUrlQuery query(link);
    if (!query.isEmpty()) {
        m_machines = query.queryItemValue(u"machine"_qs).split(u',', Qt::SkipEmptyParts);
        if (query.hasQueryItem(u"fabric"_qs))
            m_fabric = query.queryItemValue(u"fabric"_qs, QUrl::FullyDecoded);
        setLink(link);
        m_filterRow->setText(query.queryItemValue(u"filter"_qs, QUrl::FullyDecoded));
    } else {
        setLink(link);
        moveLink();
    }
    refresh();
    selectionMoved();
}

/// Says in the link what is shown.
void FabricPage::moveLink()
{
    QUrlQuery query;
    const auto add = [&query](const QString& key, const QString& value) {
        if (!value.isEmpty())
            query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"fabric"_qs, m_fabric);
    add(u"machine"_qs, m_machines.join(u','));
    add(u"filter"_qs, m_filterRow->text());
    QUrl here = makeLink(u"/fabric"_qs);
    here.setQuery(query);
    if (here != link())
        setLink(here);
}

void FabricPage::applyFilter(const QString& text)
{
    auto filter = compileFilter(m_context, text, Machine::record());
    if (!filter)
        return m_strip->setMessage(Tone::Warning, problemText(filter.error()));
    m_strip->setMessage(Tone::Neutral, {});
    m_filter = *std::move(filter);
    moveLink();
    refresh();
}

std::vector<Page::Crumb> FabricPage::crumbs() const
{
    return {{tr("Fabric"), u"rackhouse:/fabric"_qs}};
}

QStringList FabricPage::titleActions() const
{
    return {u"fabric.read"_qs, u"fabric.remove"_qs, u"machine.inspect"_qs, u"machine.floor"_qs,
            u"machine.table"_qs};
}

void FabricPage::refresh()
{
    m_context.records.fetch<FabricRead>(
        this,
        [wish = FabricWish{m_fabric, m_machines}, filter = m_filter](Rows& rows) {
            return readFabric(rows, wish, filter);
        },
        [this](const FabricRead& read) { show(read); });
}

void FabricPage::show(const FabricRead& read)
{
    m_stack->setCurrentIndex(read.picture ? 0 : 1);
    m_filterRow->setVisible(read.picture != nullptr);
    for (QPushButton* button : m_viewButtons)
        button->setVisible(read.picture != nullptr);
    showChoices(read);
    const Kept before = kept();
    m_model->set(read.picture);
    fillFindings();
    showSummary();
    if (!read.picture)
        return showEmptiness(read);
    hideFaded();
    restore(before);
    showDetails();
    askCounters();
    if (!m_machines.isEmpty()) {
        m_fabric = read.picture->fabric().id.text();
        selectMachines(std::exchange(m_machines, {}));
    }
}

void FabricPage::showChoices(const FabricRead& read)
{
    if (m_choices != read.choices) {
        m_choices = read.choices;
        m_choice->clear();
        for (const FabricRead::Choice& choice : m_choices)
            m_choice->addItem(choice.title, choice.id);
    }
    m_choice->setVisible(m_choices.size() > 1);
    m_choice->setCurrentIndex(read.chosen);
}

void FabricPage::showEmptiness(const FabricRead& read)
{
    if (read.chosen >= 0)
        return m_empty->setText(
            tr("%1 has never been read").arg(m_choice->itemText(read.chosen)),
            tr("Save what ibnetdiscover prints on a host of the fabric to a file, and read it "
               "here. If nobody needs this fabric, remove it."));
    m_empty->setText(tr("No fabric is known here"), emptyText());
}

void FabricPage::showSummary()
{
    const FabricPicture* picture = m_model->picture().get();
    m_filterRow->setCount(picture != nullptr && picture->isFiltered()
                              ? machinesMatch(picture->matches())
                              : QString());
    m_context.actions.refresh(); // there is something to print
    m_summary->setText(picture == nullptr ? QString() : summaryText());
    m_summary->setToolTip(picture == nullptr ? QString() : exactTime(picture->fabric().scannedAt));
}

QString FabricPage::whyNotPrint() const
{
    return m_model->picture() ? QString() : tr("No fabric is shown here");
}

void FabricPage::print()
{
    QStringList notes{m_context.site.siteName(), summaryText()};
    if (!m_filterRow->text().isEmpty())
        notes << tr("filter %1").arg(m_filterRow->text());
    notes.removeAll(QString());
    printOn(m_view->paper(tr("Fabric %1").arg(m_model->picture()->fabric().name),
                          notes.join(u" · "_qs)));
}

QString FabricPage::summaryText() const
{
    const FabricPicture& picture = *m_model->picture();
    const auto count = [&picture](FabricNodeKind kind) {
        return std::count_if(picture.nodes().begin(), picture.nodes().end(),
                             [kind](const FabricNode& node) { return node.kind == kind; });
    };
    QStringList parts{tr("%L1 switches").arg(count(FabricNodeKind::Switch)),
                      tr("%L1 links").arg(picture.graph().links.size()),
                      tr("%L1 rails").arg(picture.shape().railCount()),
                      picture.shape().units().size() == 1
                          ? tr("1 unit")
                          : tr("%L1 units").arg(picture.shape().units().size())};
    if (const auto sharp = count(FabricNodeKind::Aggregator); sharp > 0)
        parts << tr("%L1 SHARP nodes").arg(sharp);
    if (const auto ratio = picture.shape().oversubscription())
        parts << tr("oversubscription %L1 : 1").arg(*ratio, 0, 'f', 2);
    const QString seen = tr("%1. Seen %2.")
                             .arg(parts.join(u", "_qs),
                                  relativeTime(picture.fabric().scannedAt, m_context.clock.now()));
    const qint64 skipped = picture.fabric().skippedLines;
    return skipped == 0 ? seen
                        : tr("%1 The text looks incomplete (lines that cannot be used or lead "
                             "nowhere: %L2).")
                              .arg(seen)
                              .arg(skipped);
}

} // namespace rackhouse
