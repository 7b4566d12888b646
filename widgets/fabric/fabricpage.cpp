#include "widgets/fabric/fabricpage.h"

#include "models/items/displaytext.h"
#include "models/items/fabricmodel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/filterbox.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/status.h"
#include "widgets/common/tabletext.h"
#include "widgets/fabric/fabricview.h"
#include "widgets/shell/actionregistry.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rackhouse
{
namespace
{

constexpr int nodeRole = Qt::UserRole;
constexpr int kReadAgainMs = 500;

Tone toneOf(FabricFinding::Kind kind)
{
    switch (kind) {
    case FabricFinding::Kind::WrongRail:
    case FabricFinding::Kind::WrongUnit:
    case FabricFinding::Kind::MissingLeaf:
        return Tone::Critical;
    case FabricFinding::Kind::DefaultName:
        return Tone::Unknown;
    default:
        return Tone::Warning;
    }
}

QString titleOf(FabricFinding::Kind kind)
{
    switch (kind) {
    case FabricFinding::Kind::WrongRail:
        return FabricPage::tr("Wrong rail");
    case FabricFinding::Kind::WrongUnit:
        return FabricPage::tr("Wrong unit");
    case FabricFinding::Kind::MissingLeaf:
        return FabricPage::tr("Missing leaf");
    case FabricFinding::Kind::FewUplinks:
        return FabricPage::tr("Few uplinks");
    case FabricFinding::Kind::Asymmetric:
        return FabricPage::tr("Asymmetric");
    case FabricFinding::Kind::SlowLink:
        return FabricPage::tr("Slow link");
    case FabricFinding::Kind::SharedPort:
        return FabricPage::tr("Shared port");
    case FabricFinding::Kind::OneSided:
        return FabricPage::tr("One-sided link");
    case FabricFinding::Kind::SelfLink:
        return FabricPage::tr("Loop");
    case FabricFinding::Kind::DefaultName:
        break;
    }
    return FabricPage::tr("No name");
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
    m_stack->addWidget(new EmptyState(
        m_context.icons, u"switch"_qs, tr("No fabric is known here"),
        tr("InfiniBand: save what ibnetdiscover prints on a host of the fabric to a file, and read "
           "it here. Ethernet is drawn from LLDP: inspected machines tell their neighbours by "
           "themselves, and switches do where the site asks them, see Cabling."),
        m_context.actions.action(u"fabric.read"_qs), this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildRow());
    layout->addWidget(buildFilter());
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
            kinds.intersects({u"fabric"_qs, u"fabric_node"_qs, u"fabric_link"_qs, u"neighbor"_qs}))
            m_later.start();
        else if (kinds.contains(u"machine"_qs) && isShown())
            selectionMoved();
    });
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
    m_summary = new QLabel(row);
    m_summary->setObjectName(u"fabric.summary"_qs);
    layout->addWidget(m_summary);
    layout->addStretch(1);
    const auto button = [&](const QString& name, const QString& text, auto run) {
        auto* made = new QPushButton(text, row);
        made->setObjectName(u"fabric."_qs + name);
        made->setAccessibleName(text);
        connect(made, &QPushButton::clicked, this, run);
        layout->addWidget(made);
    };
    button(u"export"_qs, tr("Export work list…"), [this] { exportFindings(); });
    button(u"fit"_qs, tr("Fit"), [this] { m_view->fit(); });
    button(u"full"_qs, tr("100 %"),
           [this] { m_view->setZoom(1, m_view->viewport()->rect().center()); });
    return row;
}

QWidget* FabricPage::buildFilter()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    m_filterBox = new FilterBox(Machine::record(), m_view, row);
    m_filterBox->setPlaceholderText(
        tr("Filter machines, for example %1").arg(u"gpu:h200 state:available"_qs));
    m_filterBox->setToolTip(tr("What is not of such a machine fades"));
    m_count = new QLabel(row);
    m_count->setObjectName(u"fabric.count"_qs);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->hide();
    layout->addWidget(m_filterBox, 1);
    layout->addWidget(m_count);
    connect(m_filterBox, &QLineEdit::textChanged, this, &FabricPage::applyFilter);
    return row;
}

QWidget* FabricPage::buildSide()
{
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(u"fabric.side"_qs);
    tabs->setDocumentMode(true);
    auto* wrong = new QWidget(tabs);
    m_findings = makePlainList(u"fabric.findings"_qs, tr("What is wrong"),
                               {tr("Kind"), tr("Where"), tr("What to do")},
                               tr("Nothing is wrong with this fabric."), wrong);
    m_findings->setSelectionMode(QAbstractItemView::SingleSelection);
    m_findings->setColumnWidth(0, 120);
    m_findings->setColumnWidth(1, 190);
    m_sentence = new QLabel(wrong);
    m_sentence->setObjectName(u"fabric.sentence"_qs);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    auto* column = new QVBoxLayout(wrong);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_findings, 1);
    column->addWidget(m_sentence);
    tabs->addTab(wrong, tr("What is wrong"));
    connect(m_findings, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* item) {
                m_sentence->setText(item == nullptr ? QString() : item->text(2));
                if (item != nullptr)
                    goTo(item->data(0, nodeRole).toInt());
            });
    m_tree = new QTreeView(tabs);
    m_tree->setObjectName(u"fabric.tree"_qs);
    m_tree->setAccessibleName(tr("Fabric as a tree"));
    m_tree->setModel(m_model);
    m_tree->setSelectionModel(m_view->selectionModel());
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->setColumnWidth(FabricModel::NameColumn, 220);
    tabs->addTab(m_tree, tr("Tree"));
    return tabs;
}

void FabricPage::visit(const QUrl& link)
{
    const QUrlQuery query(link);
    m_fabric = query.queryItemValue(u"fabric"_qs, QUrl::FullyDecoded);
    m_machines = query.queryItemValue(u"machine"_qs).split(u',', Qt::SkipEmptyParts);
    setLink(link);
    m_filterBox->setText(query.queryItemValue(u"filter"_qs, QUrl::FullyDecoded));
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
    add(u"filter"_qs, m_filterBox->text());
    QUrl here = makeLink(u"/fabric"_qs);
    here.setQuery(query);
    if (here != link())
        setLink(here);
}

void FabricPage::applyFilter(const QString& text)
{
    auto filter = query::Filter::compile(text, Machine::record());
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
    return {u"fabric.read"_qs, u"machine.inspect"_qs, u"machine.floor"_qs, u"machine.table"_qs};
}

void FabricPage::refresh()
{
    m_context.records.fetch<FabricRead>(
        this,
        [wanted = m_fabric, filter = m_filter](Rows& rows) {
            return readFabric(rows, wanted, filter);
        },
        [this](const FabricRead& read) { show(read); });
}

void FabricPage::show(const FabricRead& read)
{
    m_stack->setCurrentIndex(read.picture ? 0 : 1);
    m_filterBox->parentWidget()->setVisible(read.picture != nullptr);
    m_choice->clear();
    for (const FabricRead::Choice& choice : read.choices)
        m_choice->addItem(choice.title, choice.id);
    m_choice->setVisible(read.choices.size() > 1);
    const QStringList kept = selectedNodes();
    m_model->set(read.picture);
    fillFindings();
    showSummary();
    if (!read.picture)
        return;
    const FabricPicture& picture = *read.picture;
    m_choice->setCurrentIndex(m_choice->findData(picture.fabric().id.text()));
    hideFaded();
    if (kept != selectedNodes()) // the tree is another one
        select([&kept](const FabricNode& node) { return kept.contains(node.id.text()); });
    if (!m_machines.isEmpty())
        selectMachines(std::exchange(m_machines, {}));
}

void FabricPage::showSummary()
{
    const FabricPicture* picture = m_model->picture().get();
    m_count->setVisible(picture != nullptr && picture->isFiltered());
    if (picture == nullptr)
        return m_summary->clear();
    const auto switches =
        std::count_if(picture->nodes().begin(), picture->nodes().end(),
                      [](const FabricNode& node) { return node.kind == FabricNodeKind::Switch; });
    m_count->setText(tr("%L1 machines match").arg(picture->matches()));
    m_summary->setText(tr("%L1 switches, %L2 links, %L3 rails, %L4 units. Seen %5.")
                           .arg(switches)
                           .arg(picture->graph().links.size())
                           .arg(picture->shape().railCount())
                           .arg(picture->shape().units().size())
                           .arg(relativeTime(picture->fabric().scannedAt, m_context.clock.now())));
    m_summary->setToolTip(exactTime(picture->fabric().scannedAt));
}

void FabricPage::fillFindings()
{
    const QSignalBlocker blocker(m_findings);
    m_findings->clear();
    m_sentence->clear();
    if (!m_model->picture())
        return;
    for (const FabricFinding& finding : m_model->picture()->findings()) {
        auto* item = new QTreeWidgetItem(m_findings, {titleOf(finding.kind), finding.name,
                                                      m_model->picture()->sentence(finding)});
        item->setIcon(0, toneIcon(toneOf(finding.kind), m_context.theme.tokens()));
        item->setToolTip(2, item->text(2));
        item->setData(0, nodeRole, finding.node);
    }
}

void FabricPage::exportFindings()
{
    m_context.prompts.saveFile(
        this, tr("Export the work list"), u"fabric-work-list.csv"_qs, tr("CSV (*.csv)"),
        [this](const QString& path) {
            const QByteArray text = tableText(*m_findings->model(), u',').toUtf8();
            QSaveFile file(path);
            if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
                m_strip->setMessage(
                    Tone::Ok,
                    tr("%L2 lines are in %1.").arg(path).arg(m_findings->topLevelItemCount()));
            else
                m_strip->setMessage(Tone::Critical,
                                    tr("%1 could not be written. Choose another folder.").arg(path),
                                    file.errorString());
        });
}

} // namespace rackhouse
