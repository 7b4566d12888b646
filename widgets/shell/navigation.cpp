#include "widgets/shell/navigation.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/shell/sitelist.h"

#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

/// A row with icon and name; the current one has a quiet ground and an accent edge.
class EntryDelegate : public QStyledItemDelegate
{
public:
    EntryDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {160, 34};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Tokens& t = m_theme.tokens();
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const bool hover = option.state.testFlag(QStyle::State_MouseOver);
        const QRect row = option.rect.adjusted(space::small, 1, -space::small, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        if (current || hover) {
            painter->setBrush(current ? t.selection : Tokens::blend(t.text, t.sunken, 5));
            painter->drawRoundedRect(row, space::radius, space::radius);
        }
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(t.accent);
            painter->drawRoundedRect(QRectF(row).adjusted(.5, .5, -.5, -.5), space::radius,
                                     space::radius);
        }
        const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
        icon.paint(painter, QRect(row.left() + 10, row.center().y() - 7, 16, 16));
        QFont font = option.font;
        font.setWeight(current ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(t.text);
        painter->drawText(row.adjusted(36, 0, -space::small, 0), Qt::AlignVCenter,
                          index.data(Qt::DisplayRole).toString());
        painter->restore();
    }

private:
    const Theme& m_theme;
};

} // namespace

Navigation::Navigation(Context context, const std::vector<Entry>& entries, QWidget* parent)
    : QWidget(parent), m_context(context), m_sites(new SiteList(context, this)),
      m_list(new QListWidget(this))
{
    setObjectName(u"navigation"_qs);
    setFixedWidth(200);
    m_list->setObjectName(u"navigation.workspaces"_qs);
    m_list->setAccessibleName(tr("Workspaces"));
    m_list->setItemDelegate(new EntryDelegate(m_context.theme, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    for (const Entry& entry : entries) {
        auto* item = new QListWidgetItem(m_context.icons.icon(entry.icon), entry.title, m_list);
        item->setData(Qt::UserRole, entry.name);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::medium, 1, space::medium);
    layout->setSpacing(space::medium);
    auto* sites = new QHBoxLayout;
    sites->setContentsMargins(space::small, 0, space::small, 0);
    sites->addWidget(m_sites);
    layout->addLayout(sites);
    layout->addWidget(m_list, 1);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item != nullptr)
            emit chosen(item->data(Qt::UserRole).toString());
    });
    // A click on another entry made that one the current one, and has been told.
    connect(m_list, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        if (item == m_beforePress)
            emit chosen(item->data(Qt::UserRole).toString());
    });
    m_list->viewport()->installEventFilter(this);
    connect(m_sites, &SiteList::siteChosen, this, &Navigation::siteChosen);
    connect(m_sites, &SiteList::open, this, &Navigation::open);
}

void Navigation::setSites(const std::vector<SiteTreeModel::Paired>& sites)
{
    m_sites->setPaired(sites);
}

void Navigation::setCurrent(const QString& name)
{
    const QSignalBlocker quiet(m_list);
    m_list->setCurrentRow(-1);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == name)
            m_list->setCurrentRow(row);
    }
}

bool Navigation::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress)
        m_beforePress = m_list->currentItem();
    return QWidget::eventFilter(watched, event);
}

void Navigation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_context.theme.tokens();
    painter.fillRect(rect(), t.sunken);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), t.border);
}

} // namespace rackhouse
