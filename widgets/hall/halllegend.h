#pragma once

#include "models/floor/floormeasure.h"
#include "widgets/common/theme.h"

#include <QWidget>

namespace rackhouse
{

/// What the shades, marks and numbers on the plan mean, in numbers and words, and its scale.
class HallLegend : public QWidget
{
    Q_OBJECT

public:
    /// What the shades are of.
    enum class Of { Racks, Devices };

    /// What it explains.
    struct Scale {
        FloorMeasure measure = FloorMeasure::Occupancy;
        Money bestRent = {}; ///< a month of the best GPU of the site
    };

    HallLegend(const Theme& theme, QWidget* parent, Of of = Of::Racks);

    void setMeasure(FloorMeasure measure);
    void setBestRent(const Money& bestRent);
    /// Pixels a millimetre on the plan; an elevation has a scale of its own.
    void setZoom(qreal zoom);
    /// Draws a legend elsewhere, as on paper.
    static void paint(QPainter& painter, const QRect& area, const Scale& scale,
                      const Tokens& tokens, Of of = Of::Racks);
    static int heightOf(FloorMeasure measure);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void tell(); ///< in words

    const Theme& m_theme;
    const Of m_of;
    Scale m_scale;
    qreal m_zoom = 0;
};

} // namespace rackhouse
