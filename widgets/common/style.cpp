#include "widgets/common/style.h"

#include "widgets/common/stylepaint.h"
#include "widgets/common/theme.h"

#include <QLabel>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

namespace rackhouse
{

Style::Style(const Theme& theme) : QProxyStyle(QStyleFactory::create(u"Fusion"_qs)), m_theme(theme)
{
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    // Qt guesses at tags in a text otherwise. A tooltip is a label too.
    auto* label = qobject_cast<QLabel*>(widget);
    if (label != nullptr && label->textFormat() == Qt::AutoText)
        label->setTextFormat(Qt::PlainText);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
        return 16;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return space::small;
    case PM_HeaderMargin:
        return 6;
    case PM_FocusFrameHMargin:
        return 5; // cells begin where their headers do
    case PM_SplitterWidth:
    case PM_MenuPanelWidth:
        return 1;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
        return 14;
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returned) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ScrollBar_Transient:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton)
        result = QSize(result.width() + (lookOf(widget) == u"plain" ? 0 : space::large),
                       qMax(result.height(), 32));
    else if (type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox)
        result.setHeight(qMax(result.height(), 32));
    else if (type == CT_ToolButton)
        result =
            QSize(result.width() + (hasMenu(option) ? kChevron : 0), qMax(result.height(), 30));
    else if (type == CT_ItemViewItem)
        result.setHeight(qMax(result.height(), 24));
    else if (type == CT_MenuBarItem)
        result += QSize(space::small, space::small);
    else if (type == CT_MenuItem) {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item != nullptr && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(qMax(result.height(), 28));
    }
    return result;
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option,
                            const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(6, 0, -6, 0) : rect;
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    const Tokens& t = m_theme.tokens();
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool focused = option->state.testFlag(State_HasFocus);
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame != nullptr && frame->lineWidth == 0) {
            return;
        }
        roundedBox(painter, option->rect, enabled ? t.surface : t.app,
                   focused ? t.accent : t.border);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_PanelButtonCommand:
        drawButtonPanel(option, painter, widget);
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_PanelButtonTool:
        if (option->state & (State_MouseOver | State_Sunken | State_On) && enabled)
            roundedBox(painter, option->rect, Tokens::blend(t.text, t.app, 8), {});
        return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        drawRow(option, painter);
        return;
    case PE_FrameFocusRect:
        roundedBox(painter, option->rect, {}, t.accent, space::chipRadius);
        return;
    case PE_Frame:
    case PE_FrameMenu:
    case PE_FrameGroupBox:
    case PE_FrameTabWidget:
        if (element != PE_FrameTabWidget) {
            painter->setPen(t.border);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        }
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, t.raised);
        painter->setPen(t.border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, t.surface);
        return;
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawButtonPanel(const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const
{
    const Tokens& t = m_theme.tokens();
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool hover = enabled && option->state.testFlag(State_MouseOver);
    const bool down = option->state & (State_Sunken | State_On);
    const QString look = lookOf(widget);
    if (isFilled(widget) && enabled) {
        const QColor ground = look == u"danger" ? t.critical : t.accent;
        roundedBox(painter, option->rect,
                   hover || down ? Tokens::blend(ground, t.text, 86) : ground, {});
    } else if (look == u"plain") {
        if (hover || down)
            roundedBox(painter, option->rect, Tokens::blend(t.text, t.app, 7), {});
    } else {
        const QColor ground = enabled ? t.surface : t.app;
        roundedBox(painter, option->rect,
                   hover || down ? Tokens::blend(t.text, ground, down ? 10 : 5) : ground, t.border);
    }
    if (option->state.testFlag(State_HasFocus) && option->state.testFlag(State_KeyboardFocusChange))
        roundedBox(painter, option->rect.adjusted(2, 2, -2, -2), {},
                   isFilled(widget) ? t.onAccent : t.accent, space::chipRadius);
}

void Style::drawRow(const QStyleOption* option, QPainter* painter) const
{
    const Tokens& t = m_theme.tokens();
    if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
        if (item->backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(option->rect, item->backgroundBrush);
    }
    if (option->state.testFlag(State_Selected))
        painter->fillRect(option->rect, t.selection);
    else if (option->state.testFlag(State_MouseOver) && option->state.testFlag(State_Enabled))
        painter->fillRect(option->rect, Tokens::blend(t.text, t.surface, 4));
}

bool Style::drawHeaderSection(const QStyleOption* option, QPainter* painter) const
{
    const Tokens& t = m_theme.tokens();
    painter->fillRect(option->rect, t.surface);
    painter->setPen(t.border);
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
    return true;
}

void Style::drawTab(const QStyleOption* option, QPainter* painter) const
{
    const Tokens& t = m_theme.tokens();
    painter->setPen(t.border);
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
    if (option->state.testFlag(State_Selected))
        painter->fillRect(QRect(option->rect.left() + space::small, option->rect.bottom() - 1,
                                option->rect.width() - 2 * space::small, 2),
                          t.accent);
    else if (option->state.testFlag(State_MouseOver))
        painter->fillRect(option->rect.adjusted(0, 0, 0, -1), Tokens::blend(t.text, t.app, 5));
}

void Style::drawProgress(const QStyleOption* option, QPainter* painter) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
    if (bar == nullptr)
        return;
    const Tokens& t = m_theme.tokens();
    const int height = qMin(6, bar->rect.height());
    QRect groove(bar->rect.left(), bar->rect.center().y() - height / 2 + 1, bar->rect.width(),
                 height);
    roundedBox(painter, groove, Tokens::blend(t.text, t.surface, 12), {}, 3);
    const double span = qMax(1, bar->maximum - bar->minimum);
    const int width = int(groove.width() * (bar->progress - bar->minimum) / span);
    if (width > 0)
        roundedBox(painter, QRect(groove.left(), groove.top(), qMax(width, height), height),
                   t.running, {}, 3);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    const Tokens& t = m_theme.tokens();
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        drawHeaderSection(option, painter);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader secondary = *header;
            secondary.palette.setColor(QPalette::ButtonText, t.secondary);
            secondary.state &= ~State_On;
            QProxyStyle::drawControl(element, &secondary, painter, widget);
        }
        return;
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_ProgressBar:
        drawProgress(option, painter);
        return;
    case CE_MenuBarItem:
        drawMenuBarItem(option, painter);
        return;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button != nullptr && lookOf(widget) == u"plain" && button->icon.isNull()) {
            painter->setPen(button->state.testFlag(State_Enabled) ? t.text : t.secondary);
            painter->drawText(button->rect.adjusted(1, 0, 0, 0),
                              Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic,
                              button->text);
            return;
        }
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button != nullptr && isFilled(widget) && button->state.testFlag(State_Enabled)) {
            QStyleOptionButton filled = *button;
            filled.palette.setColor(QPalette::ButtonText, t.onAccent);
            QProxyStyle::drawControl(element, &filled, painter, widget);
            return;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, t.border);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, t.app);
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                               QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar)
        drawScrollBar(option, painter, widget);
    else if (control == CC_ComboBox)
        drawComboBox(option, painter, widget);
    else if (control == CC_SpinBox)
        drawSpinBox(option, painter, widget);
    else if (control == CC_ToolButton && hasMenu(option))
        drawMenuButton(option, painter, widget);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawScrollBar(const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const
{
    const Tokens& t = m_theme.tokens();
    painter->fillRect(option->rect, t.surface);
    QRect handle = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool vertical = option->rect.height() > option->rect.width();
    handle = vertical ? handle.adjusted(3, 2, -3, -2) : handle.adjusted(2, 3, -2, -3);
    const bool hover = option->state.testFlag(State_MouseOver);
    roundedBox(painter, handle, Tokens::blend(t.secondary, t.surface, hover ? 60 : 38), {}, 3);
}

void Style::drawComboBox(const QStyleOptionComplex* option, QPainter* painter,
                         const QWidget* widget) const
{
    const Tokens& t = m_theme.tokens();
    const bool focused = option->state.testFlag(State_HasFocus);
    const bool hover = option->state.testFlag(State_MouseOver);
    roundedBox(painter, option->rect, hover ? Tokens::blend(t.text, t.surface, 4) : t.surface,
               focused ? t.accent : t.border);
    const QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    paintChevron(painter, QRectF(arrow).center(), t.secondary);
}

void Style::drawSpinBox(const QStyleOptionComplex* option, QPainter* painter,
                        const QWidget* widget) const
{
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (spin == nullptr)
        return;
    const Tokens& t = m_theme.tokens();
    const bool focused = option->state.testFlag(State_HasFocus);
    roundedBox(painter, option->rect, t.surface, focused ? t.accent : t.border);
    for (const bool up : {true, false}) {
        const QRectF button =
            subControlRect(CC_SpinBox, option, up ? SC_SpinBoxUp : SC_SpinBoxDown, widget);
        const bool can = spin->stepEnabled.testFlag(up ? QAbstractSpinBox::StepUpEnabled
                                                       : QAbstractSpinBox::StepDownEnabled);
        painter->save();
        painter->translate(button.center());
        painter->rotate(up ? 180 : 0);
        paintChevron(painter, {0, 0}, can ? t.secondary : t.border);
        painter->restore();
    }
}

void Style::drawMenuButton(const QStyleOptionComplex* option, QPainter* painter,
                           const QWidget* widget) const
{
    QStyleOptionToolButton button = *qstyleoption_cast<const QStyleOptionToolButton*>(option);
    button.features &= ~QStyleOptionToolButton::HasMenu;
    drawPrimitive(PE_PanelButtonTool, &button, painter, widget);
    button.rect.setRight(button.rect.right() - kChevron);
    drawControl(CE_ToolButtonLabel, &button, painter, widget);
    paintChevron(painter, QPointF(option->rect.right() - kChevron, option->rect.center().y()),
                 m_theme.tokens().secondary);
}

void Style::drawMenuBarItem(const QStyleOption* option, QPainter* painter) const
{
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (item == nullptr)
        return;
    const Tokens& t = m_theme.tokens();
    painter->fillRect(item->rect, t.app);
    if (item->state & (State_Selected | State_Sunken))
        roundedBox(painter, item->rect.adjusted(2, 2, -2, -2), Tokens::blend(t.text, t.app, 8), {},
                   space::chipRadius);
    painter->setPen(item->state.testFlag(State_Enabled) ? t.text : t.secondary);
    painter->drawText(item->rect, Qt::AlignCenter | Qt::TextHideMnemonic, item->text);
}

} // namespace rackhouse
