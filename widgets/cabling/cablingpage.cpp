#include "widgets/cabling/cablingpage.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/siblingtabs.h"
#include "widgets/common/status.h"
#include "widgets/common/tabletext.h"
#include "widgets/shell/actionregistry.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>

namespace rackhouse
{

namespace
{

constexpr int kReadAgainMs = 500;
constexpr int rowRole = Qt::UserRole;     ///< row of the finding
constexpr int keyRole = Qt::UserRole + 1; ///< what it is known by over changes

Tone toneOf(CablingFinding::Kind kind)
{
    using Kind = CablingFinding::Kind;
    switch (kind) {
    case Kind::WrongPort:
    case Kind::Loop:
        return Tone::Critical;
    case Kind::Connect:
        return Tone::Running;
    case Kind::Confirm:
        return Tone::Ok;
    case Kind::NotInBooks:
    case Kind::UnknownDevice:
        return Tone::Unknown;
    default:
        return Tone::Warning;
    }
}

QString keyOf(const CablingFinding& finding)
{
    return QStringList{findingCode(finding.kind), finding.cable.text(), finding.from.device,
                       finding.from.port}
        .join(u'/');
}

/// What the actions need of a finding.
QJsonObject rowOf(const CablingFinding& finding, const Cabling& cabling)
{
    const Cable* cable = cabling.cable(finding.cable);
    return {{u"finding"_qs, findingCode(finding.kind)},
            {u"cable"_qs, finding.cable.text()},
            {u"revision"_qs, cable == nullptr ? 0 : cable->revision},
            {u"from"_qs, finding.from.device},
            {u"from_port"_qs, finding.from.port},
            {u"to"_qs, finding.actual.device},
            {u"to_port"_qs, finding.actual.port}};
}

} // namespace

CablingPage::CablingPage(Context context, QWidget* parent)
    : Page(context, u"cabling"_qs, parent),
      m_strip(new MessageStrip(context.theme, u"cabling"_qs, this))
{
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildContent());
    m_stack->addWidget(
        new EmptyState(m_context.icons, u"switch"_qs, tr("No cable and no neighbour is known here"),
                       tr("Enter the cables of the books, or read what a switch prints of its LLDP "
                          "neighbours. Inspected machines tell theirs by themselves."),
                       m_context.actions.action(u"cabling.read"_qs), this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new SiblingTabs(u"cabling"_qs, tables(), this));
    layout->addWidget(buildRow());
    layout->addWidget(m_strip);
    layout->addWidget(m_stack, 1);
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        if (isShown() && !m_later.isActive() &&
            kinds.intersects({u"cable"_qs, u"neighbor"_qs, u"asset"_qs, u"machine"_qs,
                              u"power_feed"_qs, u"fabric"_qs}))
            m_later.start();
    });
    m_later.setSingleShot(true);
    m_later.setInterval(kReadAgainMs);
    connect(&m_later, &QTimer::timeout, this,
            [this] { m_context.records.isReading() ? m_later.start() : refresh(); });
}

std::vector<std::pair<QString, QString>> CablingPage::tables()
{
    return {{u"cabling"_qs, tr("Work list")}, {u"switches"_qs, tr("Switches")}};
}

QWidget* CablingPage::buildRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    m_search = new QLineEdit(row);
    m_search->setObjectName(u"cabling.search"_qs);
    m_search->setAccessibleName(tr("Words to look for in the work list"));
    m_search->setPlaceholderText(tr("Device, port or cable"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this] { fill(); });
    layout->addWidget(m_search, 1);
    m_summary = new QLabel(row);
    m_summary->setObjectName(u"cabling.summary"_qs);
    layout->addWidget(m_summary);
    auto* save = new QPushButton(tr("Export work list…"), row);
    save->setObjectName(u"cabling.export"_qs);
    save->setAccessibleName(save->text());
    connect(save, &QPushButton::clicked, this, &CablingPage::exportList);
    layout->addWidget(save);
    return row;
}

QWidget* CablingPage::buildContent()
{
    auto* content = new QSplitter(Qt::Horizontal, this);
    content->setObjectName(u"cabling.content"_qs);
    m_findings = makePlainList(u"cabling.findings"_qs, tr("Where the books and the wire differ"),
                               {tr("What"), tr("Where"), tr("What to do")},
                               tr("The cables are where the books have them."), content);
    m_findings->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_findings->setColumnWidth(0, 210);
    m_findings->setColumnWidth(1, 170);
    connect(m_findings, &QTreeWidget::itemSelectionChanged, this, &CablingPage::selectionMoved);
    auto* side = new QWidget(content);
    m_sentence = new QLabel(side);
    m_sentence->setObjectName(u"cabling.sentence"_qs);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setContentsMargins(space::medium, space::medium, space::medium, space::small);
    m_way = makePlainList(u"cabling.way"_qs, tr("The way of the cable"),
                          {tr("From"), tr("Cable"), tr("To")},
                          tr("Select a line to see the way of its cable."), side);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_sentence);
    column->addWidget(m_way, 1);
    content->addWidget(m_findings);
    content->addWidget(side);
    content->setStretchFactor(0, 1);
    content->setSizes({820, 420});
    return content;
}

void CablingPage::visit(const QUrl& link)
{
    setLink(link);
    refresh();
    selectionMoved();
}

std::vector<Page::Crumb> CablingPage::crumbs() const
{
    return {{tr("Cabling"), u"rackhouse:/cabling"_qs}};
}

QStringList CablingPage::titleActions() const
{
    return {u"cabling.read"_qs, u"cabling.confirm"_qs, u"cabling.enter"_qs};
}

void CablingPage::refresh()
{
    m_context.records.fetch<std::shared_ptr<const Cabling>>(
        this,
        [](Rows& rows) {
            return std::make_shared<const Cabling>(
                Cabling::Books{rows.list<Machine>(), rows.list<Asset>(), rows.list<PowerFeed>(),
                               rows.list<Cable>(), rows.list<Neighbor>(), rows.list<FabricNode>(),
                               rows.list<FabricLink>()});
        },
        [this](const std::shared_ptr<const Cabling>& cabling) {
            m_cabling = cabling;
            fill();
        });
}

void CablingPage::fill()
{
    if (!m_cabling)
        return;
    const Cabling::Books& books = m_cabling->books();
    m_stack->setCurrentIndex(books.cables.empty() && books.neighbors.empty() ? 1 : 0);
    m_summary->setText(tr("%L1 cables, %L2 neighbours heard, %L3 differences")
                           .arg(books.cables.size())
                           .arg(books.neighbors.size())
                           .arg(m_cabling->findings().size()));
    QSet<QString> kept;
    for (const QTreeWidgetItem* item : m_findings->selectedItems())
        kept.insert(item->data(0, keyRole).toString());
    const int scrolled = m_findings->verticalScrollBar()->value();
    {
        const QSignalBlocker blocker(m_findings);
        m_findings->clear();
        const QString words = m_search->text().trimmed();
        for (std::size_t row = 0; row < m_cabling->findings().size(); ++row) {
            const CablingFinding& finding = m_cabling->findings()[row];
            const QString sentence = m_cabling->sentence(finding);
            if (!sentence.contains(words, Qt::CaseInsensitive))
                continue;
            auto* item =
                new QTreeWidgetItem(m_findings, {findingTitle(finding.kind),
                                                 m_cabling->placeText(finding.from), sentence});
            item->setIcon(0, toneIcon(toneOf(finding.kind), m_context.theme.tokens()));
            item->setToolTip(2, sentence);
            item->setData(0, rowRole, int(row));
            item->setData(0, keyRole, keyOf(finding));
            item->setSelected(kept.contains(keyOf(finding)));
        }
        if (m_findings->selectedItems().isEmpty() && m_findings->topLevelItemCount() > 0)
            m_findings->topLevelItem(0)->setSelected(true);
    }
    m_findings->verticalScrollBar()->setValue(scrolled);
    selectionMoved();
}

const CablingFinding* CablingPage::current() const
{
    const auto items = m_findings->selectedItems();
    if (items.size() != 1 || !m_cabling)
        return nullptr;
    return &m_cabling->findings()[std::size_t(items.front()->data(0, rowRole).toInt())];
}

void CablingPage::selectionMoved()
{
    showWay(current());
    if (!m_cabling)
        return;
    std::vector<QJsonObject> rows;
    for (const QTreeWidgetItem* item : m_findings->selectedItems())
        rows.push_back(
            rowOf(m_cabling->findings()[std::size_t(item->data(0, rowRole).toInt())], *m_cabling));
    emit summary(rows.empty() ? QString() : tr("%n selected", nullptr, int(rows.size())));
    aim(u"cabling_finding"_qs, std::move(rows));
}

void CablingPage::showWay(const CablingFinding* finding)
{
    m_way->clear();
    m_sentence->setText(finding == nullptr ? QString() : m_cabling->sentence(*finding));
    if (finding == nullptr)
        return;
    for (const CableTrace::Hop& hop : m_cabling->trace(finding->from).hops) {
        const Cable* cable = m_cabling->cable(hop.cable);
        new QTreeWidgetItem(m_way, {m_cabling->placeText(hop.from),
                                    cable == nullptr ? QString() : cable->label,
                                    m_cabling->placeText(hop.to)});
    }
}

void CablingPage::exportList()
{
    m_context.prompts.saveFile(
        this, tr("Export the work list"), u"cabling-work-list.csv"_qs, tr("CSV (*.csv)"),
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
