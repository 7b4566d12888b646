#pragma once

#include <QLabel>

class QAbstractItemView;

namespace rackhouse
{

/// The quiet sentence in the middle of a list that has no rows: what would be here and what fills
/// it.
class EmptyHint : public QLabel
{
    Q_OBJECT

public:
    EmptyHint(QAbstractItemView* view, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();

    QAbstractItemView* m_view;
};

} // namespace rackhouse
