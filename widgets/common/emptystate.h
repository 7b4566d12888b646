#pragma once

#include <QIcon>
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
    /// Hides the action where it would not help, as when only the filter is too narrow.
    void setActionVisible(bool visible);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitText();

    QIcon m_icon;
    QLabel* m_picture;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_button = nullptr;
};

} // namespace rackhouse
