// How halls get their places on the site.
#include "models/items/floormodel.h"
#include "widgets/common/edits.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/sitelink.h"
#include "widgets/hall/hallview.h"
#include "widgets/racks/floorpage.h"
#include "widgets/racks/pastfloor.h"
#include "widgets/shell/actionregistry.h"

namespace rackhouse
{

void FloorPage::addArrangeAction()
{
    m_context.actions.add({.id = u"floor.arrange"_qs,
                           .menu = {},
                           .text = tr("Arrange halls"),
                           .icon = u"floor"_qs,
                           .run = [this] { arrange(!m_plan->isArranging()); },
                           .whyNot = [this]() -> QString {
                               if (!isShown() || m_mode > FloorMode::Plan || !hasSeveralHalls())
                                   return tr("Open the site on the floor first");
                               return m_context.site.whyNot(Role::Operator);
                           },
                           .help = tr("Move the halls to where they are on the site; Esc or the "
                                      "same button ends it"),
                           .isOn =
                               [this] {
                                   return m_plan->isArranging();
                               }});
    connect(m_plan, &HallView::arrangingLeft, this, [this] { arrange(false); });
    connect(m_plan, &HallView::hallPut, this, &FloorPage::putHall);
    connect(m_plan, &HallView::moveTold, this, [this](const QString& text) {
        m_strip->setMessage(Tone::Neutral, text + u' ' + arrangeHelp());
    });
}

/// Whatever else is said while halls move, the way out of it stands there.
QString FloorPage::arrangeHelp()
{
    return tr("Drag a hall, or choose it with Page Up and Page Down, move it with the arrow keys "
              "and put it down with Enter. Esc or Arrange halls ends.");
}

void FloorPage::arrange(bool begin)
{
    m_strip->setMessage(Tone::Neutral, begin ? arrangeHelp() : allSitesText());
    m_strip->setClosable(!begin); // it is there as long as halls move
    m_plan->setArranging(begin);
    m_plan->setFocus();
    m_context.actions.refresh();
}

void FloorPage::putHall(int hall, const QPointF& place)
{
    // The site may have answered a move that is not drawn yet.
    std::vector<Hall> rows{picture()->hall(hall).row};
    m_context.edits->freshen(rows);
    const Hall before = rows.front();
    Hall after = before;
    after.onSite = true;
    after.xMm = qRound64(place.x());
    after.yMm = qRound64(place.y());
    const bool known = bool(before.id);
    if (!known)
        after.id = HallId::create();
    m_context.edits->make({tr("move of %1").arg(after.name),
                           {known ? Edits::change(before, after) : Edits::creation(after)},
                           true},
                          this, [this](const Result<void>& made) {
                              if (made)
                                  return;
                              m_plan->dropMove();
                              m_strip->setMessage(Tone::Critical, refusalText(made.error()),
                                                  made.error().detail);
                          });
}

} // namespace rackhouse
