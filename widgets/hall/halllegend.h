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
    HallLegend(const Theme& theme, QWidget* parent);

    void setMeasure(FloorMeasure measure);
    /// Pixels a millimetre on the plan.
    void setZoom(qreal zoom);
    QSize sizeHint() const override { return {600, 40}; }
    QSize minimumSizeHint() const override { return {0, 40}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int paintScale(QPainter& painter, int x) const;
    int paintLength(QPainter& painter, int x) const;
    int paintMarks(QPainter& painter, int x) const;
    int paintUnknown(QPainter& painter, int x) const;
    int paintWord(QPainter& painter, int x, const QString& word) const;

    const Theme& m_theme;
    FloorMeasure m_measure = FloorMeasure::Occupancy;
    qreal m_zoom = 0.02;
};

} // namespace rackhouse
