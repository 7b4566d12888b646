#include "widgets/inside/insidepaint.h"

#include "widgets/common/status.h"

#include <QCoreApplication>
#include <QPainterPath>

namespace rackhouse
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("InsideView", text);
}

/// Wider for more lanes.
qreal widthOf(const PcieLink& link)
{
    return link.width >= 16 ? 3 : link.width >= 8 ? 2.2 : link.width >= 4 ? 1.6 : 1.2;
}

/// The name that a plate has room for.
QString titleOf(const HardwareNode& node)
{
    if (node.kind == HardwareKind::Switch || node.kind == HardwareKind::NvSwitch)
        return node.model;
    return node.kind == HardwareKind::RootPort ? tr("Root port") : node.name;
}

/// What stands at the right of a wide plate.
QString captionOf(const HardwareNode& node)
{
    switch (node.kind) {
    case HardwareKind::Socket:
        return node.model;
    case HardwareKind::RootPort:
    case HardwareKind::Switch:
        return node.link.isKnown() && !node.isDegraded() ? node.link.text() : node.address;
    default:
        return {};
    }
}

/// The colour by which kinds are told apart besides their lane and name.
QColor colourOf(HardwareKind kind, const Tokens& tokens)
{
    switch (kind) {
    case HardwareKind::Gpu:
    case HardwareKind::NvSwitch:
        return Tokens::blend(tokens.accent, tokens.raised, 16);
    case HardwareKind::Nic:
    case HardwareKind::Drive:
    case HardwareKind::Other:
        return tokens.raised;
    default:
        return tokens.sunken;
    }
}

} // namespace

InsidePaint::InsidePaint(QPainter& painter, const Tokens& tokens, const HardwareTree& tree,
                         const InsideLayout& layout, State state)
    : m_painter(painter), m_tokens(tokens), m_tree(tree), m_layout(layout),
      m_state(std::move(state))
{
}

void InsidePaint::paint()
{
    m_painter.setRenderHint(QPainter::Antialiasing);
    paintColumns();
    const int count = static_cast<int>(m_tree.nodes().size());
    // What is on the way lies above what is not.
    for (int node = 0; node < count; ++node) {
        if (!m_state.way.contains(node))
            paintWire(node);
    }
    for (const int node : std::as_const(m_state.way))
        paintWire(node);
    paintBetweenSockets();
    for (int node = 0; node < count; ++node)
        paintPlate(node);
}

void InsidePaint::paintColumns()
{
    m_painter.setPen(m_tokens.border);
    m_painter.setBrush(m_tokens.surface);
    for (std::size_t column = 0; column < m_layout.columnCount(); ++column)
        m_painter.drawRoundedRect(m_layout.rectOfColumn(column), space::radius, space::radius);
}

/// A way from one NUMA node to another leaves its column.
void InsidePaint::paintBetweenSockets()
{
    QRectF last;
    for (const int socket : m_tree.sockets()) {
        if (!m_state.way.contains(socket))
            continue;
        const QRectF rect = m_layout.rectOfNode(socket);
        if (!last.isEmpty()) {
            m_painter.setPen(QPen(m_tokens.accent, 2.4));
            m_painter.drawLine(QPointF(last.right(), last.center().y()),
                               QPointF(rect.left(), rect.center().y()));
        }
        last = rect;
    }
}

/// The last stretch is the link: as wide as it has lanes, dashed where it lacks some.
void InsidePaint::paintWire(int row)
{
    const auto corners = m_layout.wire(m_tree, row);
    if (corners.size() < 2)
        return;
    const HardwareNode& node = m_tree.node(row);
    const bool isOnWay = m_state.way.contains(row) && m_state.way.contains(node.parent);
    const QColor plain = isOnWay ? m_tokens.accent : m_tokens.border;
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(plain, isOnWay ? 2.4 : 1.2));
    QPainterPath trunk(corners.front());
    for (std::size_t i = 1; i + 1 < corners.size(); ++i)
        trunk.lineTo(corners[i]);
    m_painter.drawPath(trunk);
    const QColor strong = Tokens::blend(m_tokens.secondary, m_tokens.surface, 70);
    QPen link(isOnWay             ? m_tokens.accent
              : node.isDegraded() ? m_tokens.warning
                                  : strong,
              widthOf(node.link));
    link.setCapStyle(Qt::FlatCap);
    if (node.isDegraded())
        link.setDashPattern({1.6, 1.2});
    m_painter.setPen(link);
    const QPointF end = corners.back();
    m_painter.drawLine(corners[corners.size() - 2], end);
    const QString missing = node.link.shortfall();
    if (missing.isEmpty())
        return;
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(node.isDegraded() ? m_tokens.warning : m_tokens.secondary);
    m_painter.drawText(QRectF(end.x() + 5, end.y() - InsideLayout::gap + 2,
                              InsideLayout::plateWidth - 12, InsideLayout::gap - 2),
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, missing);
}

void InsidePaint::paintPlate(int row)
{
    const QRectF rect = m_layout.rectOfNode(row);
    if (!m_state.seen.intersects(rect.adjusted(-2, -2, 2, 2)))
        return;
    const HardwareNode& node = m_tree.node(row);
    m_painter.setPen(m_tokens.border);
    m_painter.setBrush(m_state.selected.contains(row) ? m_tokens.selection
                                                      : colourOf(node.kind, m_tokens));
    m_painter.drawRoundedRect(rect, space::chipRadius, space::chipRadius);
    paintTexts(rect.adjusted(6, 0, -6, 0), row);
    frame(rect, row);
}

/// A degraded link is a warning of its own; otherwise the shape is that of the health.
void InsidePaint::paintTexts(const QRectF& rect, int row)
{
    const HardwareNode& node = m_tree.node(row);
    QRectF text = rect;
    Tone tone = Tone::Neutral;
    if (node.health != Health::Unknown)
        tone = agedStatus(statusOf(node.health), node.observedAt, m_state.now).tone;
    if (node.isDegraded() && node.health != Health::Critical)
        tone = Tone::Warning;
    if (tone != Tone::Neutral) {
        paintTone(&m_painter, QRectF(rect.left() - 3, rect.top(), 16, rect.height()).toRect(), tone,
                  m_tokens);
        text.setLeft(rect.left() + 16);
    }
    QFont font = Theme::captionFont();
    font.setBold(node.kind == HardwareKind::Socket);
    m_painter.setFont(font);
    const QString title = m_painter.fontMetrics().elidedText(titleOf(node), Qt::ElideMiddle,
                                                             static_cast<int>(text.width()));
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, title);
    text.setLeft(text.left() + m_painter.fontMetrics().horizontalAdvance(title) + space::small);
    m_painter.setFont(Theme::captionFont());
    const QString caption = captionOf(node);
    if (m_painter.fontMetrics().horizontalAdvance(caption) > text.width())
        return;
    m_painter.setPen(m_tokens.secondary);
    m_painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, caption);
}

void InsidePaint::frame(const QRectF& rect, int row)
{
    const bool isChosen = m_state.selected.contains(row) || m_state.way.contains(row);
    if (!isChosen && row != m_state.hovered && row != m_state.current)
        return;
    m_painter.setPen(QPen(isChosen ? m_tokens.accent : m_tokens.text, isChosen ? 2 : 1));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(rect, space::chipRadius, space::chipRadius);
    if (row == m_state.current && isChosen) {
        m_painter.setPen(QPen(m_tokens.text, 1, Qt::DotLine));
        m_painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 2, 2);
    }
}

} // namespace rackhouse
