#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace rackhouse
{

class Icons;
class Theme;

/// What would be here, and the action that fills it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const Icons& icons, const QString& icon, const QString& title, const QString& text,
               QAction* action, QWidget* parent);

    void setText(const QString& title, const QString& text);

private:
    QLabel* m_title;
    QLabel* m_text;
};

} // namespace rackhouse
