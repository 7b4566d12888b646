// How the floor is read: as it is, following the site, or as it was.
#include "models/items/floormodel.h"
#include "widgets/common/filterrow.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/hall/floorbar.h"
#include "widgets/hall/hallview.h"
#include "widgets/racks/floorbooks.h"
#include "widgets/racks/floorpage.h"
#include "widgets/racks/floorread.h"
#include "widgets/racks/momentbar.h"
#include "widgets/racks/pastfloor.h"
#include "widgets/racks/rackpane.h"
#include "widgets/shell/actionregistry.h"

#include <QElapsedTimer>
#include <QStackedWidget>
#include <QToolButton>

namespace rackhouse
{

namespace
{

// While the site changes all the time, reading its floor takes at most a twentieth of the time.
constexpr qint64 kPauseShare = 20;

} // namespace

/// Another site: halls of the same name are other ones.
void FloorPage::forget()
{
    if (m_plan->isArranging())
        m_plan->setArranging(false);
    m_context.actions.refresh();
    m_strip->setMessage(Tone::Neutral, allSitesText());
    m_strip->setClosable(true);
    m_moment->hide();
    m_hall.clear();
    m_row.clear();
    m_plan->forget();
    m_floor->set(nullptr);
    m_racks->setBooks({}, {});
    if (isVisible())
        refresh();
}

/// Reads now, or once the last read is long enough ago.
void FloorPage::noteChange()
{
    m_changed = m_pause.isActive();
    if (m_changed)
        return;
    m_pause.start();
    refresh();
}

void FloorPage::refresh()
{
    QElapsedTimer asked;
    asked.start();
    records().fetch<Snapshot>(
        this,
        [filter = m_filter, wish = m_wish, now = m_past->context().clock.now()](Rows& rows) {
            Snapshot snapshot{readFloor(rows, filter, now), wish, wish.racks};
            for (const QString& id : wish.machines + QStringList{wish.device}) {
                if (const auto machine = rows.find<Machine>(id))
                    snapshot.racks << machine->rackId.text();
                else if (const auto asset = rows.find<Asset>(id))
                    snapshot.racks << asset->rackId.text();
            }
            return snapshot;
        },
        [this, asked, moment = m_past->moment()](const Snapshot& snapshot) {
            if (moment != m_past->moment())
                return;
            m_pause.setInterval(int(qMax<qint64>(kLeastPauseMs, kPauseShare * asked.elapsed())));
            show(snapshot);
        });
}

Records& FloorPage::records() const
{
    return m_past->records();
}

void FloorPage::addPastAction()
{
    m_context.actions.add({.id = u"floor.past"_qs,
                           .menu = {},
                           .text = tr("As it was…"),
                           .icon = u"view-history"_qs,
                           .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H),
                           .run = [this] { m_moment->begin(); },
                           .whyNot = [this]() -> QString {
                               if (!isShown())
                                   return tr("Open the floor first");
                               return m_context.records.site().isEmpty()
                                          ? tr("Choose a site: each has a past of its own")
                                          : QString();
                           },
                           .help = tr("Choose a past moment and see the floor as it was")});
    m_bar->filter()->addWidget(m_context.actions.button(u"floor.past"_qs, m_bar));
    m_bar->filter()->addWidget(m_context.actions.button(u"page.print"_qs, m_bar));
    connect(m_past, &PastFloor::moved, this, &FloorPage::showPast);
    connect(m_moment, &MomentBar::left, this, &FloorPage::leavePast);
}

/// What a link says of the moment; nothing: the present.
void FloorPage::visitPast(const QString& moment)
{
    const QDateTime time = QDateTime::fromString(moment, Qt::ISODateWithMs);
    if (!time.isValid() || m_context.records.site().isEmpty()) {
        if (m_past->wanted())
            leavePast();
        return;
    }
    const Instant at{time.toMSecsSinceEpoch()};
    if (m_past->wanted() == at)
        return;
    m_moment->begin();
    m_past->open(at);
}

/// Another moment is shown: the same views read it.
void FloorPage::showPast()
{
    lockCommands();
    if (m_plan->isArranging())
        arrange(false);
    m_changed = false;
    m_row.clear();
    m_aimed.clear();
    moveLink();
    refresh();
}

void FloorPage::leavePast()
{
    m_moment->hide();
    m_past->close();
    moveLink();
    m_views->setFocus();
}

/// What is seen of the past is no target.
void FloorPage::lockCommands()
{
    m_context.site.lock(m_past->moment() && isShown()
                            ? tr("You see the floor as it was; go back to now first")
                            : QString());
}

void FloorPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    lockCommands();
}

void FloorPage::hideEvent(QHideEvent* event)
{
    m_context.site.lock({});
    Page::hideEvent(event);
}

} // namespace rackhouse
