#pragma once

#include "widgets/common/status.h"

#include <QPushButton>

namespace rackhouse
{

/// A number with its status and a note; a click leads to the list behind it.
class NumberTile : public QPushButton
{
    Q_OBJECT

public:
    NumberTile(const Theme& theme, const QString& name, QWidget* parent);

    /// A tile that is of nothing stays pale.
    void set(const Status& status, const QString& number, bool isNone, const QString& link);
    /// Said below the word; `more` only in the tooltip.
    void setNote(const QString& note, const QString& more);
    QString link() const { return m_link; }
    QSize sizeHint() const override { return {150, 92}; }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Status m_status;
    QString m_number;
    bool m_isNone = true;
    QString m_note;
    QString m_link;
};

} // namespace rackhouse
