#include "widgets/racks/rackdrag.h"

#include "widgets/common/theme.h"
#include "widgets/racks/rackmodel.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kSnapHalves = 4; ///< how far away free units may be that attract a device

QString tr(const char* text)
{
    return QCoreApplication::translate("RackDrag", text);
}

QString sentence(const PlacementProblem& problem)
{
    using Kind = PlacementProblem::Kind;
    const QLocale locale;
    switch (problem.kind) {
    case Kind::OutsideRack:
        return tr("It does not fit into the rack there.");
    case Kind::Taken:
        return tr("%1 stands there.").arg(problem.name);
    case Kind::TooHeavy:
        return tr("The rack would carry %1 kg of %2 kg.")
            .arg(locale.toString(problem.value, 'f', 0), locale.toString(problem.limit, 'f', 0));
    case Kind::TooMuchPower:
        break;
    }
    return tr("The rack would have %1 kW of %2 kW on its name plates.")
        .arg(locale.toString(problem.value / 1000, 'f', 1),
             locale.toString(problem.limit / 1000, 'f', 1));
}

} // namespace

QString placementText(const std::vector<PlacementProblem>& problems)
{
    QStringList lines;
    for (const PlacementProblem& problem : problems)
        lines << sentence(problem);
    return lines.join(u'\n');
}

void RackDrag::moveTo(const QPoint& at, const RackModel& model, const RackLayout& layout)
{
    m_row = layout.rackAt(at);
    m_fits = m_warns = false;
    m_text.clear();
    if (m_row < 0)
        return;
    const Rack& rack = *model.rack(model.index(m_row, 0));
    const std::vector<Occupant> inRack = model.occupants(m_row);
    Occupant wanted = m_device.occupant();
    wanted.face = m_face;
    const int highest = qMax(0, 2 * int(rack.heightUnits) - wanted.halves);
    wanted.bottom = qBound(0, layout.halfAt(m_row, at.y()) - m_grip, highest);
    if (m_device.needsWholeUnits() || wanted.halves % 2 == 0)
        wanted.bottom -= wanted.bottom % 2;
    const int free = nearestFree(rack, inRack, wanted);
    if (free >= 0 && qAbs(free - wanted.bottom) <= kSnapHalves)
        wanted.bottom = free;
    m_bottom = wanted.bottom;
    const auto problems = placementProblems(rack, inRack, wanted);
    m_fits = std::none_of(problems.begin(), problems.end(),
                          [](const PlacementProblem& problem) { return problem.isImpossible(); });
    m_warns = !problems.empty();
    m_text = tr("%1 U%2").arg(rack.name, QString::number(wanted.position(), 'g', 6));
    if (m_warns)
        m_text += u'\n' + placementText(problems);
}

std::optional<Device> RackDrag::target(const RackModel& model) const
{
    if (!fits())
        return std::nullopt;
    return m_device.at(model.rack(model.index(m_row, 0))->id, m_bottom / 2.0 + 1, m_face);
}

void RackDrag::paint(QPainter& painter, const RackLayout& layout, const Tokens& t) const
{
    if (m_row < 0)
        return;
    const QColor colour = !m_fits ? t.critical : m_warns ? t.warning : t.accent;
    const QRect ghost = layout.rangeOf(m_row, m_bottom, m_device.occupant().halves);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = colour;
    fill.setAlphaF(.16F);
    painter.setPen(QPen(colour, 1.5, m_fits ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(m_fits ? QBrush(fill) : QBrush(fill, Qt::BDiagPattern));
    painter.drawRoundedRect(QRectF(ghost).adjusted(1, 1, -1, -1), 3, 3);
    // The words stand on a ground of their own, over or under the ghost.
    painter.setFont(Theme::captionFont());
    const QFontMetrics metrics(Theme::captionFont());
    QRect box = metrics.boundingRect(QRect(0, 0, ghost.width() - 2 * space::small, 400),
                                     Qt::AlignLeft | Qt::TextWordWrap, m_text);
    box.adjust(-space::small, -space::tiny, space::small, space::tiny);
    box.moveTopLeft({ghost.left(), ghost.top() - box.height() - space::tiny});
    if (box.top() < RackLayout::margin)
        box.moveTop(ghost.bottom() + space::tiny);
    painter.setPen(colour);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(box, space::chipRadius, space::chipRadius);
    painter.setPen(t.text);
    painter.drawText(box.adjusted(space::small, space::tiny, -space::small, -space::tiny),
                     Qt::AlignLeft | Qt::TextWordWrap, m_text);
    painter.restore();
}

} // namespace rackhouse
