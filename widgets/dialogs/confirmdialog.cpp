#include "widgets/dialogs/confirmdialog.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int kShownTargets = 6;

QString textOf(const QJsonObject& row, const char16_t* field)
{
    return row.value(QStringView(field)).toString();
}

/// "node-07   Serial CZ123   3 drives, 5.6 GB"
QString targetLine(const QJsonObject& machine)
{
    return ConfirmDialog::tr("%1   serial %2   %n drive(s), %3", nullptr,
                             machine.value(u"drive_count").toInt())
        .arg(textOf(machine, u"name"), textOf(machine, u"serial"),
             format::diskBytes(machine.value(u"drive_bytes").toInteger()));
}

/// Fills in the targets and the word to type for a question about machines.
void nameTargets(ConfirmDialog::Question& question, const std::vector<QJsonObject>& machines)
{
    for (const QJsonObject& machine : machines)
        question.targets << targetLine(machine);
    if (machines.size() == 1) {
        question.word = textOf(machines.front(), u"serial");
        question.wordLabel = ConfirmDialog::tr("Type the serial %1").arg(question.word);
    } else {
        question.word = QString::number(machines.size());
        question.wordLabel = ConfirmDialog::tr("Type the number of machines");
    }
}

Command jobCommand(const QJsonObject& machine, const QString& kind, const QJsonObject& params)
{
    return {QStringLiteral("/jobs"),
            {{QStringLiteral("kind"), kind},
             {QStringLiteral("machine_id"), machine.value(u"id")},
             {QStringLiteral("params"), params}},
            textOf(machine, u"name")};
}

} // namespace

ConfirmDialog::ConfirmDialog(Context context, Question question, QWidget* parent)
    : CommandDialog(context, question.name, question.title, question.title, parent),
      m_question(std::move(question))
{
    setDangerous();
    auto* explanation = new QLabel(m_question.explanation, this);
    explanation->setWordWrap(true);
    body()->addWidget(explanation);
    auto* targets = new QListWidget(this);
    targets->setObjectName(objectName() + u".targets"_qs);
    targets->setAccessibleName(tr("Targets"));
    targets->addItems(m_question.targets);
    targets->setFont(Theme::monoFont());
    targets->setSelectionMode(QAbstractItemView::NoSelection);
    const int lines = qMin(kShownTargets, qMax(1, int(m_question.targets.size())));
    targets->setFixedHeight(lines * m_context.theme.rowHeight() + space::small);
    body()->addWidget(targets);
    m_word = new QLineEdit(this);
    m_word->setFont(Theme::monoFont());
    addRow(m_question.wordLabel, m_word, QStringLiteral("word"));
    connect(m_word, &QLineEdit::textChanged, this, &ConfirmDialog::inputChanged);
    inputChanged();
}

QString ConfirmDialog::whyNot() const
{
    return m_word->text().trimmed() == m_question.word ? QString() : m_question.wordLabel;
}

ConfirmDialog::Question wipeQuestion(const std::vector<QJsonObject>& machines)
{
    ConfirmDialog::Question question;
    question.name = QStringLiteral("wipe");
    question.title = ConfirmDialog::tr("Wipe %n machine(s)", nullptr, int(machines.size()));
    question.explanation =
        ConfirmDialog::tr("Every drive is erased by the strongest method that it offers and read "
                          "back. What is on them cannot be restored.");
    nameTargets(question, machines);
    for (const QJsonObject& machine : machines)
        question.commands.push_back(
            jobCommand(machine, QStringLiteral("wipe"),
                       {{QStringLiteral("confirm"), machine.value(u"serial")}}));
    return question;
}

ConfirmDialog::Question forceOffQuestion(const std::vector<QJsonObject>& machines)
{
    ConfirmDialog::Question question;
    question.name = QStringLiteral("force-off");
    question.title =
        ConfirmDialog::tr("Cut the power of %n machine(s)", nullptr, int(machines.size()));
    question.explanation = ConfirmDialog::tr("The power goes at once, without a shutdown of the "
                                             "system. What it has not written yet is lost.");
    nameTargets(question, machines);
    for (const QJsonObject& machine : machines)
        question.commands.push_back(
            jobCommand(machine, QStringLiteral("power"),
                       {{QStringLiteral("action"), QStringLiteral("force-off")}}));
    return question;
}

} // namespace rackhouse
