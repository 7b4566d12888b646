#include "widgets/settings/pairingdialog.h"

#include "app/client/pairing.h"
#include "widgets/common/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSysInfo>

namespace rackhouse
{

PairingDialog::PairingDialog(Context context, client::SiteRegistry registry, QWidget* parent)
    : FormDialog(context, u"pairing"_qs, tr("Pair with a site"),
                 tr("The appliance shows a one-time code and the fingerprint of its certificate. "
                    "Compare the fingerprint before you pair."),
                 tr("Show fingerprint"), parent),
      m_registry(std::move(registry)),
      m_address(addLine(u"address"_qs, tr("Address"), u"rackhouse.example:8443"_qs)),
      m_fingerprint(addLine(u"fingerprint"_qs, tr("Fingerprint"), tr("not asked yet"))),
      m_code(addLine(u"code"_qs, tr("Code"), u"ABCD-EFGH-IJKL"_qs)),
      m_computer(addLine(u"computer"_qs, tr("This computer"), {},
                         qEnvironmentVariable("USER", u"operator"_qs) + u'@' +
                             QSysInfo::machineHostName()))
{
    m_fingerprint->setReadOnly(true);
    m_fingerprint->setFont(Theme::monoFont());
    m_code->setFont(Theme::monoFont());
    connect(m_address, &QLineEdit::textChanged, this, [this] {
        m_fingerprint->clear();
        verb()->setText(tr("Show fingerprint"));
    });
    connect(this, &FormDialog::submitted, this, [this] {
        if (m_fingerprint->text().isEmpty())
            probe();
        else
            pair();
    });
}

QUrl PairingDialog::address() const
{
    const QString text = m_address->text().trimmed();
    return QUrl(text.startsWith(u"https://") ? text : QString(u"https://"_qs + text));
}

void PairingDialog::probe()
{
    if (address().host().isEmpty())
        return fail(tr("Type the address of the appliance."));
    setBusy(true);
    client::probeFingerprint(address()).then(this, [this](const Result<QString>& found) {
        if (!found)
            return fail(problemText(found.error()), found.error().detail);
        setBusy(false);
        m_fingerprint->setText(*found);
        m_fingerprint->setCursorPosition(0);
        m_fingerprint->setToolTip(*found);
        verb()->setText(tr("It is the same: pair"));
        m_code->setFocus();
    });
}

void PairingDialog::pair()
{
    setBusy(true);
    client::pairWithSite({.api = address(),
                          .fingerprint = m_fingerprint->text(),
                          .code = Redacted<QString>(m_code->text().trimmed()),
                          .computer = m_computer->text(),
                          .name = {}},
                         m_registry)
        .then(this, [this](const Result<client::KnownSite>& site) {
            if (!site)
                return fail(problemText(site.error()), site.error().detail);
            emit paired(*site);
            accept();
        });
}

} // namespace rackhouse
