#pragma once

#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

namespace rackhouse
{

/// A path and the button that chooses it.
class FileChoice : public QWidget
{
    Q_OBJECT

public:
    FileChoice(const QString& name, const QString& title, const QString& verb, QWidget* parent);

    QLineEdit* line() const { return m_line; }
    QPushButton* button() const { return m_button; }

private:
    QLineEdit* m_line;
    QPushButton* m_button;
};

} // namespace rackhouse
