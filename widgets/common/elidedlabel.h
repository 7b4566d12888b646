#pragma once

#include <QLabel>

namespace rackhouse
{

/// One line of plain text that gives way where there is no room: its end is cut off with a mark,
/// and the tooltip has it whole.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString elided() const;
};

} // namespace rackhouse
