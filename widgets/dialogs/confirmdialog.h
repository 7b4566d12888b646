#pragma once

#include "widgets/dialogs/commanddialog.h"

class QLineEdit;

namespace rackhouse
{

/// Before something that cannot be undone: lists the targets and asks for a word to be typed (the
/// serial of one, the count of several). Enter alone cancels.
class ConfirmDialog : public CommandDialog
{
    Q_OBJECT

public:
    struct Question {
        QString name;        ///< object name: "wipe"
        QString title;       ///< "Wipe 3 machines"
        QString explanation; ///< what will be lost, in one or two sentences
        QStringList targets; ///< one line each
        QString word;        ///< to be typed
        QString wordLabel;   ///< "Type the serial number CZ123"
        std::vector<Command> commands;
    };

    ConfirmDialog(Context context, Question question, QWidget* parent);

protected:
    std::vector<Command> commands() const override { return m_question.commands; }
    QString whyNot() const override;

private:
    Question m_question;
    QLineEdit* m_word = nullptr;
};

/// The question for wiping these machine rows.
ConfirmDialog::Question wipeQuestion(const std::vector<QJsonObject>& machines);
/// The question for cutting the power of these machine rows.
ConfirmDialog::Question forceOffQuestion(const std::vector<QJsonObject>& machines);

} // namespace rackhouse
