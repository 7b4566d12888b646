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
constexpr int markIndent = markEdge + 4;
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
        for (const Label& label : labels())
            paintLabel(label);
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

std::vector<SitePaint::Label> SitePaint::labels() const
{
    std::vector<Label> placed;
    for (const int hall : m_seen) {
        const QRect area = areaOf(hall).toAlignedRect().intersected(m_state.view);
        if (hall == m_hall || area.width() < leastLabel || area.height() < leastLabel / 2)
            continue;
        Label label = labelText(hall);
        if (findPlace(label, placed))
            placed.push_back(std::move(label));
    }
    return placed;
}

bool SitePaint::isMarked(int hall) const
{
    const Health level = m_scene.hall(hall).summary().level;
    return level == Health::Warning || level == Health::Critical;
}

SitePaint::Label SitePaint::labelText(int hall) const
{
    const HallScene& scene = m_scene.hall(hall);
    Label label;
    label.hall = hall;
    label.name = FloorModel::hallTitle(scene.hall().plan.name);
    label.words = scene.summary().words();
    if (const QString& building = scene.hall().plan.building; !building.isEmpty())
        label.name = tr("%1, building %2").arg(label.name, building);
    if (m_scene.picture().isFiltered())
        label.words = tr("%L1 match, %2").arg(scene.hall().facts.matches).arg(label.words);
    const QRect area = areaOf(hall).toAlignedRect().intersected(m_state.view);
    const int most = qMax(narrowLabel, area.width() - 16);
    label.name = QFontMetrics(boldCaption()).elidedText(label.name, Qt::ElideRight, most);
    label.words = QFontMetrics(Theme::captionFont())
                      .elidedText(label.words, Qt::ElideRight, most - markIndent);
    return label;
}

QSize SitePaint::labelSize(const Label& label) const
{
    const QFontMetrics metrics(Theme::captionFont());
    const int name = QFontMetrics(boldCaption()).horizontalAdvance(label.name);
    const int words =
        metrics.horizontalAdvance(label.words) + (isMarked(label.hall) ? markIndent : 0);
    const int line = metrics.height() + 1;
    return label.isShort ? QSize(name + space::small + words + 12, line + 2)
                         : QSize(qMax(name, words) + 12, 2 * line + 4);
}

/// Over the hall where that is free, else in a corner where no rack is, else beside it; always in
/// sight.
bool SitePaint::findPlace(Label& label, const std::vector<Label>& others) const
{
    const QRect area = areaOf(label.hall).toAlignedRect();
    const QRect view = m_state.view.adjusted(8, 4, -8, -4);
    const QRect inside = area.intersected(view).adjusted(labelGap, labelGap, -labelGap, -labelGap);
    const auto isPlaced = [&](const QPoint& corner, bool isInside) {
        label.place.moveTopLeft(corner);
        label.isInside = isInside;
        return isFree(label, others);
    };
    const auto resize = [&](bool isShort) {
        label.isShort = isShort;
        label.place.setSize(labelSize(label));
        // In sight, also of a hall that begins or ends outside.
        return qBound(view.left(), area.left(),
                      qMax(view.left(), view.right() - label.place.width()));
    };
    for (const bool isShort : {false, true}) {
        const int left = resize(isShort);
        if (isPlaced({left, area.top() - label.place.height() - (isShort ? 1 : labelGap)}, false))
            return true;
    }
    for (const bool isShort : {false, true}) {
        resize(isShort);
        const int right = inside.right() - label.place.width() + 1;
        const int low = inside.bottom() - label.place.height() + 1;
        for (const QPoint& corner : {inside.topLeft(), QPoint(right, inside.top()),
                                     QPoint(right, low), QPoint(inside.left(), low)}) {
            if (isPlaced(corner, true))
                return true;
        }
    }
    const int left = resize(false);
    const int top = qMax(area.top(), view.top());
    return isPlaced({area.right() + 2 * labelGap, top}, false) ||
           isPlaced({area.left() - 2 * labelGap - label.place.width(), top}, false) ||
           isPlaced({left, area.bottom() + labelGap}, false);
}

bool SitePaint::isFree(const Label& label, const std::vector<Label>& others) const
{
    if (!m_state.view.contains(label.place))
        return false;
    const auto covers = [&label](const Label& other) {
        return other.place.intersects(label.place);
    };
    if (std::any_of(others.begin(), others.end(), covers))
        return false;
    for (size_t i = 0; i < m_seen.size(); ++i) {
        const bool isOwn = m_seen[i] == label.hall && label.isInside;
        if (!isOwn && areaOf(m_seen[i]).toAlignedRect().intersects(label.place))
            return false;
        if (m_paints[i].hasRackIn(label.place))
            return false;
    }
    return !label.isInside || areaOf(label.hall).toAlignedRect().contains(label.place);
}

void SitePaint::paintLabel(const Label& label)
{
    if (label.isInside) {
        m_painter.setPen(m_tokens.border);
        m_painter.setBrush(m_tokens.raised);
        m_painter.drawRect(label.place);
    }
    const QFont bold = boldCaption();
    const int line = QFontMetrics(Theme::captionFont()).height() + 1;
    const QRect text = label.place.adjusted(label.isInside ? 6 : 0, label.isShort ? 1 : 2, 0, 0);
    m_painter.setFont(bold);
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(QRect(text.topLeft(), QSize(text.width(), line)), Qt::AlignVCenter,
                       label.name);
    QRect words(text.left(), text.top() + line, text.width(), line);
    if (label.isShort)
        words.moveTo(text.left() + QFontMetrics(bold).horizontalAdvance(label.name) + space::small,
                     text.top());
    if (isMarked(label.hall)) {
        paintMark(&m_painter, QRect(words.left(), words.top(), markEdge, line),
                  markOf(m_scene.hall(label.hall).summary().level), m_tokens);
        words.setLeft(words.left() + markIndent);
    }
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(m_tokens.secondary);
    m_painter.drawText(words, Qt::AlignVCenter, label.words);
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
