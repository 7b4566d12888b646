#pragma once

#include "app/api/apiserver.h"
#include "app/appliance/bootnetwork.h"
#include "app/appliance/options.h"
#include "app/appliance/pairingsocket.h"
#include "app/appliance/statedir.h"
#include "app/jobs/jobengine.h"
#include "app/machines/agentservice.h"
#include "app/machines/bmcpoller.h"
#include "app/machines/bootlog.h"
#include "app/machines/bootpolicy.h"
#include "app/machines/discoverjob.h"
#include "app/machines/housekeeping.h"
#include "app/machines/imagepreparer.h"
#include "app/machines/provisionjob.h"
#include "app/machines/sitesampler.h"
#include "app/machines/storeleases.h"
#include "app/machines/wipejob.h"
#include "app/switches/switchpoller.h"

#include <QSocketNotifier>

namespace rackhouse
{

/// What rackhoused is made of, in the order in which it depends on each other. The thread that
/// makes it is the engine thread; HTTP, DHCP, TFTP and the writer of the store have their own.
class Appliance : public QObject
{
    Q_OBJECT
public:
    /// Opens the state directory and everything in it; nothing runs yet.
    static Result<std::unique_ptr<Appliance>> open(const ApplianceOptions& options);
    ~Appliance() override;

    /// Serves, resumes unfinished jobs, and prints the ready line.
    Result<void> start();
    /// Stops serving and abandons jobs until the next start; emits stopped().
    void stop();

signals:
    void stopped();

private:
    struct Opened;
    Appliance(ApplianceOptions options, Opened opened);

    Result<void> listen();
    Result<void> tellConsole();
    void consoleGone();
    void sayReady() const;
    void offerPairing();
    void openPairing(const PairingSocket::Answer& answer);
    netboot::NetbootDependencies bootDependencies();
    Result<QString> imageFile(const QString& id) const;
    QString apiUrl() const;
    QCoro::Task<void> closeBmcs();

    const ApplianceOptions m_options;
    const SystemClock m_clock;
    const std::unique_ptr<StateDir> m_state;
    const redfish::Vault m_vault;
    const std::unique_ptr<api::SiteCa> m_ca;
    const Redacted<QString> m_token; ///< of the embedding console
    const QString m_images;
    std::atomic<quint16> m_bootPort = 0;

    const std::unique_ptr<Store> m_store;
    BmcPool m_bmcs;
    AgentDesk m_desk;
    BootSteps m_steps;
    DiscoverJob m_discover;
    ProvisionJob m_provision;
    WipeJob m_wipe;
    JobEngine m_engine;
    BmcPoller m_poller;
    SwitchPoller m_switches;
    Housekeeping m_housekeeping;
    SiteSampler m_sampler;
    AgentService m_agents;
    BootPolicy m_policy;
    BootLog m_bootLog;
    StoreLeases m_leases;
    ImagePreparer m_preparer;
    BootNetwork m_boot;
    api::ApiServer m_api;
    std::unique_ptr<QSocketNotifier> m_console; ///< tells when the reading end is closed
    QTimer m_lastJobs; ///< looks whether they are finished, once the console has gone
    PairingSocket m_pairing;
    bool m_stopping = false;
};

} // namespace rackhouse
