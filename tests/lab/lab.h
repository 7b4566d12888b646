#pragma once

#include "tests/lab/addresses.h"
#include "tests/lab/appliance.h"
#include "tests/lab/bmcserver.h"
#include "tests/lab/plan.h"
#include "tests/lab/qemumachine.h"

#include <QJsonArray>
#include <QObject>

#include <map>

namespace rackhouse::lab
{

/// The virtual data center: BMCs, the machines behind them, and how they are told to misbehave.
class Lab : public QObject
{
    Q_OBJECT
public:
    Lab(LabOptions options, std::vector<PlannedMachine> machines, BmcAddresses addresses);
    ~Lab() override;

    /// Brings up the BMCs and makes the real machines, which stay off.
    Result<void> start();
    /// Starts the appliance where there is one; answers when it is ready.
    void startAppliance(const Appliance::Done& done);
    /// kill -9 of the appliance, and with `again` a new one on the same socket and state.
    void killAppliance(bool again, const Appliance::Done& done);
    QJsonObject describeAppliance() const;

    /// The BMC list of the ready line.
    QJsonArray describe() const;
    Result<QJsonObject> describeMachine(const QString& name) const;
    Result<void> fail(const QString& name, const QString& mode);
    Result<void> setPlugged(const QString& name, bool plugged);

private:
    struct Entry {
        PlannedMachine plan;
        std::shared_ptr<Bmc> bmc;
        std::shared_ptr<QemuMachine> real; ///< null for paper
        int server = -1;
    };
    using Shared = std::pair<std::shared_ptr<const Personality>, std::shared_ptr<const Tree>>;

    Shared shared(const QString& personality);
    Result<Entry> makeEntry(const PlannedMachine& plan);
    void makeAppliance();
    Result<const Entry*> find(const QString& name) const;

    const LabOptions m_options;
    std::vector<PlannedMachine> m_plan;
    BmcAddresses m_addresses;
    std::map<QString, Shared> m_shared;
    std::vector<Entry> m_entries;
    std::unique_ptr<BmcServer> m_server;
    std::unique_ptr<Appliance> m_appliance;
};

} // namespace rackhouse::lab
