#include "widgets/hall/sitepaint.h"

#include "models/items/floormodel.h"

#include <QCoreApplication>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int labelGap = 4;
constexpr int leastLabel = 24; ///< pixels of a hall that is named
constexpr int narrowLabel = 110;
constexpr int markEdge = 14;
constexpr qreal namesFrom = 0.012; ///< pixels a millimetre at which rows of all halls are named

QString tr(const char* text)
{
    return QCoreApplication::translate("HallView", text);
}

QFont boldCaption()
{
    QFont font = Theme::captionFont();
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

SitePaint::SitePaint(QPainter& painter, const Tokens& tokens, const SiteScene& scene,
                     const HallCamera& camera, HallPaint::State state, int hall, HallMove move)
    : m_painter(painter), m_tokens(tokens), m_scene(scene), m_camera(camera),
      m_state(std::move(state)), m_hall(hall), m_move(move)
{
    for (int number = 0; number < int(scene.halls().size()); ++number) {
        const HallScene& one = scene.hall(number);
        const QPointF by = number == m_move.hall ? m_move.by : QPointF();
        // A hall on paper is alone.
        if (m_state.onPaper && hall >= 0 && number != hall)
            continue;
        if (!camera.toView(one.bounds().translated(by)).intersects(m_state.view))
            continue;
        m_seen.push_back(number);
        m_paints.emplace_back(painter, tokens, one, camera.at(one.place().origin + by), m_state);
    }
}

QRectF SitePaint::areaOf(int hall) const
{
    const QPointF by = hall == m_move.hall ? m_move.by : QPointF();
    return m_camera.toView(m_scene.hall(hall).place().area.translated(by));
}

void SitePaint::paint()
{
    m_painter.fillRect(m_state.view, m_tokens.app);
    paintStoreys();
    // Of halls that lie over each other all racks are seen.
    for (HallPaint& hall : m_paints)
        hall.paintGround();
    for (HallPaint& hall : m_paints)
        hall.paintContents();
    for (HallPaint& hall : m_paints) {
        if (m_hall >= 0 || m_camera.zoom >= namesFrom)
            hall.paintRowNames();
        if (m_hall < 0)
            hall.paintWorst();
    }
    if (m_scene.halls().size() > 1) {
        for (const int hall : m_seen)
            paintProblem(hall);
        for (const int hall : m_seen)
            paintLabel(hall);
    }
    paintMove();
    for (size_t i = 0; i < m_seen.size(); ++i) {
        if (m_seen[i] == m_hall)
            m_paints[i].paintCompass();
    }
}

void SitePaint::paintRacks()
{
    m_painter.setBrush(m_tokens.surface);
    for (const int hall : m_seen) {
        m_painter.setPen(m_tokens.border);
        m_painter.drawRect(areaOf(hall).toAlignedRect().adjusted(0, 0, -1, -1));
    }
    for (HallPaint& hall : m_paints)
        hall.paintRacks();
}

/// Above their halls, where there are several.
void SitePaint::paintStoreys()
{
    const auto& storeys = m_scene.picture().site().storeys();
    if (storeys.size() < 2 || (m_state.onPaper && m_hall >= 0))
        return;
    constexpr int height = 22, labels = 40;
    m_painter.setFont(Theme::sectionFont());
    m_painter.setPen(m_tokens.secondary);
    const QFontMetrics metrics(Theme::sectionFont());
    for (const SiteLayout::Storey& storey : storeys) {
        const QRect area = m_camera.toView(storey.area).toAlignedRect();
        const QRect line(area.left(), area.top() - labels - height, area.width(), height);
        const QString text =
            storey.name.isEmpty() ? tr("No storey") : tr("Storey %1").arg(storey.name);
        m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                           metrics.elidedText(text, Qt::ElideRight, qMax(60, line.width())));
    }
}

/// Over the hall where that is free, else inside its walls; always in sight.
QRect SitePaint::labelPlace(int hall, const QSize& size, bool& isInside) const
{
    const QRect area = areaOf(hall).toAlignedRect();
    const QRect view = m_state.view.adjusted(8, 4, -8, -4);
    QRect place(QPoint(qMax(area.left(), view.left()), area.top() - size.height() - labelGap),
                size);
    const bool free = std::none_of(m_seen.begin(), m_seen.end(), [&](int other) {
        return other != hall && areaOf(other).intersects(place);
    });
    isInside = !free || place.top() < view.top();
    if (isInside)
        place.moveTop(qMax(area.top(), view.top()) + labelGap);
    return place;
}

void SitePaint::paintLabel(int hall)
{
    const QRect area = areaOf(hall).toAlignedRect().intersected(m_state.view);
    if (hall == m_hall || area.width() < leastLabel || area.height() < leastLabel / 2)
        return;
    const HallScene& scene = m_scene.hall(hall);
    const HallSummary& summary = scene.summary();
    QString title = FloorModel::hallTitle(scene.hall().plan.name);
    if (const QString& building = scene.hall().plan.building; !building.isEmpty())
        title = tr("%1, building %2").arg(title, building);
    QString words = summary.words();
    if (m_scene.picture().isFiltered())
        words = tr("%L1 match, %2").arg(scene.hall().facts.matches).arg(words);
    const bool marked = summary.level == Health::Warning || summary.level == Health::Critical;
    const int indent = marked ? markEdge + 4 : 0;
    const QFont bold = boldCaption();
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics metrics(Theme::captionFont());
    const int most = qMax(narrowLabel, area.width() - 16);
    const QString name = boldMetrics.elidedText(title, Qt::ElideRight, most);
    words = metrics.elidedText(words, Qt::ElideRight, most - indent);
    const int line = metrics.height() + 1;
    const QSize size(
        qMax(boldMetrics.horizontalAdvance(name), metrics.horizontalAdvance(words) + indent) + 12,
        2 * line + 4);
    bool isInside = false;
    const QRect place = labelPlace(hall, size, isInside);
    if (isInside) {
        m_painter.setPen(m_tokens.border);
        m_painter.setBrush(m_tokens.raised);
        m_painter.drawRect(place);
    }
    const QRect text = place.adjusted(isInside ? 6 : 0, 2, -6, -2);
    m_painter.setFont(bold);
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(QRect(text.topLeft(), QSize(text.width() + 6, line)), Qt::AlignVCenter,
                       name);
    const QRect second(text.left(), text.top() + line, text.width() + 6, line);
    if (marked)
        paintMark(&m_painter, QRect(second.left(), second.top(), markEdge, line),
                  markOf(summary.level), m_tokens);
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(m_tokens.secondary);
    m_painter.drawText(second.adjusted(indent, 0, 0, 0), Qt::AlignVCenter, words);
}

/// Where it cannot stand: in the room of another one.
void SitePaint::paintProblem(int hall)
{
    if (m_scene.hall(hall).place().problem.isEmpty() || hall == m_move.hall)
        return;
    m_painter.setPen(QPen(m_tokens.critical, 2, Qt::DashLine));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(areaOf(hall).toAlignedRect());
}

/// The hall that a person moves.
void SitePaint::paintMove()
{
    if (m_move.hall < 0)
        return;
    const SiteLayout& site = m_scene.picture().site();
    const QPointF origin = m_scene.hall(m_move.hall).place().origin + m_move.by;
    const bool collides = !site.inTheWayOf(m_move.hall, origin).empty();
    m_painter.setPen(collides ? QPen(m_tokens.critical, 3, Qt::DashLine)
                              : QPen(m_tokens.accent, 3));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(areaOf(m_move.hall).toAlignedRect().adjusted(-3, -3, 3, 3));
}

} // namespace rackhouse
