#include "widgets/common/phrases.h"

#include <QCoreApplication>
#include <QHash>

namespace rackhouse
{

namespace
{

#define PHRASE(code, text)                                                                         \
    {                                                                                              \
        QStringLiteral(code), QT_TRANSLATE_NOOP("Phrase", text)                                    \
    }

/// In alphabetical order.
const QHash<QString, const char*>& phrases()
{
    static const QHash<QString, const char*> table{
        PHRASE("agent-refused", "The agent of the machine was refused"),
        PHRASE("agent-registered", "The agent has registered"),
        PHRASE("agent-registers", "Waiting for the machine to boot and its agent to register"),
        PHRASE("agent-token-unknown", "An agent was refused whose token is not known any more"),
        PHRASE("agent-works", "The agent is at work"),
        PHRASE("await-agent", "Boot the RAM system"),
        PHRASE("await-phone-home", "Boot the new system"),
        PHRASE("bmc-reachable", "The BMC answers again"),
        PHRASE("boot-disk", "Set the boot order"),
        PHRASE(
            "boot-drive-not-first",
            "The system is not on the disk that the BIOS starts first: the machine starts it over "
            "the network, which has to come before the disks in its boot order"),
        PHRASE(
            "boot-drive-unknown",
            "The BIOS does not say which of its disks the system is on: it may start another one "
            "until its first disk is set by hand"),
        PHRASE("boot-override-kept", "The BMC kept its boot override"),
        PHRASE("check", "Check the machine and the image"),
        PHRASE("grow-root", "Grow the root partition"),
        PHRASE("hold-asked", "Will be held at the next safe point"),
        PHRASE("inventory", "Look what is inside"),
        PHRASE("job-cancel-asked", "Asked to cancel"),
        PHRASE("job-hold-asked", "Asked to hold"),
        PHRASE("job-released", "Goes on"),
        PHRASE("job-resumed", "Resumed after a restart of the appliance"),
        PHRASE("job-retried", "Tried again"),
        PHRASE("job-started", "Started"),
        PHRASE("leak-detected", "A leak detector reports a leak"),
        PHRASE("leak-ended", "Its leak detectors are dry again"),
        PHRASE("leak-not-told", "Its leak detectors say nothing any more"),
        PHRASE("local-disk", "Boots from its disk"),
        PHRASE("looks-whether-it-restarted", "Looking whether the machine has restarted"),
        PHRASE("machine-discovered", "Discovered"),
        PHRASE("machine-quarantined", "Quarantined"),
        PHRASE("machine-restarted", "Restarted"),
        PHRASE("network-boot", "Restart into network boot"),
        PHRASE("network-booted", "Booted from the network"),
        PHRASE("phones-home", "Waiting for the new system to phone home"),
        PHRASE("power", "Switch the power"),
        PHRASE("power-off", "Power off"),
        PHRASE("power-on-by-hand", "Waiting for somebody to power the machine on by hand"),
        PHRASE("provision-cancelled", "Provisioning was cancelled"),
        PHRASE("read-power", "Read whether the machine is on"),
        PHRASE("restart", "Restart from the disk"),
        PHRASE("retries", "Will be tried again"),
        PHRASE("search", "Search the addresses"),
        PHRASE("seed", "Write the first-boot settings"),
        PHRASE("step-failed", "A step failed"),
        PHRASE("step-retried", "A step is tried again"),
        PHRASE("switch-auth-failed", "The user, the password or the community was refused"),
        PHRASE("switch-closed", "It closed the connection in the middle of its answer"),
        PHRASE("switch-mib-loops", "Its SNMP agent tells the same rows again and again"),
        PHRASE("switch-pin-changed", "It presents another certificate than before"),
        PHRASE("switch-refused", "It refused the question"),
        PHRASE("switch-silent", "It does not answer SNMP, or not with this community"),
        PHRASE("switch-timeout", "It took too long to answer"),
        PHRASE("switch-tls-failed", "No encrypted connection could be made"),
        PHRASE("switch-too-large", "It told more than can be its neighbours"),
        PHRASE("switch-too-slow", "Its SNMP agent answers too slowly"),
        PHRASE("switch-unknown-host", "Its name is not known"),
        PHRASE("switch-unreachable", "It cannot be reached"),
        PHRASE("switch-unreadable", "What answers there tells no neighbours by this method"),
        PHRASE("switch-without-lldp", "It answers SNMP, but shows no LLDP-MIB"),
        PHRASE("switch-without-v3", "It does not speak SNMPv3"),
        PHRASE("verify", "Compare what was read back"),
        PHRASE("waits-for-safe-point", "Waiting for a safe point"),
        PHRASE("waits-for-slot", "Waiting for other jobs of the site or the rack to finish"),
        PHRASE("wipe-cancelled", "The wipe was cancelled"),
        PHRASE("wipe-erase", "Erase the drives"),
        PHRASE("wipe-mark", "Write markers"),
        PHRASE("wipe-verify", "Read back"),
        PHRASE("write-image", "Write the image"),
    };
    return table;
}

#undef PHRASE

} // namespace

QString phrase(const QString& code)
{
    const char* text = phrases().value(code);
    return text ? QCoreApplication::translate("Phrase", text) : QString();
}

} // namespace rackhouse
