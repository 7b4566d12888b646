#include "widgets/fabric/fabricpaint.h"

#include "models/base/units.h"

#include <QCoreApplication>
#include <QPainterPath>

#include <algorithm>

namespace rackhouse
{
namespace
{

/// All uplinks are drawn while they can be told apart; beyond that, those of the selection.
constexpr std::size_t mostBundles = 1000;
constexpr qreal kFaded = 0.3; ///< opacity of what the filter does not keep

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
    paintUplinks();
    paintSlowLinks(false);
    paintUnits();
    paintSpines();
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
        if (!chosen && bundles.size() > mostBundles)
            continue;
        const QRectF from = m_layout.rectOfNode(low);
        const QRectF to = m_layout.rectOfNode(high);
        if (!isSeen(from.united(to)))
            continue;
        m_painter.setPen(QPen(chosen ? m_tokens.accent : faint, chosen       ? 2
                                                                : cables > 1 ? 1.2
                                                                             : 0.8));
        m_painter.drawLine(QPointF(from.center().x(), from.top()),
                           QPointF(to.center().x(), to.bottom()));
    }
}

void FabricPaint::paintUnits()
{
    const auto& units = m_picture.shape().units();
    for (std::size_t row = 0; row < units.size(); ++row) {
        const QRectF rect = m_layout.rectOfUnit(row);
        if (!isSeen(rect))
            continue;
        // The uplinks end behind the unit.
        m_painter.setPen(m_tokens.border);
        m_painter.setBrush(m_tokens.surface);
        m_painter.drawRoundedRect(rect.adjusted(-8, -4, 8, 4), space::radius, space::radius);
        if (hasText()) {
            QFont font = Theme::captionFont();
            font.setBold(true);
            m_painter.setFont(font);
            m_painter.setPen(m_tokens.text);
            const QString name = units[row].name.isEmpty() ? tr("Unnamed unit") : units[row].name;
            const QRectF head(rect.left(), rect.top(), rect.width(), 22);
            m_painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, name);
            m_painter.setFont(Theme::captionFont());
            m_painter.setPen(m_tokens.secondary);
            m_painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter,
                               tr("%1 hosts").arg(units[row].hosts.size()));
        }
        for (std::size_t rail = 0; rail < units[row].leaves.size(); ++rail) {
            const int leaf = units[row].leaves[rail];
            const QRectF chip = m_layout.rectOfLeaf(row, rail);
            if (leaf >= 0)
                paintChip(chip, leaf, tr("%1 up").arg(m_picture.place(leaf).upLinks));
            else if (const int spot = m_picture.missingAt(int(row), int(rail)); spot >= 0)
                paintMissing(chip, spot);
        }
    }
}

void FabricPaint::paintChip(const QRectF& rect, int node, const QString& figures)
{
    if (!isSeen(rect))
        return;
    const bool wrong = m_picture.findingOf(node) != nullptr;
    m_painter.setOpacity(m_picture.isFaded(node) ? kFaded : 1);
    m_painter.setPen(m_tokens.border);
    m_painter.setBrush(isSelected(node) ? m_tokens.selection : m_tokens.raised);
    m_painter.drawRoundedRect(rect, space::chipRadius, space::chipRadius);
    if (wrong)
        m_painter.fillRect(QRectF(rect.left(), rect.top() + 3, 3, rect.height() - 6),
                           m_tokens.warning);
    frame(rect, node);
    if (hasText())
        paintWords(rect, node, figures, wrong);
    m_painter.setOpacity(1);
}

void FabricPaint::paintWords(const QRectF& rect, int node, const QString& figures, bool wrong)
{
    const QRectF text = rect.adjusted(8, 0, -8, 0);
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(wrong ? m_tokens.warning : m_tokens.secondary);
    m_painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, figures);
    const qreal taken = m_painter.fontMetrics().horizontalAdvance(figures) + 8;
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                       m_painter.fontMetrics().elidedText(m_picture.node(node).name,
                                                          Qt::ElideMiddle,
                                                          static_cast<int>(text.width() - taken)));
}

void FabricPaint::paintMissing(const QRectF& rect, int spot)
{
    m_painter.setPen(QPen(m_tokens.critical, 1, Qt::DashLine));
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
        const QRectF rect = m_layout.rectOfNode(node);
        if (!rect.isEmpty() && isSeen(rect))
            paintAdapter(rect, node);
    }
}

/// Filled: named. Hollow: a default name. Diamond: plugged in where it does not belong.
void FabricPaint::paintAdapter(const QRectF& rect, int node)
{
    const FabricFinding* finding = m_picture.findingOf(node);
    m_painter.setOpacity(m_picture.isFaded(node) ? kFaded : 1);
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
    m_painter.setPen(QPen(selected ? m_tokens.accent : m_tokens.text, selected ? 2 : 1));
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
        m_painter.setPen(QPen(m_tokens.critical, 1.6));
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
        const QLineF line(above.center().x(), above.bottom(), below.center().x(), below.top());
        m_painter.setOpacity(m_picture.isFaded(low) ? kFaded : 1);
        m_painter.setPen(QPen(m_tokens.warning, 1.6, Qt::DashLine));
        m_painter.drawLine(line);
        const double now = isSlow ? link.gigabits() : link.aRate.gigabits();
        const double other = isSlow ? finding.possible : link.bRate.gigabits();
        if (hasText())
            paintRate(line.pointAt(shareSeen(line, low) / 2),
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
