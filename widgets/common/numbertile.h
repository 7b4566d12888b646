#pragma once

#include "widgets/common/status.h"

#include <QPushButton>

namespace rackhouse
{

/// A number with its status; a click leads to the list behind it.
class NumberTile : public QPushButton
{
    Q_OBJECT

public:
    NumberTile(const Theme& theme, const QString& name, QWidget* parent);

    void set(const Status& status, qint64 number, const QString& link);
    QString link() const { return m_link; }
    QSize sizeHint() const override { return {150, 76}; }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Status m_status;
    qint64 m_number = 0;
    QString m_link;
};

} // namespace rackhouse
