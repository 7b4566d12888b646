#pragma once

#include "app/client/siteregistry.h"
#include "widgets/common/context.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace rackhouse
{

class MessageStrip;

/// Pairs this computer with a site in two steps: ask for the certificate's fingerprint, which the
/// person compares with what the appliance shows, then the one-time code.
class PairDialog : public QDialog
{
    Q_OBJECT

public:
    PairDialog(const Theme& theme, client::SiteRegistry registry, QWidget* parent);

signals:
    void paired(const rackhouse::client::KnownSite& site);

private:
    void build(const Theme& theme);
    void go();
    void askFingerprint();
    void pair();
    void showError(const Error& error);
    void setBusy(bool busy);
    void refresh();
    QUrl address() const;

    client::SiteRegistry m_registry;
    QString m_fingerprint;
    bool m_busy = false;
    QLineEdit* m_address = nullptr;
    QLabel* m_shown = nullptr;
    QLineEdit* m_code = nullptr;
    QLineEdit* m_computer = nullptr;
    MessageStrip* m_message = nullptr;
    QPushButton* m_go = nullptr;
};

} // namespace rackhouse
