#pragma once

#include "app/client/siteregistry.h"
#include "widgets/common/formdialog.h"

class QLineEdit;

namespace rackhouse
{

/// Pairs this computer with a site: address first, then the fingerprint to compare, then the code.
class PairingDialog : public FormDialog
{
    Q_OBJECT

public:
    PairingDialog(Context context, client::SiteRegistry registry, QWidget* parent);

signals:
    void paired(const rackhouse::client::KnownSite& site);

private:
    QUrl address() const;
    void probe();
    void pair();

    client::SiteRegistry m_registry;
    QLineEdit* m_address;
    QLineEdit* m_fingerprint;
    QLineEdit* m_code;
    QLineEdit* m_computer;
};

} // namespace rackhouse
