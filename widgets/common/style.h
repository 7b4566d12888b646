#pragma once

#include <QProxyStyle>

namespace rackhouse
{

class Theme;

/// Fusion with flat panels and the colours of the theme. A push button with the property "look" set
/// to "primary" or "danger" is filled; "plain" has no frame. Labels and tooltips show what they are
/// given letter by letter, names with tags in them too, unless a label asks for rich text itself.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    explicit Style(const Theme& theme);

    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;

private:
    void drawButtonPanel(const QStyleOption* option, QPainter* painter,
                         const QWidget* widget) const;
    void drawRow(const QStyleOption* option, QPainter* painter) const;
    bool drawHeaderSection(const QStyleOption* option, QPainter* painter) const;
    void drawTab(const QStyleOption* option, QPainter* painter) const;
    void drawProgress(const QStyleOption* option, QPainter* painter) const;
    void drawScrollBar(const QStyleOptionComplex* option, QPainter* painter,
                       const QWidget* widget) const;
    void drawMenuButton(const QStyleOptionComplex* option, QPainter* painter,
                        const QWidget* widget) const;
    void drawMenuBarItem(const QStyleOption* option, QPainter* painter) const;
    void drawSpinBox(const QStyleOptionComplex* option, QPainter* painter,
                     const QWidget* widget) const;
    void drawComboBox(const QStyleOptionComplex* option, QPainter* painter,
                      const QWidget* widget) const;

    const Theme& m_theme;
};

} // namespace rackhouse
