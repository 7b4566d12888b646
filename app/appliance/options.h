#pragma once

#include "models/base/result.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

namespace rackhouse
{

/// The command line of rackhoused.
struct ApplianceOptions {
    QString stateDir;
    QHostAddress listenAddress = QHostAddress(QHostAddress::LocalHost);
    quint16 listenPort = 0; ///< 0: a free one
    QStringList bootInterfaces;
    quint16 bootHttpPort = 0; ///< 0: a free one
    QString ramdisk;
    int embeddedFd = -1; ///< writing end of a pipe to the embedding console
    bool pairingCode = false;
    int historyDays = 90;      ///< how long the floor is kept as it was
    int patiencePercent = 100; ///< how long machines and BMCs may take, of the usual

    /// What --help and --version print, for the process to end with; empty: go on.
    QString answer;

    /// "bad-option" with what is wrong.
    static Result<ApplianceOptions> parse(const QStringList& arguments);
};

} // namespace rackhouse
