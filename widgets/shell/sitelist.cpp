#include "widgets/shell/sitelist.h"

#include "models/items/displaytext.h"
#include "widgets/common/icons.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/status.h"
#include "widgets/shell/page.h"

#include <QIdentityProxyModel>
#include <QPainter>
#include <QStyledItemDelegate>

namespace rackhouse
{

namespace
{

constexpr int kRowHeight = 28;
constexpr int kMostRows = 9;

/// Adds to the tree what is known of the connection of each site, as people read it.
class ConnectionModel : public QIdentityProxyModel
{
public:
    enum Role { ToneRole = Qt::UserRole + 200, WordRole };

    ConnectionModel(const Context& context, QObject* parent)
        : QIdentityProxyModel(parent), m_context(context)
    {
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        const QString kind = QIdentityProxyModel::data(index, KindRole).toString();
        const bool tells = role == ToneRole || role == WordRole || role == Qt::ToolTipRole ||
                           role == Qt::AccessibleTextRole;
        if (!tells || kind != u"site")
            return role == Qt::AccessibleTextRole
                       ? QIdentityProxyModel::data(index, Qt::ToolTipRole)
                       : QIdentityProxyModel::data(index, role);
        const QString key = QIdentityProxyModel::data(index, SiteKeyRole).toString();
        SiteLink& link = m_context.site.of(key);
        // Of an unpaired site the way that is found is not its own.
        const bool own = link.state() != SiteLink::State::Several;
        const Status status = statusOf(own ? link.state() : SiteLink::State::NotPaired);
        if (role == ToneRole)
            return int(status.tone);
        if (role == WordRole)
            return status.word;
        const QString text = QIdentityProxyModel::data(index, Qt::ToolTipRole).toString();
        return link.freshAt().isSet()
                   ? SiteList::tr("%1, %2, as of %3")
                         .arg(text, status.word,
                              relativeTime(link.freshAt(), m_context.clock.now()))
                   : SiteList::tr("%1, %2").arg(text, status.word);
    }

private:
    static Status statusOf(SiteLink::State state)
    {
        switch (state) {
        case SiteLink::State::Online:
            return {Tone::Ok, SiteList::tr("connected")};
        case SiteLink::State::Connecting:
            return {Tone::Running, SiteList::tr("connecting")};
        case SiteLink::State::Offline:
            return {Tone::Stale, SiteList::tr("offline")};
        case SiteLink::State::NotPaired:
        case SiteLink::State::Several:
            break;
        }
        return {Tone::Unknown, SiteList::tr("not paired")};
    }

    Context m_context;
};

class SiteDelegate : public QStyledItemDelegate
{
public:
    SiteDelegate(const Theme& theme, const QIcon& all, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_all(all)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {100, kRowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Tokens& t = m_theme.tokens();
        const QRect row = option.rect;
        QRect rest = row.adjusted(space::tiny, 0, -space::small, 0);
        painter->save();
        const QString kind = index.data(KindRole).toString();
        if (kind == u"site" || kind == u"all") {
            const QRect shape(rest.left(), rest.top(), 16, rest.height());
            if (kind == u"all")
                m_all.paint(painter, QRect(shape.left(), shape.center().y() - 7, 16, 16));
            else
                paintTone(painter, shape, Tone(index.data(ConnectionModel::ToneRole).toInt()), t);
            rest.setLeft(shape.right() + space::small);
        }
        const QString count = QLocale().toString(index.data(CountRole).toLongLong());
        painter->setPen(t.secondary);
        painter->setFont(Theme::captionFont());
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, count);
        rest.setRight(rest.right() - painter->fontMetrics().horizontalAdvance(count) -
                      space::small);
        // A site that is connected needs no word.
        const QString word = index.data(ConnectionModel::WordRole).toString();
        if (kind == u"site" && Tone(index.data(ConnectionModel::ToneRole).toInt()) != Tone::Ok) {
            painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, word);
            rest.setRight(rest.right() - painter->fontMetrics().horizontalAdvance(word) -
                          space::tiny);
        }
        QFont font = option.font;
        font.setWeight(option.state.testFlag(QStyle::State_Selected) ? QFont::DemiBold
                                                                     : QFont::Normal);
        painter->setFont(font);
        painter->setPen(t.text);
        painter->drawText(
            rest, Qt::AlignVCenter,
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rest.width()));
        painter->restore();
    }

private:
    const Theme& m_theme;
    QIcon m_all;
};

} // namespace

SiteList::SiteList(Context context, QWidget* parent)
    : QTreeView(parent), m_context(context),
      m_tree(new SiteTreeModel(context.records.replica(), this))
{
    setObjectName(u"navigation.sites"_qs);
    setAccessibleName(tr("Sites"));
    auto* model = new ConnectionModel(m_context, this);
    model->setSourceModel(m_tree);
    setModel(model);
    setItemDelegate(new SiteDelegate(m_context.theme, m_context.icons.icon(u"site"_qs), this));
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(space::medium);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setExpandsOnDoubleClick(false);
    viewport()->setAutoFillBackground(false);
    connect(this, &QTreeView::clicked, this, &SiteList::choose);
    connect(this, &QTreeView::activated, this, &SiteList::choose);
    connect(this, &QTreeView::expanded, this, &SiteList::fitHeight);
    connect(this, &QTreeView::collapsed, this, &SiteList::fitHeight);
    connect(m_tree, &SiteTreeModel::loaded, this, [this] {
        fitHeight();
        markShown();
    });
    connect(&m_context.records, &Records::siteChanged, this, &SiteList::markShown);
    connect(&m_context.site, &SiteLink::changed, viewport(), qOverload<>(&QWidget::update));
    fitHeight();
    markShown();
}

void SiteList::setPaired(const std::vector<SiteTreeModel::Paired>& sites)
{
    m_tree->setPaired(sites);
    if (const auto loaded = m_tree->load(); !loaded)
        setToolTip(problemText(loaded.error()));
}

void SiteList::choose(const QModelIndex& index)
{
    emit siteChosen(index.data(SiteKeyRole).toString());
    if (index.data(KindRole).toString() == u"rack")
        emit open(Page::makeLink(u"/floor"_qs, u"rack"_qs, index.data(IdRole).toString()));
}

/// What is shown stays marked where the keyboard only looks around.
void SiteList::markShown()
{
    const QString shown = m_context.records.site();
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex site = model()->index(row, 0);
        if (site.data(SiteKeyRole).toString() != shown)
            continue;
        const QModelIndex now = currentIndex();
        if (!now.isValid() || now.data(SiteKeyRole).toString() != shown)
            setCurrentIndex(site);
        return;
    }
}

void SiteList::fitHeight()
{
    int rows = 0;
    for (QModelIndex index = model()->index(0, 0); index.isValid() && rows < kMostRows;
         index = indexBelow(index))
        ++rows;
    setFixedHeight(rows * kRowHeight);
}

void SiteList::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                       const QModelIndex& index) const
{
    const Tokens& t = m_context.theme.tokens();
    const QRect row = option.rect.adjusted(0, 1, 0, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool current = selectionModel()->isSelected(index);
    if (current || row.contains(viewport()->mapFromGlobal(QCursor::pos()))) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(current ? t.selection : Tokens::blend(t.text, t.sunken, 5));
        painter->drawRoundedRect(row, space::radius, space::radius);
    }
    if (current && hasFocus()) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(t.accent);
        painter->drawRoundedRect(QRectF(row).adjusted(.5, .5, -.5, -.5), space::radius,
                                 space::radius);
    }
    painter->restore();
    QStyleOptionViewItem plain = option;
    if (current)
        plain.state |= QStyle::State_Selected;
    drawBranches(painter, QRect(row.left(), row.top(), visualRect(index).left(), row.height()),
                 index);
    plain.rect = visualRect(index);
    itemDelegate()->paint(painter, plain, index);
}

} // namespace rackhouse
