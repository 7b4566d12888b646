#pragma once

#include "tests/lab/addresses.h"
#include "tests/lab/bmcserver.h"
#include "tests/lab/plan.h"

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

    Result<void> start();

    /// The BMC list of the ready line.
    QJsonArray describe() const;
    Result<QJsonObject> describeMachine(const QString& name) const;
    Result<void> fail(const QString& name, const QString& mode);

private:
    struct Entry {
        PlannedMachine plan;
        std::shared_ptr<Bmc> bmc;
        int server = -1;
    };
    using Shared = std::pair<std::shared_ptr<const Personality>, std::shared_ptr<const Tree>>;

    Shared shared(const QString& personality);
    std::shared_ptr<Bmc> makeBmc(const PlannedMachine& plan);
    Result<const Entry*> find(const QString& name) const;

    const LabOptions m_options;
    std::vector<PlannedMachine> m_plan;
    BmcAddresses m_addresses;
    std::map<QString, Shared> m_shared;
    std::vector<Entry> m_entries;
    std::unique_ptr<BmcServer> m_server;
};

} // namespace rackhouse::lab
