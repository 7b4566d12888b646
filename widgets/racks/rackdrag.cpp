#include "widgets/racks/rackdrag.h"

#include "models/base/units.h"
#include "widgets/common/theme.h"
#include "widgets/racks/floorbooks.h"
#include "widgets/racks/rackmodel.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <limits>

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
    case Kind::TooDeep:
        return (problem.name.isEmpty()
                    ? tr("It is %1 mm deep, the rack %2 mm outside.")
                    : tr("With %3 behind it, it takes %1 mm; the rack is %2 mm deep outside."))
            .arg(locale.toString(problem.value, 'f', 0), locale.toString(problem.limit, 'f', 0),
                 problem.name);
    case Kind::TooHeavy:
        return tr("The rack would carry %1 kg of %2 kg.")
            .arg(locale.toString(problem.value, 'f', 0), locale.toString(problem.limit, 'f', 0));
    case Kind::TooMuchPower:
        break;
    }
    return tr("The rack would have %1 of %2 on its name plates.")
        .arg(wattsText(problem.value), wattsText(problem.limit));
}

} // namespace

QString placementText(const std::vector<PlacementProblem>& problems)
{
    QStringList lines;
    for (const PlacementProblem& problem : problems)
        lines << sentence(problem);
    return lines.join(u'\n');
}

RackDrag::RackDrag(std::vector<Device> devices, int grip, RackFace face)
    : m_devices(std::move(devices)), m_grip(grip)
{
    for (const Device& device : m_devices)
        m_group.push_back(device.occupant());
    if (m_group.size() == 1)
        m_group.front().face = face;
}

/// The half unit for the bottom of the one that is held, so that all stay in the rack.
int RackDrag::wanted(int half, const Rack& rack) const
{
    const int held = m_group.front().bottom;
    int least = 0;
    int most = std::numeric_limits<int>::max();
    bool whole = false;
    for (std::size_t i = 0; i < m_group.size(); ++i) {
        const Occupant& member = m_group[i];
        least = std::max(least, held - member.bottom);
        most = std::min(most, 2 * int(rack.heightUnits) - member.halves - (member.bottom - held));
        whole = whole || m_devices[i].needsWholeUnits() || member.halves % 2 == 0;
    }
    int bottom = std::clamp(half - m_grip, least, std::max(least, most));
    // Alone it goes to a whole unit; others are led by whole steps.
    const int from = m_group.size() == 1 ? 0 : held;
    if (whole && (bottom - from) % 2 != 0)
        bottom += bottom > least ? -1 : 1;
    return bottom;
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
    const int shift = wanted(layout.halfAt(m_row, at.y()), rack) - m_group.front().bottom;
    const auto problemsAt = [&](int more) {
        return groupProblems(rack, inRack, shifted(m_group, shift + more));
    };
    const auto isPossible = [](const std::vector<PlacementProblem>& problems) {
        return std::none_of(problems.begin(), problems.end(),
                            [](const PlacementProblem& problem) { return problem.isImpossible(); });
    };
    const bool halves = std::none_of(m_devices.begin(), m_devices.end(), [](const Device& device) {
        return device.needsWholeUnits() || device.occupant().halves % 2 == 0;
    });
    int snap = 0;
    for (int away = 0; away <= kSnapHalves && !m_fits; away += halves ? 1 : 2) {
        for (const int more : {away, -away}) {
            m_fits = m_fits || isPossible(problemsAt(more));
            if (m_fits) {
                snap = more;
                break;
            }
        }
    }
    m_group = shifted(m_group, shift + snap);
    const auto problems = problemsAt(-shift); // the group has moved
    m_warns = !problems.empty();
    m_text = tr("%1 U%2").arg(rack.name, QString::number(m_group.front().position(), 'g', 6));
    if (m_group.size() > 1)
        m_text += u'\n' + tr("%L1 devices together").arg(m_group.size());
    if (m_warns)
        m_text += u'\n' + placementText(problems);
}

std::vector<Device> RackDrag::targets(const RackModel& model) const
{
    std::vector<Device> devices;
    if (!fits())
        return devices;
    const RackId rack = model.rack(model.index(m_row, 0))->id;
    for (std::size_t i = 0; i < m_devices.size(); ++i)
        devices.push_back(m_devices[i].at(rack, m_group[i].position(), m_group[i].face));
    return devices;
}

void RackDrag::paint(QPainter& painter, const RackLayout& layout, const Tokens& t) const
{
    if (m_row < 0)
        return;
    const QColor colour = !m_fits ? t.critical : m_warns ? t.warning : t.accent;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = colour;
    fill.setAlphaF(.16F);
    painter.setPen(QPen(colour, 1.5, m_fits ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(m_fits ? QBrush(fill) : QBrush(fill, Qt::BDiagPattern));
    QRect ghost;
    for (const Occupant& member : m_group) {
        const QRect place = layout.rangeOf(m_row, member.bottom, member.halves);
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 3, 3);
        ghost |= place;
    }
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
