#pragma once

#include "models/base/error.h"
#include "widgets/common/context.h"

#include <QDialog>
#include <QJsonObject>

#include <deque>

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace rackhouse
{

class MessageStrip;

/// One POST to the site.
struct Command {
    QString path;
    QJsonObject body;
    QString target; ///< whom it is about, for messages: a machine's name
};

/// A dialog that ends in commands to the site: a form, a message where something is wrong, a button
/// that says what it will do, and Cancel. It stays open until the site has accepted everything;
/// what was typed is never lost.
class CommandDialog : public QDialog
{
    Q_OBJECT

public:
    CommandDialog(Context context, const QString& name, const QString& title, const QString& verb,
                  QWidget* parent);

signals:
    /// The site's answer to the last command.
    void sent(const QJsonObject& answer);

protected:
    /// What the verb's button sends; called when it is pressed.
    virtual std::vector<Command> commands() const = 0;
    /// Why the button cannot be pressed now; empty when it can.
    virtual QString whyNot() const = 0;
    /// Asks whyNot() again; call it whenever the input changes.
    void inputChanged();

    QFormLayout* form() const { return m_form; }
    QVBoxLayout* body() const { return m_body; }
    /// A red button that is not the default one: Enter cancels.
    void setDangerous();
    /// A row of the form whose widget carries the label as its accessible name.
    void addRow(const QString& label, QWidget* widget, const QString& objectName,
                const QString& hint = {});
    void say(const Error& error, const QString& target);
    void setBusy(bool busy);
    virtual void submit();

    Context m_context;

private:
    void sendNext();

    QVBoxLayout* m_body = nullptr;
    QFormLayout* m_form = nullptr;
    MessageStrip* m_message = nullptr;
    QLabel* m_progress = nullptr;
    QPushButton* m_verb = nullptr;
    QPushButton* m_cancel = nullptr;
    std::deque<Command> m_waiting;
    bool m_busy = false;
};

} // namespace rackhouse
