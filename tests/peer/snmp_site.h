#pragma once

#include "tests/support/private_network.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

/// A switch and a server that are connected by two wires: Debian's lldpd on both, and on the
/// switch its snmpd, to which that lldpd gives the LLDP-MIB (AgentX). The server is this network
/// namespace, the switch another one.
class SnmpSite
{
public:
    static constexpr const char* address = "10.77.9.2"; ///< of the switch
    static constexpr const char* community = "sees-lldp";
    static constexpr const char* blindCommunity = "sees-none"; ///< sees another part of the MIB
    static constexpr const char* user = "watcher";             ///< SHA-256, AES-128
    static constexpr const char* password = "watch-the-wire";
    static constexpr const char* privacyPassword = "keep-it-quiet";
    static constexpr const char* longUser = "strong"; ///< SHA-512, AES-256

    ~SnmpSite();
    /// Call it in a private network. Errors say what could not be started.
    rackhouse::Result<void> start();
    /// The switch's lldpd ends; its snmpd goes on without the LLDP-MIB.
    void stopLldpOfSwitch() { end(m_lldpd); }

private:
    rackhouse::Result<void> wire();
    rackhouse::Result<void> startSnmpd();
    rackhouse::Result<void> write(const QString& name, const QByteArray& text) const;
    /// lldpd with files of its own below /run, as a computer of that name.
    QStringList lldpd(const QString& name, const QString& interfaces, bool isSwitch) const;
    std::unique_ptr<QProcess> launch(const QStringList& command) const;
    static void end(std::unique_ptr<QProcess>& process);

    QTemporaryDir m_folder;
    std::unique_ptr<rackhouse::test::ClientNetwork> m_switch;
    std::unique_ptr<QProcess> m_snmpd;
    std::unique_ptr<QProcess> m_lldpd;
    std::unique_ptr<QProcess> m_serverLldpd;
};
