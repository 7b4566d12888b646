#include "widgets/shell/commandpalette.h"

#include "models/domain/asset.h"
#include "widgets/common/icons.h"
#include "widgets/common/records.h"
#include "widgets/common/theme.h"
#include "widgets/help/helppage.h"
#include "widgets/help/helptopics.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/page.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int linkRole = Qt::UserRole;
constexpr int actionRole = Qt::UserRole + 1;
constexpr int maxRecords = 8;
constexpr int maxRacks = 3;
constexpr int minHelpLetters = 3; ///< fewer are in every text

QString bare(QString text)
{
    return text.remove(u'&').remove(u'…');
}

/// What a search finds in the replica: a name and the place that shows it.
struct Found {
    QString text;
    QString icon;
    QUrl link;
};

std::vector<Found> findIn(Rows& rows, const QString& text)
{
    std::vector<Found> found;
    const auto onFloor = [](const QString& name, const QString& key, const QString& id) {
        return Found{CommandPalette::tr("%1 on the floor").arg(name), u"rack"_qs,
                     Page::makeLink(u"/floor"_qs, key, id)};
    };
    for (const Rack& rack : rows.listFields<Rack>({u"id"_qs, u"name"_qs})) {
        if (rack.name.contains(text, Qt::CaseInsensitive) && found.size() < maxRacks)
            found.push_back(onFloor(rack.name, u"rack"_qs, rack.id.text()));
    }
    std::vector<Found> places;
    for (const Machine& m :
         rows.listFields<Machine>({u"id"_qs, u"name"_qs, u"serial"_qs, u"hostname"_qs,
                                   u"ip_address"_qs, u"model"_qs, u"rack_id"_qs})) {
        if (found.size() >= maxRecords)
            break;
        for (const QString& word : {m.name, m.serial, m.hostname, m.ipAddress}) {
            if (!word.contains(text, Qt::CaseInsensitive))
                continue;
            found.push_back({word == m.name ? QString(m.name + u"  "_qs + m.model)
                                            : QString(m.name + u"  "_qs + word),
                             u"server"_qs, Page::makeLink(u"/machines/"_qs + m.id.text())});
            if (m.rackId && places.size() < maxRacks)
                places.push_back(onFloor(m.name, u"machine"_qs, m.id.text()));
            break;
        }
    }
    found.insert(found.end(), places.begin(), places.end());
    return found;
}

} // namespace

CommandPalette::CommandPalette(Context context, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_context(context),
      m_input(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(u"palette"_qs);
    setAccessibleName(tr("Search and commands"));
    setWindowTitle(tr("Search and commands"));
    resize(600, 420);
    m_input->setObjectName(u"palette.input"_qs);
    m_input->setAccessibleName(tr("Search"));
    m_input->setPlaceholderText(tr("Machine, serial, rack, page or command"));
    m_list->setObjectName(u"palette.results"_qs);
    m_list->setAccessibleName(tr("Results"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setSpacing(2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    layout->addWidget(m_input);
    layout->addWidget(m_list, 1);
    m_input->installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_input, &QLineEdit::returnPressed, this, [this] { activate(m_list->currentItem()); });
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::activate);
    addAction(m_context.actions.action(u"help.here"_qs));
    search({});
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int step = key == Qt::Key_Down ? 1 : -1;
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::search(const QString& text)
{
    m_list->clear();
    addActions(text.trimmed());
    addHelp(text.trimmed());
    if (!text.trimmed().isEmpty())
        addRecords(text.trimmed());
    m_list->setCurrentRow(0);
}

void CommandPalette::addActions(const QString& text)
{
    for (QAction* action : m_context.actions.actions()) {
        if (action->objectName() == u"view.palette")
            continue;
        const QString menu = bare(m_context.actions.menuOf(action));
        const QString line = menu.isEmpty() ? bare(action->text())
                                            : QString(menu + u" › "_qs + bare(action->text()));
        if (!line.contains(text, Qt::CaseInsensitive))
            continue;
        const QString shown = action->isEnabled() || action->statusTip().isEmpty()
                                  ? line
                                  : QString(line + u"   —   "_qs + action->statusTip());
        auto* item = new QListWidgetItem(action->icon(), shown, m_list);
        item->setData(actionRole, action->objectName());
        item->setToolTip(action->toolTip());
        if (!action->isEnabled())
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
}

/// Topics whose text has the words; those with the words in their title are commands already.
void CommandPalette::addHelp(const QString& text)
{
    if (text.size() < minHelpLetters)
        return;
    for (const HelpTopic& topic : findHelp(text, m_context.actions)) {
        if (topic.title.contains(text, Qt::CaseInsensitive))
            continue;
        auto* item = new QListWidgetItem(m_context.icons.icon(u"help-contents"_qs),
                                         tr("Help on “%1”: %2").arg(text, topic.title), m_list);
        item->setData(linkRole, HelpPage::linkTo(topic.name));
    }
}

void CommandPalette::addRecords(const QString& text)
{
    m_context.records.fetch<std::vector<Found>>(
        this, [text](Rows& rows) { return findIn(rows, text); },
        [this, text](const std::vector<Found>& found) {
            if (m_input->text().trimmed() != text)
                return;
            for (size_t i = 0; i < found.size(); ++i) {
                auto* item =
                    new QListWidgetItem(m_context.icons.icon(found[i].icon), found[i].text);
                item->setData(linkRole, found[i].link);
                m_list->insertItem(int(i), item);
            }
            m_list->setCurrentRow(0);
        });
}

void CommandPalette::activate(const QListWidgetItem* item)
{
    if (item == nullptr || !item->flags().testFlag(Qt::ItemIsEnabled))
        return;
    const QUrl link = item->data(linkRole).toUrl();
    const QString action = item->data(actionRole).toString();
    accept();
    if (!link.isEmpty())
        emit chosen(link);
    else
        m_context.actions.action(action)->trigger();
}

} // namespace rackhouse
