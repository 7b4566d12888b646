#pragma once

#include "models/base/redacted.h"
#include "models/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace rackhouse
{

/// What an installed system is told at its first boot.
struct SeedRequest {
    QString instanceId; ///< changes with each deployment, so that cloud-init runs again
    QString hostname;
    QStringList sshKeys; ///< for the image's default user
    QJsonArray users;    ///< names, or objects {name, ssh_keys[], groups[], sudo: bool}
    QString userData;    ///< "#cloud-config" YAML of the operator; may be empty
    Redacted<QString> phoneHomeUrl;
};

/// The files of a NoCloud seed: "user-data", "meta-data", "network-config". The operator's
/// user-data is kept; hostname, users, keys and phone_home are merged over it.
/// Errors: user-data-not-yaml (line), user-data-not-cloud-config.
Result<QJsonObject> noCloudSeed(const SeedRequest& request);

/// Checks user-data alone.
Result<void> checkUserData(const QString& userData);
/// RFC 1123: labels of letters, digits and inner hyphens, at most 63 each and 253 together.
bool isHostname(const QString& text);
/// One line of an authorized_keys file: a known type, and a body that says the same type.
bool isSshPublicKey(const QString& line);
/// A portable user name: lower case, at most 32.
bool isUserName(const QString& text);

} // namespace rackhouse
