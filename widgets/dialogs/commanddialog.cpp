#include "widgets/dialogs/commanddialog.h"

#include "widgets/common/messagestrip.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int kWidth = 560;

} // namespace

CommandDialog::CommandDialog(Context context, const QString& name, const QString& title,
                             const QString& verb, QWidget* parent)
    : QDialog(parent), m_context(context)
{
    setObjectName(name);
    setWindowTitle(title);
    setAccessibleName(title);
    setMinimumWidth(kWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::large);
    layout->setSpacing(space::medium);
    auto* heading = new QLabel(title, this);
    heading->setFont(Theme::titleFont());
    m_body = new QVBoxLayout;
    m_body->setSpacing(space::small);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(space::large);
    m_form->setVerticalSpacing(space::small);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_message = new MessageStrip(context.theme, name + u".message"_qs, this);
    m_progress = new QLabel(this);
    m_progress->setForegroundRole(QPalette::PlaceholderText);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(name + u".cancel"_qs);
    m_cancel->setAccessibleName(m_cancel->text());
    m_cancel->setAutoDefault(false);
    m_verb = new QPushButton(verb, this);
    m_verb->setObjectName(name + u".go"_qs);
    m_verb->setAccessibleName(verb);
    m_verb->setProperty("look", u"primary"_qs);
    m_verb->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_verb);
    layout->addWidget(heading);
    layout->addLayout(m_body);
    layout->addLayout(m_form);
    layout->addStretch(1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_verb, &QPushButton::clicked, this, &CommandDialog::submit);
    connect(&m_context.site, &SiteLink::changed, this, &CommandDialog::inputChanged);
}

void CommandDialog::setDangerous()
{
    m_verb->setProperty("look", u"danger"_qs);
    m_verb->setDefault(false);
    m_verb->setAutoDefault(false);
    m_cancel->setDefault(true);
    m_cancel->setFocus();
}

void CommandDialog::addRow(const QString& label, QWidget* widget, const QString& objectName,
                           const QString& hint)
{
    widget->setObjectName(this->objectName() + u'.' + objectName);
    widget->setAccessibleName(label);
    m_form->addRow(label, widget);
    if (hint.isEmpty())
        return;
    auto* note = new QLabel(hint, this);
    note->setFont(Theme::captionFont());
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setWordWrap(true);
    m_form->addRow(QString(), note);
}

void CommandDialog::inputChanged()
{
    QString reason = m_context.site.whyNot(Role::Operator);
    if (reason.isEmpty())
        reason = whyNot();
    m_verb->setEnabled(reason.isEmpty() && !m_busy);
    m_verb->setToolTip(reason);
    if (!m_busy)
        m_progress->setText(reason);
}

void CommandDialog::say(const Error& error, const QString& target)
{
    const QString sentence = problemText(error);
    m_message->setMessage(Tone::Critical,
                          target.isEmpty() ? sentence : target + u": "_qs + sentence, error.detail);
}

void CommandDialog::setBusy(bool busy)
{
    m_busy = busy;
    if (busy) {
        m_message->setMessage(Tone::Neutral, {});
        m_progress->setText(tr("The site is asked…"));
    }
    inputChanged();
}

void CommandDialog::submit()
{
    const auto wanted = commands();
    m_waiting.assign(wanted.begin(), wanted.end());
    setBusy(true);
    sendNext();
}

/// One after the other: the first refusal stops the rest and leaves the dialog open.
void CommandDialog::sendNext()
{
    const Command command = m_waiting.front();
    m_context.site.post(command.path, command.body, this,
                        [this, command](const Result<QJsonObject>& answer) {
                            if (!answer) {
                                setBusy(false);
                                say(answer.error(), command.target);
                                return;
                            }
                            m_waiting.pop_front();
                            if (!m_waiting.empty()) {
                                sendNext();
                                return;
                            }
                            emit sent(*answer);
                            accept();
                        });
}

} // namespace rackhouse
