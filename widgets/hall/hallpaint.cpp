#include "widgets/hall/hallpaint.h"

#include "widgets/hall/tilemark.h"

#include <algorithm>
#include <array>

namespace rackhouse
{

namespace
{

// Widths and heights of a tile in pixels from which on more of it is told.
constexpr int gapFrom = 5;
constexpr int shapeFrom = 12;
constexpr int numberWidth = 26, numberHeight = 14;
constexpr int nameWidth = 46, nameHeight = 34;
constexpr int wordsWidth = 108, wordsHeight = 120;

constexpr int fadedPercent = 14;

/// Tiles that share an edge share it to the pixel.
QRect snapped(const QRectF& rect)
{
    const QPoint end(qRound(rect.right()), qRound(rect.bottom()));
    return {rect.topLeft().toPoint(), end - QPoint(1, 1)};
}

bool hasWords(const QRect& tile)
{
    return tile.width() >= wordsWidth && tile.height() >= wordsHeight;
}

bool hasShape(const QRect& tile)
{
    return tile.width() >= shapeFrom && tile.height() >= shapeFrom;
}

bool isHorizontal(const QRectF& area)
{
    return area.width() >= area.height();
}

} // namespace

HallPaint::HallPaint(QPainter& painter, const Tokens& tokens, const HallScene& scene,
                     const HallCamera& camera, State state)
    : m_painter(painter), m_tokens(tokens), m_scene(scene), m_camera(camera), m_state(state),
      m_tiles(seenTiles())
{
    findCovered();
}

std::vector<HallPaint::Tile> HallPaint::seenTiles() const
{
    std::vector<Tile> tiles;
    const auto& hall = m_scene.hall();
    for (size_t place = 0; place < hall.racks.size(); ++place) {
        QRect rect = snapped(m_camera.toView(hall.layout.places()[place].area));
        if (!rect.intersects(m_state.view))
            continue;
        if (rect.width() >= gapFrom && rect.height() >= gapFrom)
            rect.adjust(0, 0, -1, -1);
        const int rack = hall.racks[place];
        tiles.push_back({rack, place, rect, m_scene.picture().isFaded(rack)});
    }
    return tiles;
}

/// Racks that are entered in one place: the upper one alone is told of in words.
void HallPaint::findCovered()
{
    for (auto tile = m_tiles.begin(); tile != m_tiles.end(); ++tile) {
        const bool mayBe = !m_scene.hall().layout.places()[tile->place].problem.isEmpty() &&
                           qMin(tile->rect.width(), tile->rect.height()) >= shapeFrom;
        tile->covered = mayBe && std::any_of(tile + 1, m_tiles.end(), [tile](const Tile& upper) {
                            return upper.rect.intersects(tile->rect);
                        });
    }
}

bool HallPaint::hasRackIn(const QRect& area) const
{
    return std::any_of(m_tiles.begin(), m_tiles.end(),
                       [&area](const Tile& tile) { return tile.rect.intersects(area); });
}

void HallPaint::paintGround()
{
    paintFloor();
    paintZones();
    paintAisles();
    paintDoors();
}

void HallPaint::paintContents()
{
    paintTiles();
    paintTexts();
    paintMarks();
    paintFrames();
}

QColor HallPaint::tileColour(const MeasureValue& value, FloorMeasure measure, const Tokens& tokens)
{
    if (!value.known)
        return tokens.sunken;
    return isOfStates(measure) ? tokens.raised : heatColour(value.share);
}

QColor HallPaint::textOn(const QColor& ground)
{
    return qGray(ground.rgb()) > 120 ? QColor(16, 20, 26) : QColor(255, 255, 255);
}

QColor HallPaint::ground(const Tile& tile) const
{
    const QColor colour = tileColour(value(tile), m_scene.measure(), m_tokens);
    return tile.faded ? Tokens::blend(colour, m_tokens.surface, fadedPercent) : colour;
}

void HallPaint::paintRacks()
{
    paintTiles();
    paintMarks();
}

void HallPaint::paintTiles()
{
    for (const Tile& tile : m_tiles)
        paintTile(tile);
}

void HallPaint::paintTile(const Tile& tile)
{
    m_painter.fillRect(tile.rect, ground(tile));
    const bool plain = !value(tile).known || isOfStates(m_scene.measure());
    if (plain && tile.rect.width() >= gapFrom) {
        m_painter.setPen(m_tokens.border);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(tile.rect.adjusted(0, 0, -1, -1));
    }
    if (tile.faded)
        return;
    if (isOfStates(m_scene.measure()) && value(tile).known)
        paintHealth(tile);
    paintFront(tile);
    if (tile.covered)
        paintLimits(tile);
}

void HallPaint::stamp(const QRect& rect, TileMark mark)
{
    constexpr int edge = 14;
    const QPoint corner = rect.center() - QPoint(edge / 2 - 1, edge / 2 - 1);
    if (m_state.onPaper)
        return paintMark(&m_painter, QRect(corner, QSize(edge, edge)), mark, m_tokens);
    QPixmap& shape = m_stamps[int(mark)];
    if (shape.isNull()) {
        const qreal ratio = m_painter.device()->devicePixelRatioF();
        shape = QPixmap(QSize(edge, edge) * ratio);
        shape.setDevicePixelRatio(ratio);
        shape.fill(Qt::transparent);
        QPainter painter(&shape);
        paintMark(&painter, QRect(0, 0, edge, edge), mark, m_tokens);
    }
    m_painter.drawPixmap(corner, shape);
}

/// The shape of the worst state, or what stands for it where there is no room.
void HallPaint::paintHealth(const Tile& tile)
{
    const QRect& rect = tile.rect;
    const TileMark mark = markOf(value(tile).level);
    if (!hasShape(rect))
        return paintSmallMark(&m_painter, rect, mark, m_tokens);
    QRect shape = rect;
    if (rect.width() >= numberWidth && rect.height() >= numberHeight)
        shape.setWidth(rect.width() / 2);
    if (rect.width() >= nameWidth && rect.height() >= nameHeight)
        shape.setTop(rect.center().y());
    stamp(shape, mark);
}

/// A line along the front.
void HallPaint::paintFront(const Tile& tile)
{
    QRect edge = tile.rect;
    if (qMin(edge.width(), edge.height()) < shapeFrom)
        return;
    switch (m_scene.hall().layout.places()[tile.place].facing) {
    case PlanSide::Bottom:
        edge.setTop(edge.bottom() - 1);
        break;
    case PlanSide::Top:
        edge.setBottom(edge.top() + 1);
        break;
    case PlanSide::Left:
        edge.setRight(edge.left() + 1);
        break;
    case PlanSide::Right:
        edge.setLeft(edge.right() - 1);
        break;
    }
    m_painter.fillRect(edge, m_tokens.secondary);
}

void HallPaint::paintTexts()
{
    const QFont caption = Theme::captionFont();
    QFont bold = caption;
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(caption);
    const auto each = [&](auto draw) {
        for (const Tile& tile : m_tiles) {
            if (!tile.faded && !tile.covered && tile.rect.width() >= numberWidth &&
                tile.rect.height() >= numberHeight)
                draw(tile, tile.rect.width() >= nameWidth && tile.rect.height() >= nameHeight);
        }
    };
    const bool states = isOfStates(m_scene.measure());
    m_painter.setFont(caption);
    each([&](const Tile& tile, bool named) {
        QRect rect = tile.rect;
        if (named)
            rect.setTop(rect.center().y());
        if (states && value(tile).known)
            rect.setLeft(rect.center().x());
        const QString number = value(tile).number.isEmpty() ? u"–"_qs : value(tile).number;
        if (hasWords(tile.rect) || metrics.horizontalAdvance(number) > rect.width())
            return;
        m_painter.setPen(value(tile).known ? textOn(ground(tile)) : m_tokens.secondary);
        m_painter.drawText(rect, Qt::AlignCenter, number);
    });
    m_painter.setFont(bold);
    const QFontMetrics boldMetrics(bold);
    each([&](const Tile& tile, bool named) {
        if (!named)
            return;
        m_painter.setPen(value(tile).known ? textOn(ground(tile)) : m_tokens.text);
        const QRect rect(tile.rect.left() + 3, tile.rect.top() + 2, tile.rect.width() - 6,
                         qMin(tile.rect.height() / 2, 22));
        m_painter.drawText(rect, Qt::AlignCenter,
                           boldMetrics.elidedText(m_scene.picture().rack(tile.rack).rack.name,
                                                  Qt::ElideMiddle, rect.width()));
    });
    m_painter.setFont(caption);
    each([&](const Tile& tile, bool) { paintWords(tile); });
}

/// The whole sentence, once a tile is large.
void HallPaint::paintWords(const Tile& tile)
{
    if (!hasWords(tile.rect))
        return;
    m_painter.setPen(value(tile).known ? textOn(ground(tile)) : m_tokens.secondary);
    m_painter.drawText(tile.rect.adjusted(8, 30, -8, -8),
                       Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextWordWrap,
                       value(tile).sentence);
}

/// What is beyond a limit, was never done or is stale.
void HallPaint::paintLimits(const Tile& tile)
{
    const MeasureValue& shown = value(tile);
    const auto put = [&](const QRect& corner, TileMark mark) {
        if (!hasShape(tile.rect))
            return paintSmallMark(&m_painter, tile.rect, mark, m_tokens);
        m_painter.fillRect(corner, m_tokens.surface);
        stamp(corner, mark);
    };
    const QRect upper(tile.rect.right() - 12, tile.rect.top() + 1, 12, 12);
    const bool beyond = shown.level == Health::Warning || shown.level == Health::Critical;
    if (shown.never)
        put(upper, TileMark::Never);
    else if (beyond && !isOfStates(m_scene.measure()))
        put(upper, markOf(shown.level));
    if (shown.stale)
        put({upper.left(), tile.rect.bottom() - 12, 12, 12}, TileMark::Stale);
}

/// Also what cannot stand where it stands, and how many machines match.
void HallPaint::paintMarks()
{
    for (const Tile& tile : m_tiles) {
        if (!tile.faded && !tile.covered)
            paintLimits(tile);
        if (!m_scene.hall().layout.places()[tile.place].problem.isEmpty()) {
            m_painter.setPen(QPen(m_tokens.critical, 2, Qt::DashLine));
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRect(tile.rect.adjusted(1, 1, -1, -1));
        }
        if (m_scene.picture().isFiltered() && hasShape(tile.rect) && !tile.faded && !tile.covered)
            paintMatches(tile);
    }
}

void HallPaint::paintWorst()
{
    constexpr size_t most = 40; // more of them are a surface of their own colour
    const Health level = m_scene.summary().level;
    if (level != Health::Critical && level != Health::Warning)
        return;
    std::vector<QPoint> places;
    for (const Tile& tile : m_tiles) {
        if (!tile.faded && !hasShape(tile.rect) && value(tile).level == level)
            places.push_back(tile.rect.center());
    }
    if (places.size() > most)
        return;
    for (const QPoint& place : places)
        stamp(QRect(place, QSize(1, 1)), markOf(level));
}

void HallPaint::paintMatches(const Tile& tile)
{
    const QString count = QString::number(m_scene.picture().rack(tile.rack).facts.matches);
    QFont font = Theme::captionFont();
    font.setPointSizeF(7.5);
    font.setWeight(QFont::DemiBold);
    m_painter.setFont(font);
    const int width = qMax(12, QFontMetrics(font).horizontalAdvance(count) + 6);
    const QRect badge(tile.rect.left() + 1, tile.rect.top() + 1, width, 13);
    m_painter.fillRect(badge, m_tokens.accent);
    m_painter.setPen(m_tokens.onAccent);
    m_painter.drawText(badge, Qt::AlignCenter, count);
}

void HallPaint::paintFrames()
{
    m_painter.setBrush(Qt::NoBrush);
    for (const Tile& tile : m_tiles) {
        const bool selected = m_state.selected.contains(tile.rack);
        if (!selected && tile.rack != m_state.hovered && tile.rack != m_state.current)
            continue;
        m_painter.setPen(QPen(m_tokens.surface, 1));
        m_painter.drawRect(tile.rect.adjusted(-3, -3, 2, 2));
        m_painter.setPen(QPen(selected ? m_tokens.accent : m_tokens.text, 2));
        m_painter.drawRect(tile.rect.adjusted(-1, -1, 1, 1));
    }
}

/// Beside its row; where that begins outside of the view, over or under it. Never on a rack.
void HallPaint::paintRowNames()
{
    QFont font = Theme::captionFont();
    font.setWeight(QFont::DemiBold);
    m_painter.setFont(font);
    m_painter.setPen(m_tokens.secondary);
    const QFontMetrics metrics(font);
    constexpr int most = 72, least = 20;
    const QRect view = m_state.view.adjusted(2, 2, -2, -2);
    const auto isFree = [&](const QRect& place) {
        return view.contains(place) &&
               std::none_of(m_tiles.begin(), m_tiles.end(),
                            [&](const Tile& tile) { return tile.rect.intersects(place); });
    };
    for (const HallLayout::Row& row : m_scene.hall().layout.rows()) {
        const QRect area = m_camera.toView(row.area).toAlignedRect();
        if (row.name.isEmpty() || qMin(area.width(), area.height()) < 10 ||
            !area.intersects(m_state.view))
            continue;
        const bool beside = isHorizontal(row.area);
        const int room = beside ? qMin(most, area.left() - view.left() - 10) : most;
        const QString text =
            metrics.elidedText(row.name, Qt::ElideRight, room < least ? most : room);
        const QSize size(metrics.horizontalAdvance(text) + 8, 18);
        const int x = qMax(area.left(), view.left());
        const int y = qMax(area.top(), view.top());
        const QPoint start =
            beside ? QPoint(area.left() - size.width() - 2, area.center().y() - size.height() / 2)
                   : QPoint(area.center().x() - size.width() / 2, area.top() - size.height() - 2);
        const std::array places{
            start, beside ? QPoint(x, area.top() - size.height() - 1) : QPoint(area.right() + 2, y),
            beside ? QPoint(x, area.bottom() + 2) : QPoint(area.left() - size.width() - 2, y)};
        for (const QPoint& place : places) {
            if (!isFree({place, size}))
                continue;
            m_painter.drawText(QRect(place, size), Qt::AlignCenter, text);
            break;
        }
    }
}

} // namespace rackhouse
