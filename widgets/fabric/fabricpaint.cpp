#include "widgets/fabric/fabricpaint.h"

#include "models/base/units.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainterPath>

#include <algorithm>

namespace rackhouse
{
namespace
{

/// All uplinks are drawn while they can be told apart; beyond that, those of the selection.
constexpr std::size_t mostBundles = 1000;

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricView", text);
}

bool isWrongCable(const FabricFinding* finding)
{
    return finding && (finding->kind == FabricFinding::Kind::WrongRail ||
                       finding->kind == FabricFinding::Kind::WrongUnit);
}

} // namespace

FabricPaint::FabricPaint(QPainter& painter, const Tokens& tokens, const FabricPicture& picture,
                         const FabricLayout& layout, State state)
    : m_painter(painter), m_tokens(tokens), m_picture(picture), m_layout(layout), m_state(state)
{
}

void FabricPaint::paint()
{
    m_painter.setRenderHint(QPainter::Antialiasing);
    if (isFar())
        paintTrunks();
    paintUplinks();
    paintSlowLinks(false);
    paintUnits();
    paintSpines();
    if (isFar())
        paintLegend();
    paintAdapters();
    paintWrongCables();
    paintSlowLinks(true);
}

void FabricPaint::paintUplinks()
{
    const auto& bundles = m_picture.bundles();
    const QColor faint = Tokens::blend(m_tokens.secondary, m_tokens.app, 18);
    for (const auto& [low, high, cables] : bundles) {
        const bool chosen = isSelected(low) || isSelected(high) || low == m_state.hovered ||
                            high == m_state.hovered;
        if (!chosen && (isFar() || bundles.size() > mostBundles))
            continue;
        const QRectF from = m_layout.rectOfNode(low);
        const QRectF to = m_layout.rectOfNode(high);
        if (!isSeen(from.united(to)))
            continue;
        m_painter.setPen(chosen ? line(m_tokens.accent, 2) : QPen(faint, cables > 1 ? 1.2 : 0.8));
        m_painter.drawLine(QPointF(from.center().x(), from.top()),
                           QPointF(to.center().x(), to.bottom()));
    }
}

void FabricPaint::paintUnits()
{
    const auto& units = m_picture.shape().units();
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        const QRectF rect = m_layout.rectOfUnit(unit);
        if (!isSeen(rect))
            continue;
        // The uplinks end behind the unit.
        m_painter.setPen(line(m_tokens.border));
        m_painter.setBrush(m_tokens.surface);
        m_painter.drawRoundedRect(rect.adjusted(-8, -4, 8, 4), space::radius, space::radius);
        if (hasHeadText())
            paintHead(unit);
        for (std::size_t rail = 0; rail < units[unit].leaves.size(); ++rail)
            paintRail(unit, rail);
    }
}

/// Its name, and its hosts: "32 hosts", or only how many where there is no room.
void FabricPaint::paintHead(std::size_t unit)
{
    const FabricShape::Unit& shown = m_picture.shape().units()[unit];
    const QRectF head = m_layout.rectOfHead(unit);
    const QString name = shown.name.isEmpty() ? tr("Unnamed unit") : shown.name;
    const QFont caption = headFont();
    QFont bold = caption;
    bold.setBold(true);
    const QFontMetricsF wide(bold);
    const QFontMetricsF narrow(caption);
    const qreal gap = narrow.horizontalAdvance(u' ') * 2;
    QString hosts = tr("%1 hosts").arg(shown.hosts.size());
    if (wide.horizontalAdvance(name) + gap + narrow.horizontalAdvance(hosts) > head.width())
        hosts = QLocale().toString(shown.hosts.size());
    m_painter.setFont(caption);
    m_painter.setPen(m_tokens.secondary);
    m_painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, hosts);
    m_painter.setFont(bold);
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                       wide.elidedText(name, Qt::ElideMiddle,
                                       head.width() - gap - narrow.horizontalAdvance(hosts)));
}

void FabricPaint::paintRail(std::size_t unit, std::size_t rail)
{
    const int leaf = m_picture.shape().units()[unit].leaves[rail];
    if (leaf >= 0 && isFar())
        paintBand(m_layout.rectOfBand(unit, rail), leaf, rail);
    else if (leaf >= 0)
        paintChip(m_layout.rectOfLeaf(unit, rail), leaf,
                  tr("%1 up").arg(m_picture.place(leaf).upLinks));
    else if (const int spot = m_picture.missingAt(int(unit), int(rail)); spot >= 0)
        paintMissing(m_layout.rectOfLeaf(unit, rail), spot);
}

void FabricPaint::paintChip(const QRectF& rect, int node, const QString& figures)
{
    if (!isSeen(rect))
        return;
    const bool wrong = m_picture.findingOf(node) != nullptr;
    m_painter.setOpacity(m_picture.isFaded(node) ? faded : 1);
    m_painter.setPen(line(m_tokens.border));
    m_painter.setBrush(isSelected(node) ? m_tokens.selection : m_tokens.raised);
    m_painter.drawRoundedRect(rect, space::chipRadius, space::chipRadius);
    if (wrong)
        m_painter.fillRect(QRectF(rect.left(), rect.top() + 3, 3, rect.height() - 6),
                           m_tokens.warning);
    frame(rect, node);
    if (m_picture.place(node).tier == 1 ? hasText() : hasHeadText())
        paintWords(rect, node, figures, wrong);
    m_painter.setOpacity(1);
}

void FabricPaint::paintWords(const QRectF& rect, int node, const QString& figures, bool wrong)
{
    const QFont font = m_picture.place(node).tier == 1 ? Theme::captionFont() : headFont();
    const qreal inside = 8 * font.pointSizeF() / Theme::captionFont().pointSizeF();
    const QRectF text = rect.adjusted(inside, 0, -inside, 0);
    m_painter.setFont(font);
    m_painter.setPen(wrong ? m_tokens.warning : m_tokens.secondary);
    m_painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, figures);
    const qreal taken = m_painter.fontMetrics().horizontalAdvance(figures) + inside;
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                       m_painter.fontMetrics().elidedText(m_picture.node(node).name,
                                                          Qt::ElideMiddle,
                                                          static_cast<int>(text.width() - taken)));
}

void FabricPaint::paintMissing(const QRectF& rect, int spot)
{
    m_painter.setPen(dashed(m_tokens.critical, 1));
    m_painter.setBrush(isSelected(spot) ? QBrush(m_tokens.selection) : Qt::NoBrush);
    m_painter.drawRoundedRect(rect, space::chipRadius, space::chipRadius);
    frame(rect.adjusted(-2, -2, 2, 2), spot);
    if (!hasText())
        return;
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(m_tokens.critical);
    m_painter.drawText(rect, Qt::AlignCenter, tr("Missing leaf"));
}

void FabricPaint::paintSpines()
{
    for (int node = 0; node < static_cast<int>(m_picture.nodes().size()); ++node) {
        if (m_picture.node(node).kind != FabricNodeKind::Switch || m_picture.place(node).tier == 1)
            continue;
        paintChip(m_layout.rectOfNode(node), node, QString::number(m_picture.place(node).links));
    }
}

void FabricPaint::paintAdapters()
{
    for (int node = 0; node < static_cast<int>(m_picture.nodes().size()); ++node) {
        if (m_picture.node(node).kind != FabricNodeKind::Adapter)
            continue;
        QRectF rect = m_layout.rectOfNode(node);
        if (rect.isEmpty() || !isSeen(rect) || (isFar() && isPlainFromAfar(node)))
            continue;
        if (isFar() && m_picture.findingOf(node) != nullptr) { // a shape that can be seen
            const qreal more = std::max(0.0, (7 / m_state.zoom - rect.width()) / 2);
            rect.adjust(-more, -more, more, more);
        }
        paintAdapter(rect, node);
    }
}

/// Filled: named. Hollow: a default name. Diamond: plugged in where it does not belong.
void FabricPaint::paintAdapter(const QRectF& rect, int node)
{
    const FabricFinding* finding = m_picture.findingOf(node);
    m_painter.setOpacity(m_picture.isFaded(node) ? faded : 1);
    const QColor plain = Tokens::blend(m_tokens.accent, m_tokens.surface, 45);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(plain);
    if (isWrongCable(finding)) {
        m_painter.setBrush(m_tokens.critical);
        const QPointF c = rect.center();
        const qreal r = rect.width() / 2 + 1;
        m_painter.drawPolygon(QPolygonF{
            {{c.x(), c.y() - r}, {c.x() + r, c.y()}, {c.x(), c.y() + r}, {c.x() - r, c.y()}}});
    } else if (finding && finding->kind == FabricFinding::Kind::DefaultName) {
        m_painter.setPen(QPen(m_tokens.unknown, 1.2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(rect.adjusted(1, 1, -1, -1));
    } else if (finding) {
        m_painter.setBrush(m_tokens.warning);
        m_painter.drawPolygon(QPolygonF{{{rect.center().x(), rect.top()},
                                         {rect.right(), rect.bottom()},
                                         {rect.left(), rect.bottom()}}});
    } else {
        m_painter.drawRect(rect);
    }
    frame(rect.adjusted(-1, -1, 1, 1), node);
    m_painter.setOpacity(1);
}

void FabricPaint::frame(const QRectF& rect, int spot)
{
    const bool selected = isSelected(spot);
    if (!selected && spot != m_state.hovered && spot != m_state.current)
        return;
    m_painter.setPen(line(selected ? m_tokens.accent : m_tokens.text, selected ? 2 : 1));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(rect, 2, 2);
}

/// From where the adapter belongs to the leaf that it is plugged into.
void FabricPaint::paintWrongCables()
{
    for (const FabricFinding& finding : m_picture.findings()) {
        if (!isWrongCable(&finding))
            continue;
        const QRectF from = m_layout.rectOfNode(finding.node);
        const QRectF to = m_layout.rectOfNode(finding.other);
        if (from.isEmpty() || to.isEmpty())
            continue;
        const QPointF start(from.right(), from.center().y());
        const QPointF end(to.right(), to.center().y());
        QPainterPath path(start);
        const qreal bulge = std::max(start.x(), end.x()) + 24;
        path.cubicTo({bulge, start.y()}, {bulge, end.y()}, end);
        m_painter.setPen(line(m_tokens.critical, 1.6));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(path);
    }
}

/// Dashed, with what it runs at and could. Uplinks end behind the unit, links of hosts are in it.
void FabricPaint::paintSlowLinks(bool ofHosts)
{
    for (const FabricFinding& finding : m_picture.findings()) {
        const bool isSlow = finding.kind == FabricFinding::Kind::SlowLink;
        if (!isSlow && finding.kind != FabricFinding::Kind::Asymmetric)
            continue;
        const auto& link = m_picture.graph().links[static_cast<std::size_t>(finding.link)];
        const bool upwards = m_picture.place(link.a).tier <= m_picture.place(link.b).tier;
        const int low = upwards ? link.a : link.b;
        const int high = upwards ? link.b : link.a;
        const QRectF below = m_layout.rectOfNode(low);
        const QRectF above = m_layout.rectOfNode(high);
        if ((m_picture.place(low).tier == 0) != ofHosts || below.isEmpty() || above.isEmpty() ||
            !isSeen(below.united(above)))
            continue;
        const QLineF way(above.center().x(), above.bottom(), below.center().x(), below.top());
        m_painter.setOpacity(m_picture.isFaded(low) ? faded : 1);
        m_painter.setPen(dashed(m_tokens.warning, 1.6));
        m_painter.drawLine(way);
        const double now = isSlow ? link.gigabits() : link.aRate.gigabits();
        const double other = isSlow ? finding.possible : link.bRate.gigabits();
        if (hasText())
            paintRate(way.pointAt(shareSeen(way, low) / 2),
                      tr("%1 / %2").arg(bitRateText(now * 1000), bitRateText(other * 1000)));
        m_painter.setOpacity(1);
    }
}

/// How much of an uplink, from above, is not behind the unit of its leaf.
qreal FabricPaint::shareSeen(const QLineF& line, int leaf) const
{
    const FabricShape::Place& place = m_picture.place(leaf);
    if (place.tier != 1 || place.unit < 0 || line.dy() <= 0)
        return 1;
    const qreal top = m_layout.rectOfUnit(static_cast<std::size_t>(place.unit)).top();
    return std::clamp<qreal>((top - line.y1()) / line.dy(), 0, 1);
}

void FabricPaint::paintRate(const QPointF& center, const QString& text)
{
    m_painter.setFont(Theme::captionFont());
    QRectF plate = m_painter.fontMetrics().boundingRect(text).adjusted(-4, -1, 4, 1);
    plate.moveCenter(center);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_tokens.app);
    m_painter.drawRoundedRect(plate, space::chipRadius, space::chipRadius);
    m_painter.setPen(m_tokens.warning);
    m_painter.drawText(plate, Qt::AlignCenter, text);
}

} // namespace rackhouse
