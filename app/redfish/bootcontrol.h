#pragma once

#include "app/redfish/session.h"

namespace rackhouse::redfish
{

/// Sets the one-time boot override of one system and reads it back. See BmcClient::setBootOnce().
///
/// It writes where @Redfish.Settings points to and the property exists, then at the system itself;
/// target, enabled and mode together first, fewer where the BMC refuses that.
class BootControl
{
public:
    BootControl(Session& session, QString systemPath)
        : m_session(session), m_path(std::move(systemPath))
    {
    }

    QCoro::Task<Result<void>> setOnce(BootTarget target, FirmwareMode mode);

private:
    struct Place {
        QString path;
        QJsonObject boot;
        QByteArray etag;
    };

    QCoro::Task<Result<std::vector<Place>>> places();
    QCoro::Task<Result<Place>> place(QString path);
    QCoro::Task<Result<void>> write(Place place, std::vector<QJsonObject> forms);
    QCoro::Task<Result<bool>> took(Place place, BootTarget target);

    Session& m_session;
    const QString m_path;
};

/// "Pxe", "UefiHttp", "Hdd", "None".
QString bootWord(BootTarget target);
/// The bodies of `Boot` to try, the fullest first. `current` is the Boot object as it is now.
std::vector<QJsonObject> bootForms(const QJsonObject& current, BootTarget target,
                                   FirmwareMode mode);
/// True when a Boot object says that the override is as wanted.
bool bootIs(const QJsonObject& boot, BootTarget target);

} // namespace rackhouse::redfish
