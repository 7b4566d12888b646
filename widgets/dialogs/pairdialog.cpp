#include "widgets/dialogs/pairdialog.h"

#include "app/client/pairing.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/theme.h"

#include <QFormLayout>
#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int kWidth = 560;

/// A fingerprint in groups of four, in two lines, so that people can compare it.
QString grouped(const QString& fingerprint)
{
    QString text;
    for (int i = 0; i < fingerprint.size(); i += 4) {
        text += fingerprint.mid(i, 4);
        text += i + 4 == fingerprint.size() / 2 ? u'\n' : u' ';
    }
    return text.trimmed();
}

/// Hands the result of a future to `done` on this thread, unless `guard` is gone by then.
template <class T, class Done>
void whenFinished(const QFuture<T>& future, QObject* guard, Done done)
{
    auto* watcher = new QFutureWatcher<T>(guard);
    QObject::connect(watcher, &QFutureWatcherBase::finished, guard,
                     [watcher, done = std::move(done)] {
                         watcher->deleteLater();
                         done(watcher->result());
                     });
    watcher->setFuture(future);
}

} // namespace

PairDialog::PairDialog(const Theme& theme, client::SiteRegistry registry, QWidget* parent)
    : QDialog(parent), m_registry(std::move(registry))
{
    setObjectName(QStringLiteral("pair"));
    setWindowTitle(tr("Pair with a site"));
    setAccessibleName(windowTitle());
    setMinimumWidth(kWidth);
    build(theme);
    refresh();
}

void PairDialog::build(const Theme& theme)
{
    const auto line = [this](const QString& name, const QString& accessible,
                             const QString& example) {
        auto* edit = new QLineEdit(this);
        edit->setObjectName(QStringLiteral("pair.") + name);
        edit->setAccessibleName(accessible);
        edit->setPlaceholderText(example);
        connect(edit, &QLineEdit::textChanged, this, &PairDialog::refresh);
        return edit;
    };
    auto* heading = new QLabel(windowTitle(), this);
    heading->setFont(Theme::titleFont());
    auto* help = new QLabel(tr("On the appliance, run rackhoused --pairing-code. It shows an "
                               "address, a fingerprint and a "
                               "code that works once, for 15 minutes."),
                            this);
    help->setWordWrap(true);
    help->setForegroundRole(QPalette::PlaceholderText);
    m_address = line(QStringLiteral("address"), tr("Address of the site"),
                     QStringLiteral("appliance.example:8443"));
    m_shown = new QLabel(this);
    m_shown->setFont(Theme::monoFont());
    m_shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_shown->setAccessibleName(tr("Fingerprint that the site presents"));
    m_code = line(QStringLiteral("code"), tr("Pairing code"), QStringLiteral("ABCD-EFGH-JKLM"));
    m_code->setFont(Theme::monoFont());
    m_computer = line(QStringLiteral("computer"), tr("Name of this computer"), {});
    m_computer->setText(QStringLiteral("%1@%2").arg(
        qEnvironmentVariable("USER", QStringLiteral("console")), QSysInfo::machineHostName()));
    m_message = new MessageStrip(theme, QStringLiteral("pair.message"), this);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::large);
    form->addRow(tr("Address"), m_address);
    form->addRow(tr("Fingerprint"), m_shown);
    form->addRow(tr("Code"), m_code);
    form->addRow(tr("This computer is"), m_computer);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("pair.cancel"));
    cancel->setAccessibleName(cancel->text());
    cancel->setAutoDefault(false);
    m_go = new QPushButton(this);
    m_go->setObjectName(QStringLiteral("pair.go"));
    m_go->setProperty("look", QStringLiteral("primary"));
    m_go->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_go);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::large);
    layout->setSpacing(space::medium);
    layout->addWidget(heading);
    layout->addWidget(help);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &PairDialog::go);
    connect(m_address, &QLineEdit::textChanged, this, [this] {
        m_fingerprint.clear();
        refresh();
    });
}

QUrl PairDialog::address() const
{
    const QString typed = m_address->text().trimmed();
    return QUrl(typed.contains(u"://") ? typed : QStringLiteral("https://") + typed);
}

void PairDialog::refresh()
{
    const bool known = !m_fingerprint.isEmpty();
    m_shown->setText(known ? grouped(m_fingerprint) : tr("not asked yet"));
    m_code->setEnabled(known && !m_busy);
    m_go->setText(known ? tr("It is the same: pair") : tr("Show the fingerprint"));
    m_go->setAccessibleName(m_go->text());
    const bool ready =
        known ? !m_code->text().trimmed().isEmpty() && !m_computer->text().trimmed().isEmpty()
              : !m_address->text().trimmed().isEmpty() && address().isValid();
    m_go->setEnabled(ready && !m_busy);
    m_go->setToolTip(ready   ? QString()
                     : known ? tr("Type the code")
                             : tr("Type the address of the site"));
}

void PairDialog::setBusy(bool busy)
{
    m_busy = busy;
    if (busy)
        m_message->setMessage(Tone::Neutral, {});
    refresh();
}

void PairDialog::showError(const Error& error)
{
    m_message->setMessage(Tone::Critical, problemText(error), error.detail);
}

void PairDialog::go()
{
    setBusy(true);
    if (m_fingerprint.isEmpty())
        askFingerprint();
    else
        pair();
}

void PairDialog::askFingerprint()
{
    whenFinished(client::probeFingerprint(address()), this,
                 [this](const Result<QString>& fingerprint) {
                     if (fingerprint)
                         m_fingerprint = *fingerprint;
                     else
                         showError(fingerprint.error());
                     setBusy(false);
                     if (fingerprint)
                         m_code->setFocus();
                 });
}

void PairDialog::pair()
{
    client::PairingInput input;
    input.api = address();
    input.fingerprint = m_fingerprint;
    input.code = Redacted<QString>(m_code->text().trimmed().toUpper());
    input.computer = m_computer->text().trimmed();
    whenFinished(client::pairWithSite(input, m_registry), this,
                 [this](const Result<client::KnownSite>& site) {
                     setBusy(false);
                     if (!site) {
                         showError(site.error());
                         return;
                     }
                     emit paired(*site);
                     accept();
                 });
}

} // namespace rackhouse
