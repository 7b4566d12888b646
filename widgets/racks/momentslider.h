#pragma once

#include "widgets/common/theme.h"
#include "widgets/racks/pastfloor.h"

#include <QSlider>

namespace rackhouse
{

/// The time that the site knows, in seconds, with a line where something changed: the more, the
/// higher.
class MomentSlider : public QSlider
{
    Q_OBJECT

public:
    MomentSlider(const Theme& theme, QWidget* parent);

    void setHistory(const PastFloor::Range& range);
    Instant moment() const { return m_begin.plusMs(value() * 1000ll); }
    /// Moves without telling.
    void setMoment(Instant moment);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Instant m_begin;
    std::vector<std::pair<int, qint64>> m_marks; ///< second and changes
};

} // namespace rackhouse
