#pragma once

#include "widgets/shell/page.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace rackhouse
{

/// Where am I, what can I do: back, forward, the way here, the page's actions and the palette.
class TitleRow : public QWidget
{
    Q_OBJECT

public:
    TitleRow(Context context, QWidget* parent);

    void show(const Page& page);

signals:
    void open(const QUrl& link);

private:
    void setActions(const QStringList& ids);

    Context m_context;
    QLabel* m_way;
    QHBoxLayout* m_actions;
    QString m_shown;
};

} // namespace rackhouse
