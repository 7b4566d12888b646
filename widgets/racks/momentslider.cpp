#include "widgets/racks/momentslider.h"

#include <QPainter>
#include <QSignalBlocker>
#include <QStyle>

#include <cmath>

namespace rackhouse
{

namespace
{
constexpr int kMarkRoom = 10; ///< above the groove
constexpr int kHandle = 16;   ///< the marks lie where the middle of the handle goes
} // namespace

MomentSlider::MomentSlider(const Theme& theme, QWidget* parent)
    : QSlider(Qt::Horizontal, parent), m_theme(theme)
{
    setObjectName(u"floor.moment.slider"_qs);
    setAccessibleName(tr("Moment in the time that the site knows"));
    setTracking(true);
    setSingleStep(60);
    setPageStep(3600);
    setEnabled(false);
}

void MomentSlider::setHistory(const PastFloor::Range& range)
{
    const QSignalBlocker quiet(this);
    m_begin = range.begin;
    setRange(0, int((range.now.ms - range.begin.ms) / 1000));
    m_marks.clear();
    for (const auto& [at, changes] : range.marks)
        m_marks.emplace_back(int((at.ms - m_begin.ms) / 1000), changes);
    setEnabled(maximum() > 0);
    update();
}

void MomentSlider::setMoment(Instant moment)
{
    const QSignalBlocker quiet(this);
    setValue(int((moment.ms - m_begin.ms) / 1000));
}

QSize MomentSlider::sizeHint() const
{
    return QSlider::sizeHint() + QSize(0, kMarkRoom);
}

void MomentSlider::paintEvent(QPaintEvent* event)
{
    QSlider::paintEvent(event);
    QPainter painter(this);
    painter.setPen(m_theme.tokens().secondary);
    const int span = width() - kHandle;
    for (const auto& [second, changes] : m_marks) {
        int x = kHandle / 2 + QStyle::sliderPositionFromValue(0, maximum(), second, span);
        if (isRightToLeft())
            x = width() - x;
        const int tall = qBound(3, int(2 * std::log2(double(changes) + 1)), kMarkRoom);
        painter.drawLine(x, kMarkRoom - tall, x, kMarkRoom - 1);
    }
}

} // namespace rackhouse
