#include "widgets/settings/certificatelist.h"

#include "widgets/common/format.h"
#include "widgets/common/formdialog.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rackhouse
{

CertificateList::CertificateList(Context context, QWidget* parent)
    : QWidget(parent), m_context(context)
{
    setObjectName(u"settings.certificates"_qs);
    auto* title = new QLabel(tr("Paired computers of this site"), this);
    title->setFont(Theme::sectionFont());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, space::huge);
    layout->setSpacing(space::small);
    layout->addWidget(title);
    setVisible(false);
    connect(&m_context.site, &SiteLink::changed, this, &CertificateList::refresh);
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        if (kinds.contains(u"credential"_qs))
            refresh();
    });
}

void CertificateList::refresh()
{
    setVisible(m_context.site.role() == Role::Admin);
    if (isHidden())
        return;
    m_context.records.fetch<std::vector<Credential>>(
        this, [](Rows& rows) { return rows.list<Credential>({.orderBy = u"name"_qs}); },
        [this](const std::vector<Credential>& credentials) { show(credentials); });
}

void CertificateList::show(const std::vector<Credential>& credentials)
{
    // What stays as it is keeps the keyboard focus.
    QJsonArray now{m_context.site.whyNot(Role::Admin)};
    for (const Credential& credential : credentials)
        now.append(toJson(credential));
    if (now == std::exchange(m_shown, now))
        return;
    delete m_lines;
    m_lines = new QWidget(this);
    auto* grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::huge);
    int line = 0;
    for (const Credential& credential : credentials) {
        if (!credential.revokedAt.isSet() && credential.expiresAt > m_context.clock.now())
            addLine(line++, credential);
    }
    if (line == 0)
        grid->addWidget(
            new QLabel(tr("None. Each computer that pairs with the site is listed."), m_lines), 0,
            0);
    layout()->addWidget(m_lines);
    static_cast<QVBoxLayout*>(layout())->setAlignment(m_lines, Qt::AlignLeft);
    m_lines->show();
}

void CertificateList::addLine(int line, const Credential& credential)
{
    auto* grid = static_cast<QGridLayout*>(m_lines->layout());
    const Instant now = m_context.clock.now();
    const auto addFact = [&](int column, const QString& text, const QString& tip) {
        auto* label = new QLabel(text, m_lines);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setToolTip(tip);
        grid->addWidget(label, line, column);
    };
    auto* name = new QLabel(credential.name, m_lines);
    name->setMinimumWidth(180);
    name->setToolTip(credential.fingerprint);
    grid->addWidget(name, line, 0);
    addFact(1, enumText(credential.role), {});
    addFact(2, tr("last seen %1").arg(relativeTime(credential.lastUsedAt, now)),
            exactTime(credential.lastUsedAt));
    addFact(3, tr("ends in %1").arg(format::duration(credential.expiresAt.ms - now.ms)),
            exactTime(credential.expiresAt));
    auto* button = new QPushButton(tr("Revoke…"), m_lines);
    button->setObjectName(u"settings.revoke."_qs + credential.id.text());
    button->setAccessibleName(tr("Revoke %1").arg(credential.name));
    const QString reason = m_context.site.whyNot(Role::Admin);
    button->setEnabled(reason.isEmpty());
    button->setToolTip(reason);
    connect(button, &QPushButton::clicked, this, [this, credential] { askRevoke(credential); });
    grid->addWidget(button, line, 4);
}

void CertificateList::askRevoke(const Credential& credential)
{
    const QString verb = tr("Revoke %1").arg(credential.name);
    auto* dialog = new FormDialog(m_context, u"revoke"_qs, verb,
                                  tr("The site lets this computer in no more, from now on. If it "
                                     "is yours, this console is shut out too. To come back it "
                                     "needs a new code."),
                                  verb, window());
    dialog->makeDangerous();
    connect(dialog, &FormDialog::submitted, dialog, [this, dialog, id = credential.id.text()] {
        dialog->setBusy(true);
        m_context.site.remove(
            u"/credentials/"_qs + id, dialog, [dialog](const Result<QJsonObject>& answer) {
                if (answer)
                    dialog->accept();
                else
                    dialog->fail(problemText(answer.error()), answer.error().detail);
            });
    });
    m_context.prompts.open(dialog);
}

} // namespace rackhouse
