#include "widgets/power/powerpage.h"

#include "models/base/units.h"
#include "models/items/displaytext.h"
#include "models/query/condition.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/filterrow.h"
#include "widgets/common/listexport.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/status.h"
#include "widgets/common/tablepaper.h"
#include "widgets/power/inletlist.h"
#include "widgets/power/powerdetail.h"
#include "widgets/power/powertree.h"
#include "widgets/shell/actionregistry.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>
#include <map>

namespace rackhouse
{

namespace
{

constexpr int idRole = Qt::UserRole;
constexpr int kReadAgainMs = 500;

} // namespace

PowerPage::PowerPage(Context context, QWidget* parent)
    : Page(context, u"power-feeds"_qs, parent),
      m_strip(new MessageStrip(context.theme, u"power-feeds"_qs, this))
{
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildContent());
    m_stack->addWidget(
        new EmptyState(m_context.icons, u"power"_qs, tr("No feed is known here"),
                       tr("Enter the feeds from the grid down to the breakers, then the power "
                          "cables from a breaker to a PDU and from a PDU to a machine."),
                       m_context.actions.action(u"power.add"_qs), this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_row = buildRow();
    m_filterRow = new FilterRow(context, u"power"_qs, Machine::record(), m_tree, this);
    m_filterRow->addWidget(m_context.actions.button(u"page.print"_qs, m_filterRow));
    m_filterRow->setHint(tr("Filter machines, for example %1").arg(u"gpu:h200 rack:A*"_qs),
                         tr("Only what such a machine has its power from is shown"));
    connect(m_filterRow, &FilterRow::changed, this, &PowerPage::applyFilter);
    connect(m_filterRow, &FilterRow::failed, this, [this](const Error& error) {
        m_strip->setMessage(Tone::Critical, problemText(error), error.detail);
    });
    layout->addWidget(m_row);
    layout->addWidget(m_filterRow);
    layout->addWidget(m_strip);
    layout->addWidget(m_stack, 1);
    m_later.setSingleShot(true);
    m_later.setInterval(kReadAgainMs);
    connect(&m_later, &QTimer::timeout, this,
            [this] { m_context.records.isReading() ? m_later.start() : refresh(); });
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        if (isShown() && !m_later.isActive() &&
            kinds.intersects({u"power_feed"_qs, u"asset"_qs, u"machine"_qs, u"cable"_qs, u"rack"_qs,
                              u"component"_qs}))
            m_later.start();
    });
}

QWidget* PowerPage::buildRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    m_summary = new ElidedLabel(row);
    m_summary->setObjectName(u"power.summary"_qs);
    layout->addWidget(m_summary, 1);
    auto* save = new QPushButton(tr("Export findings…"), row);
    save->setObjectName(u"power.export"_qs);
    save->setAccessibleName(save->text());
    connect(save, &QPushButton::clicked, this, &PowerPage::exportFindings);
    layout->addWidget(save);
    return row;
}

QWidget* PowerPage::buildContent()
{
    auto* content = new QSplitter(Qt::Horizontal, this);
    content->setObjectName(u"power.content"_qs);
    auto* left = new QSplitter(Qt::Vertical, content);
    left->setObjectName(u"power.left"_qs);
    m_tree = new PowerTree(m_context, left);
    connect(m_tree, &QTreeWidget::itemSelectionChanged, this, &PowerPage::selectionMoved);
    connect(m_tree, &QTreeWidget::itemActivated, this, &PowerPage::openLine);
    m_tabs = new QTabWidget(left);
    m_tabs->setObjectName(u"power.tabs"_qs);
    m_findings =
        makePlainList(u"power.findings"_qs, tr("What is wrong with the power"),
                      {tr("What"), tr("Where"), tr("What it means")},
                      tr("No feed is over its limit, and every machine has two sides."), m_tabs);
    m_findings->setSelectionMode(QAbstractItemView::SingleSelection);
    m_findings->setColumnWidth(1, 140);
    connect(m_findings, &QTreeWidget::itemSelectionChanged, this, [this] {
        const auto items = m_findings->selectedItems();
        if (!items.isEmpty())
            m_tree->reveal(items.front()->data(0, idRole).toString());
    });
    connect(m_findings, &QTreeWidget::itemActivated, this, &PowerPage::openFinding);
    m_tabs->addTab(m_findings, tr("Findings"));
    m_tabs->addTab(buildInlets(), tr("Temperatures and leaks"));
    left->addWidget(m_tree);
    left->addWidget(m_tabs);
    left->setStretchFactor(0, 1);
    left->setSizes({480, 220});
    m_detail = new PowerDetail(m_context, content);
    connect(m_detail, &PowerDetail::lossWanted, this, &PowerPage::showLoss);
    content->addWidget(left);
    content->addWidget(m_detail);
    content->setStretchFactor(0, 1);
    content->setSizes({840, 380});
    return content;
}

/// The list, and the way to the same on the plan.
QWidget* PowerPage::buildInlets()
{
    auto* side = new QWidget(m_tabs);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::small, space::tiny, space::small, 0);
    row->addStretch(1);
    for (const auto& [measure, text] : {std::pair(u"inlet"_qs, tr("Inlets on the plan")),
                                        std::pair(u"leak"_qs, tr("Leaks on the plan"))}) {
        auto* button = new QPushButton(text, side);
        button->setObjectName(u"power.plan."_qs + measure);
        button->setAccessibleName(text);
        connect(button, &QPushButton::clicked, this, [this, measure = measure] {
            emit open(makeLink(u"/floor"_qs, u"measure"_qs, measure));
        });
        row->addWidget(button);
    }
    m_inlets = makeInletList(side);
    connect(m_inlets, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* line) {
        emit open(makeLink(u"/machines/"_qs + line->data(0, idRole).toString()));
    });
    layout->addLayout(row);
    layout->addWidget(m_inlets, 1);
    return side;
}

void PowerPage::visit(const QUrl& link)
{
    // A link that says nothing leads to the page as it was left.
    const QUrlQuery query(link);
    if (!query.isEmpty() || this->link().isEmpty()) {
        setLink(link);
        m_wanted = query.queryItemValue(u"lost"_qs);
        m_filterRow->setText(query.queryItemValue(u"filter"_qs, QUrl::FullyDecoded));
    }
    refresh();
    selectionMoved();
}

void PowerPage::applyFilter(const QString& text)
{
    auto filter = compileFilter(m_context, text, Machine::record());
    if (!filter)
        return m_strip->setMessage(Tone::Warning, problemText(filter.error()));
    m_strip->setMessage(Tone::Neutral, {});
    m_filter = *std::move(filter);
    QUrl here = link();
    QUrlQuery query(here);
    query.removeAllQueryItems(u"filter"_qs);
    if (!text.isEmpty())
        query.addQueryItem(u"filter"_qs, QString::fromLatin1(QUrl::toPercentEncoding(text)));
    here.setQuery(query);
    setLink(here);
    refresh();
}

std::vector<Page::Crumb> PowerPage::crumbs() const
{
    return {{tr("Power"), u"rackhouse:/power"_qs}};
}

QStringList PowerPage::titleActions() const
{
    return {u"power.add"_qs, u"power.edit"_qs, u"power.remove"_qs};
}

QString PowerPage::whyNotPrint() const
{
    const bool some = m_view && !m_view->picture.isEmpty();
    return some ? QString() : tr("No feed is known here");
}

/// The lines of the tree that are open.
void PowerPage::print()
{
    TablePaper::Content content = contentOf(*m_tree);
    content.title = tr("Power");
    QStringList notes{m_context.site.siteName(), m_summary->text()};
    if (!m_filterRow->text().isEmpty())
        notes << tr("filter %1").arg(m_filterRow->text());
    notes << exactTime(m_context.clock.now());
    content.note = notes.join(u" · "_qs);
    printOn(std::make_shared<TablePaper>(std::move(content)));
}

void PowerPage::refresh()
{
    m_context.records.fetch<std::shared_ptr<const PowerView>>(
        this, [filter = m_filter](Rows& rows) { return PowerView::read(rows, filter); },
        [this](const std::shared_ptr<const PowerView>& view) {
            m_view = view;
            fill();
        });
}

void PowerPage::fill()
{
    const PowerPicture& picture = m_view->picture;
    m_stack->setCurrentIndex(picture.isEmpty() ? 1 : 0);
    m_row->setVisible(!picture.isEmpty());
    m_filterRow->setVisible(!picture.isEmpty());
    m_filterRow->setCount(m_view->kept ? machinesMatch(m_view->kept->size()) : QString());
    const auto count = [&picture](EndKind kind) {
        return std::count_if(picture.supplies().begin(), picture.supplies().end(),
                             [kind](const auto& supply) { return supply.kind == kind; });
    };
    double stranded = 0;
    for (const PowerPicture::RackLoad& rack : picture.racks())
        stranded += rack.strandedW();
    QStringList texts{tr("%1 now, measured").arg(wattsText(picture.total().nowW)),
                      tr("%L1 feeds").arg(count(EndKind::Feed)),
                      tr("%L1 PDUs").arg(count(EndKind::Asset)),
                      tr("%1 stranded").arg(wattsText(stranded))};
    if (picture.total().unmeasured > 0)
        texts.insert(1, tr("%n not measured", "devices", picture.total().unmeasured));
    if (picture.uncabledW() > 0)
        texts << tr("%1 without a power cable in the books").arg(wattsText(picture.uncabledW()));
    if (picture.uncabled() > 0)
        texts << (picture.uncabled() == 1 ? tr("1 machine without a power cable in the books")
                                          : tr("%L1 machines without a power cable in the books")
                                                .arg(picture.uncabled()));
    m_summary->setText(texts.join(u", "_qs));
    m_context.actions.refresh(); // there is something to print
    m_tree->setView(m_view);
    fillFindings();
    fillInletList(*m_inlets, *m_view, m_context);
    selectionMoved();
    if (const QString wanted = std::exchange(m_wanted, {});
        !wanted.isEmpty() && m_tree->reveal(wanted))
        m_detail->setLossShown(true);
}

void PowerPage::fillFindings()
{
    const auto& findings = m_view->picture.findings();
    QStringList keys;
    for (const PowerFinding& finding : findings)
        keys << findingCode(finding.kind) + u' ' + finding.id;
    const QSignalBlocker blocker(m_findings);
    updateLines(m_findings->invisibleRootItem(), keys,
                [&](QTreeWidgetItem* line, int number, bool) {
                    const PowerFinding& finding = findings[std::size_t(number)];
                    line->setText(0, findingTitle(finding.kind));
                    line->setIcon(0, toneIcon(toneOf(finding.kind), m_context.theme.tokens()));
                    line->setText(1, finding.place);
                    line->setToolTip(1, finding.place);
                    line->setText(2, sentence(finding));
                    line->setToolTip(2, sentence(finding));
                    line->setData(0, idRole, finding.at);
                });
    m_tabs->setTabText(0, findings.empty() ? tr("Findings")
                                           : tr("Findings (%L1)").arg(findings.size()));
}

void PowerPage::selectionMoved()
{
    if (!m_view)
        return;
    const auto items = m_tree->selectedItems();
    const PowerPicture& picture = m_view->picture;
    QString kind = u"power_feed"_qs;
    std::vector<QJsonObject> rows;
    m_detail->setUpdatesEnabled(false);
    const auto chosen = items.isEmpty() ? PowerTree::Kind::Side : PowerTree::kindOf(items.front());
    const QString id = items.isEmpty() ? QString() : PowerTree::idOf(items.front());
    switch (chosen) {
    case PowerTree::Kind::Side:
        id.isEmpty() ? m_detail->showNothing() : m_detail->showSide(*m_view, id);
        break;
    case PowerTree::Kind::Supply:
        m_detail->showSupply(*m_view, picture.supplyOf(id));
        if (const PowerFeed* feed = m_view->feed(id))
            rows.push_back(toJson(*feed));
        break;
    case PowerTree::Kind::Rack:
        m_detail->showRack(*m_view, id);
        break;
    case PowerTree::Kind::Device:
    case PowerTree::Kind::Cord:
        m_detail->showDevice(*m_view, picture.deviceOf(id));
        if (const Machine* machine = m_view->machine(id)) {
            kind = u"machine"_qs;
            rows.push_back(toJson(*machine));
        }
        break;
    }
    m_detail->setUpdatesEnabled(true);
    aim(kind, std::move(rows));
    showLoss();
}

void PowerPage::showLoss()
{
    if (!m_view)
        return;
    const auto items = m_tree->selectedItems();
    if (!m_detail->isLossShown() || items.isEmpty())
        return m_tree->showLoss({});
    const PowerPicture& picture = m_view->picture;
    const QString id = PowerTree::idOf(items.front());
    m_tree->showLoss(PowerTree::kindOf(items.front()) == PowerTree::Kind::Side
                         ? picture.suppliesOf(id)
                         : std::vector<int>{picture.supplyOf(id)});
}

/// To what it is of: its line of the tree; where it has none, its own page or its rack.
void PowerPage::openFinding(const QTreeWidgetItem* line)
{
    const QString id = line->data(0, idRole).toString();
    if (m_tree->reveal(id))
        return m_tree->setFocus();
    if (m_view->machine(id) != nullptr)
        emit open(makeLink(u"/machines/"_qs + id));
    else if (m_view->picture.rackOf(id) != nullptr)
        emit open(makeLink(u"/floor"_qs, u"rack"_qs, id));
    else if (!id.isEmpty())
        emit open(makeLink(u"/floor"_qs, u"asset"_qs, id));
    else
        emit open(makeLink(u"/cabling"_qs));
}

void PowerPage::openLine(QTreeWidgetItem* line)
{
    const QString id = PowerTree::idOf(line);
    if (PowerTree::kindOf(line) == PowerTree::Kind::Device && m_view->machine(id) != nullptr)
        emit open(makeLink(u"/machines/"_qs + id));
}

void PowerPage::exportFindings()
{
    exportList(m_context.prompts, *m_findings, *m_strip, tr("Export the findings"),
               u"power-findings.csv"_qs);
}

} // namespace rackhouse
