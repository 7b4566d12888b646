#pragma once

#include "models/domain/security.h"
#include "widgets/common/context.h"

#include <QJsonArray>
#include <QWidget>

class QGridLayout;

namespace rackhouse
{

/// The paired computers of the site, for an admin: who, in which role, when last seen, until when,
/// and a button that revokes the certificate. Hidden from everybody else.
class CertificateList : public QWidget
{
    Q_OBJECT

public:
    CertificateList(Context context, QWidget* parent);

    /// Reads the replica again.
    void refresh();

private:
    void show(const std::vector<Credential>& credentials);
    void addLine(int line, const Credential& credential);
    void askRevoke(const Credential& credential);

    Context m_context;
    QWidget* m_lines = nullptr;
    QJsonArray m_shown;
};

} // namespace rackhouse
