#include "widgets/cabling/cablingpage.h"

#include "widgets/common/elidedlabel.h"
#include "widgets/common/emptyhint.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/listexport.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/common/siblingtabs.h"
#include "widgets/common/status.h"
#include "widgets/shell/actionregistry.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>

namespace rackhouse
{

namespace
{

constexpr int kReadAgainMs = 500;
constexpr int kAgeMs = 60'000;        ///< after so long the list looks again what has become old
constexpr int rowRole = Qt::UserRole; ///< row of the finding

Tone toneOf(CablingFinding::Kind kind)
{
    using Kind = CablingFinding::Kind;
    switch (kind) {
    case Kind::WrongPort:
    case Kind::Loop:
    case Kind::HearsItself:
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
    connect(&m_context.records, &Records::changed, this, &CablingPage::note);
    m_later.setObjectName(u"cabling.later"_qs);
    m_later.setSingleShot(true);
    m_later.setInterval(kReadAgainMs);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (m_context.records.isReading())
            return m_later.start();
        const bool onlyMachines = !std::exchange(m_isOtherChanged, false);
        refresh(onlyMachines);
    });
    m_age.setObjectName(u"cabling.age"_qs);
    m_age.setInterval(kAgeMs);
    m_age.start();
    connect(&m_age, &QTimer::timeout, this, [this] {
        if (isShown() && !m_context.records.isReading())
            refresh(true);
    });
}

void CablingPage::note(const QSet<QString>& kinds)
{
    static const QSet<QString> others{u"cable"_qs,        u"neighbor"_qs,   u"asset"_qs,
                                      u"power_feed"_qs,   u"fabric"_qs,     u"rack"_qs,
                                      u"switch_facts"_qs, u"switch_port"_qs};
    const bool isOther = kinds.intersects(others);
    if (!isShown() || (!isOther && !kinds.contains(u"machine"_qs)))
        return;
    m_isOtherChanged = m_isOtherChanged || isOther;
    if (!m_later.isActive())
        m_later.start();
}

std::vector<std::pair<QString, QString>> CablingPage::tables()
{
    return {{u"cabling"_qs, tr("Work list")},
            {u"switches"_qs, tr("Switches")},
            {u"switch-facts"_qs, tr("Switch hardware")},
            {u"switch-ports"_qs, tr("Switch ports")}};
}

QWidget* CablingPage::buildRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    m_search = new QLineEdit(row);
    m_search->setObjectName(u"filter"_qs);
    m_search->installEventFilter(this);
    m_search->setAccessibleName(tr("Words to look for in the work list"));
    m_search->setPlaceholderText(tr("Device, port or cable"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_context.settings.setOfTable(u"cabling"_qs, u"filter"_qs, words);
        setLink(makeLink(u"/cabling"_qs, u"filter"_qs, words));
        fill();
    });
    layout->addWidget(m_search, 1);
    m_summary = new ElidedLabel(row);
    m_summary->setObjectName(u"cabling.summary"_qs);
    layout->addWidget(m_summary);
    auto* save = new QPushButton(tr("Export work list…"), row);
    save->setObjectName(u"cabling.export"_qs);
    save->setAccessibleName(save->text());
    connect(save, &QPushButton::clicked, this, &CablingPage::exportFindings);
    layout->addWidget(save);
    return row;
}

QWidget* CablingPage::buildContent()
{
    auto* content = new QSplitter(Qt::Horizontal, this);
    content->setObjectName(u"cabling.content"_qs);
    m_findings = makePlainList(u"cabling.findings"_qs, tr("Where the books and the wire differ"),
                               {tr("What"), tr("Where"), tr("What to do")}, {}, content);
    m_empty = m_findings->findChild<EmptyHint*>();
    m_findings->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_findings->setColumnWidth(0, 210);
    m_findings->setColumnWidth(1, 170);
    connect(m_findings, &QTreeWidget::itemSelectionChanged, this, &CablingPage::selectionMoved);
    connect(m_findings, &QTreeWidget::itemActivated, m_context.actions.action(u"cabling.order"_qs),
            &QAction::trigger);
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

/// From the words to the lines without a Tab.
bool CablingPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return Page::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isForList = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp ||
                           key == Qt::Key_PageDown || key == Qt::Key_Return;
    if (!isForList || m_findings->topLevelItemCount() == 0)
        return isForList;
    // The lines that are left begin with one that is selected, not with the one after it.
    if (m_findings->selectedItems().isEmpty())
        m_findings->setCurrentItem(m_findings->topLevelItem(0));
    else
        QApplication::sendEvent(m_findings, event);
    return true;
}

void CablingPage::visit(const QUrl& link)
{
    const QUrlQuery query(link);
    // A link that says nothing of words leads to the list as it was left.
    const QString words = query.hasQueryItem(u"filter"_qs)
                              ? query.queryItemValue(u"filter"_qs, QUrl::FullyDecoded)
                              : m_context.settings.ofTable(u"cabling"_qs, u"filter"_qs).toString();
    {
        const QSignalBlocker quiet(m_search);
        m_search->setText(words);
    }
    setLink(makeLink(u"/cabling"_qs, u"filter"_qs, words));
    fill();
    refresh();
}

std::vector<Page::Crumb> CablingPage::crumbs() const
{
    return {{tr("Cabling"), u"rackhouse:/cabling"_qs}};
}

QStringList CablingPage::titleActions() const
{
    return {u"cabling.order"_qs, u"cabling.confirm"_qs, u"cabling.enter"_qs, u"cable.connect"_qs,
            u"cabling.read"_qs};
}

void CablingPage::refresh(bool onlyMachines)
{
    using View = std::shared_ptr<const CablingView>;
    m_context.records.fetch<View>(
        this,
        [shown = m_view, onlyMachines, now = m_context.clock.now()](Rows& rows) {
            return CablingView::read(rows, shown, onlyMachines, now);
        },
        [this](const View& view) {
            const bool wasEmpty = m_findings->topLevelItemCount() == 0;
            if (std::exchange(m_view, view) != view)
                fill();
            // It opens with a way to look at; later on, only a person selects.
            if (wasEmpty && m_findings->topLevelItemCount() > 0)
                m_findings->setCurrentItem(m_findings->topLevelItem(0));
        });
}

void CablingPage::fill()
{
    if (!m_view)
        return;
    const Cabling::Books& books = m_view->cabling.books();
    const auto links = books.neighbors.size() + books.fabricLinks.size();
    m_stack->setCurrentIndex(books.cables.empty() && links == 0 ? 1 : 0);
    m_summary->setText(tr("%L1 cables in the books, %L2 on the wire, %L3 differences")
                           .arg(books.cables.size())
                           .arg(m_view->cabling.heardCables())
                           .arg(m_view->lines.size()));
    QStringList keys;
    std::vector<std::size_t> rows;
    const QString words = m_search->text().trimmed();
    for (std::size_t row = 0; row < m_view->lines.size(); ++row) {
        const CablingView::Line& line = m_view->lines[row];
        if (!line.sentence.contains(words, Qt::CaseInsensitive) &&
            !line.title.contains(words, Qt::CaseInsensitive))
            continue;
        keys << line.key;
        rows.push_back(row);
    }
    m_empty->setText(emptyText());
    {
        const QSignalBlocker blocker(m_findings);
        updateLines(m_findings->invisibleRootItem(), keys,
                    [&](QTreeWidgetItem* item, int number, bool) {
                        showLine(item, int(rows[std::size_t(number)]));
                    });
    }
    selectionMoved();
}

QString CablingPage::emptyText() const
{
    if (!m_view->lines.empty())
        return tr("No line has these words; lines that they hide: %L1.").arg(m_view->lines.size());
    const auto [confirmed, untold] = m_view->cabling.told();
    if (confirmed + untold == 0)
        return tr("There is nothing to compare: the books have no cable for data.");
    if (confirmed == 0)
        return tr("Nothing tells of the cables for data that the books have: %L1. Let the site ask "
                  "the switches, or inspect the machines.")
            .arg(untold);
    const QString there = tr("Cables that are where the books have them: %L1.").arg(confirmed);
    return untold == 0 ? there
                       : there + u' ' + tr("Cables that nothing tells of: %L1.").arg(untold);
}

void CablingPage::showLine(QTreeWidgetItem* item, int row) const
{
    const CablingView::Line& line = m_view->lines[std::size_t(row)];
    const CablingFinding& finding = m_view->cabling.findings()[std::size_t(row)];
    const Tone tone = m_view->cabling.isStale(finding) ? Tone::Stale : toneOf(finding.kind);
    item->setText(0, line.title);
    item->setIcon(0, toneIcon(tone, m_context.theme.tokens()));
    item->setText(1, line.place);
    item->setText(2, line.sentence);
    item->setToolTip(2, line.sentence);
    item->setData(0, rowRole, row);
}

const CablingFinding& CablingPage::findingOf(const QTreeWidgetItem* item) const
{
    return m_view->cabling.findings()[std::size_t(item->data(0, rowRole).toInt())];
}

void CablingPage::selectionMoved()
{
    if (!m_view)
        return;
    const auto items = m_findings->selectedItems();
    showWay(items.size() == 1 ? &findingOf(items.front()) : nullptr);
    std::vector<QJsonObject> rows;
    for (const QTreeWidgetItem* item : items)
        rows.push_back(m_view->rowOf(findingOf(item)));
    emit summary(rows.empty() ? QString() : tr("%n selected", nullptr, int(rows.size())));
    aim(u"cabling_finding"_qs, std::move(rows));
}

void CablingPage::showWay(const CablingFinding* finding)
{
    m_way->clear();
    if (finding == nullptr)
        return m_sentence->clear();
    const Cabling& cabling = m_view->cabling;
    m_sentence->setText(cabling.order(*finding));
    const Cable* own = cabling.cable(finding->cable);
    const CableTrace way = own == nullptr ? cabling.trace(finding->from) : cabling.wayOf(*own);
    for (const CableTrace::Hop& hop : way.hops) {
        const Cable* cable = cabling.cable(hop.cable);
        new QTreeWidgetItem(m_way, {cabling.placeText(hop.from),
                                    cable == nullptr ? QString() : cable->label,
                                    cabling.placeText(hop.to)});
    }
}

void CablingPage::exportFindings()
{
    exportList(m_context.prompts, *m_findings, *m_strip, tr("Export the work list"),
               u"cabling-work-list.csv"_qs);
}

} // namespace rackhouse
