#pragma once

#include "widgets/overview/trenddata.h"

#include <QChartView>

namespace rackhouse
{

class Theme;

/// The drawing of a TrendData, with a line through the moment that the mouse or the keyboard is at.
class TrendView : public QChartView
{
    Q_OBJECT

public:
    TrendView(const Theme& theme, QWidget* parent);

    void setData(const TrendData& trend);
    /// The moment under the line; not set: there is no line.
    Instant moment() const;
    /// The chart of it as the theme has it now; the caller takes it.
    QChart* makeChart() const;

    /// The whole of it comes into sight where a page scrolls to what has the focus.
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override
    {
        return query == Qt::ImCursorRectangle ? rect() : QChartView::inputMethodQuery(query);
    }

signals:
    void momentChanged();
    /// A click, or Enter.
    void activated();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void go(int to);
    void addLine(QChart* chart, const TrendLine& line, int number) const;
    void addAxes(QChart* chart) const;

    const Theme& m_theme;
    TrendData m_data;
    std::vector<Instant> m_times;
    int m_at = -1; ///< in m_times
};

} // namespace rackhouse
