#pragma once

#include "widgets/shell/page.h"

class QFormLayout;

namespace rackhouse
{

class CertificateList;

/// How the console looks on this computer, and the site that it works with.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    SettingsPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override { return {QStringLiteral("site.pair")}; }

private:
    void addLook(QFormLayout* form);
    void addSite(QFormLayout* form);
    void listSites();
    void addPaired(const QString& name);
    void askUnpair(const QString& name, const QString& title);

    QStringList m_listed;
    CertificateList* m_certificates;
    QWidget* m_sites; ///< a line for each paired site
};

} // namespace rackhouse
