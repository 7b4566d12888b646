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
    if (node.kind == HardwareKind::Switch)
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
        return node.link.isKnown() && !node.isPcieDegraded() ? node.link.text() : node.address;
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
    paintNvLinks();
    for (int node = 0; node < count; ++node)
        paintPlate(node);
}

/// The bar says what the NVLinks lead to: switches of this machine, or something outside of it.
void InsidePaint::paintNvLinks()
{
    const QRectF bar = m_layout.nvLinkBar();
    if (bar.isEmpty())
        return;
    double most = 0;
    int gpus = 0;
    int switched = 0;
    for (const HardwareNode& node : m_tree.nodes()) {
        most = std::max(most, node.nvLinks.gbps);
        gpus += node.nvLinks.isKnown() ? 1 : 0;
        switched += node.nvLinks.switched > 0 ? 1 : 0;
    }
    const int count = static_cast<int>(m_tree.nodes().size());
    for (int node = 0; node < count; ++node)
        paintNvLinksOf(node, most);
    m_painter.setPen(m_tokens.border);
    m_painter.setBrush(colourOf(HardwareKind::NvSwitch, m_tokens));
    m_painter.drawRoundedRect(bar, space::chipRadius, space::chipRadius);
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(m_tokens.text);
    const QString text = switched > 0 ? tr("NVLink of %1 GPUs, through NVSwitches").arg(gpus)
                                      : tr("NVLink of %1 GPUs").arg(gpus);
    m_painter.drawText(bar.adjusted(6, 0, -6, 0), Qt::AlignCenter, text);
}

/// A bundle as wide as its bandwidth beside the best of the machine, dashed where links are
/// missing.
void InsidePaint::paintNvLinksOf(int row, double most)
{
    const HardwareNode& node = m_tree.node(row);
    if (!node.nvLinks.isKnown())
        return;
    const QRectF plate = m_layout.rectOfNode(row);
    const QPointF from(plate.center().x(), plate.bottom());
    const QPointF to(from.x(), m_layout.nvLinkBar().top());
    const bool isShort = node.nvLinks.isShort();
    const double share =
        most > 0 ? node.nvLinks.gbps / most : double(node.nvLinks.up) / node.nvLinks.count;
    QPen bundle(isShort ? m_tokens.warning : m_tokens.accent, 2 + 6 * share);
    bundle.setCapStyle(Qt::FlatCap);
    if (isShort)
        bundle.setDashPattern({0.6, 0.4});
    m_painter.setPen(bundle);
    m_painter.drawLine(from, to);
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(isShort ? m_tokens.warning : m_tokens.secondary);
    const QString count = isShort ? tr("%1 / %2").arg(node.nvLinks.up).arg(node.nvLinks.count)
                                  : QString::number(node.nvLinks.count);
    m_painter.drawText(QRectF(from.x() + 7, from.y(), plate.width() / 2, to.y() - from.y()),
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, count);
}

void InsidePaint::paintColumns()
{
    m_painter.setPen(m_tokens.border);
    m_painter.setBrush(m_tokens.surface);
    for (std::size_t column = 0; column < m_layout.columnCount(); ++column)
        m_painter.drawRoundedRect(m_layout.rectOfColumn(column), space::radius, space::radius);
}

/// Processors reach each other; how fast, no inspection tells. A way that goes there stands out.
void InsidePaint::paintBetweenSockets()
{
    const auto join = [this](const QRectF& left, const QRectF& right, const QPen& pen) {
        m_painter.setPen(pen);
        m_painter.drawLine(QPointF(left.right(), left.center().y()),
                           QPointF(right.left(), right.center().y()));
    };
    QRectF last;
    QRectF lastOnWay;
    for (const int socket : m_tree.sockets()) {
        const QRectF rect = m_layout.rectOfNode(socket);
        const bool isOnWay = m_state.way.contains(socket);
        if (!last.isEmpty() && m_tree.node(socket).numa >= 0)
            join(last, rect, QPen(Tokens::blend(m_tokens.secondary, m_tokens.surface, 70), 1.6));
        if (!lastOnWay.isEmpty() && isOnWay)
            join(lastOnWay, rect, QPen(m_tokens.accent, 2.4));
        last = rect;
        if (isOnWay)
            lastOnWay = rect;
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
    const QColor plain =
        isOnWay ? m_tokens.accent : Tokens::blend(m_tokens.secondary, m_tokens.surface, 45);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(plain, isOnWay ? 2.4 : 1.2));
    QPainterPath trunk(corners.front());
    for (std::size_t i = 1; i + 1 < corners.size(); ++i)
        trunk.lineTo(corners[i]);
    m_painter.drawPath(trunk);
    const QColor strong = Tokens::blend(m_tokens.secondary, m_tokens.surface, 70);
    QPen link(isOnWay                 ? m_tokens.accent
              : node.isPcieDegraded() ? m_tokens.warning
                                      : strong,
              widthOf(node.link));
    link.setCapStyle(Qt::FlatCap);
    if (node.isPcieDegraded())
        link.setDashPattern({1.6, 1.2});
    m_painter.setPen(link);
    const QPointF end = corners.back();
    m_painter.drawLine(corners[corners.size() - 2], end);
    const QString missing = node.link.shortfall();
    const QString said = missing.isEmpty() && node.isDevice() ? node.link.shortText() : missing;
    if (said.isEmpty())
        return;
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(node.isPcieDegraded() ? m_tokens.warning : m_tokens.secondary);
    m_painter.drawText(QRectF(end.x() + 5, end.y() - InsideLayout::gap + 2,
                              InsideLayout::plateWidth - 12, InsideLayout::gap - 2),
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, said);
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
