#pragma once

#include "app/machines/bootpolicy.h"
#include "app/machines/bootsteps.h"
#include "app/redfish/vault.h"

#include <atomic>

namespace rackhouse
{

/// provision: an image onto a disk, a seed into it, and proof that the system came up.
///
/// Steps: check, network-boot, await-agent, write-image, verify, grow-root, seed, boot-disk,
/// restart, await-phone-home. params: {image_id, hostname, ssh_keys[], users?, user_data?,
/// drive_serial?}. Lives as long as the engine. User-data may hold passwords: it is sealed as the
/// job is made, which keeps "user_data_id" in its place, and forgotten when the job has succeeded.
class ProvisionJob
{
public:
    /// `imageFolder` is ImagePreparer's.
    ProvisionJob(Store& store, const redfish::Vault& vault, BootSteps& steps, QString imageFolder,
                 const std::atomic<quint16>& bootHttpPort)
        : m_store(store), m_vault(vault), m_steps(steps), m_imageFolder(std::move(imageFolder)),
          m_port(bootHttpPort)
    {
    }

    JobDefinition definition();

private:
    using Params = QCoro::Task<Result<QJsonObject>>;

    QCoro::Task<StepResult> check(StepContextPtr context);
    Params writeParams(StepContextPtr context);
    QCoro::Task<StepResult> acceptWrite(StepContextPtr context, QJsonObject result);
    QCoro::Task<StepResult> verify(StepContextPtr context);
    Params deviceParams(StepContextPtr context);
    Params seedParams(StepContextPtr context);
    QCoro::Task<StepResult> acceptAny(StepContextPtr context, QJsonObject result);
    QCoro::Task<StepResult> awaitPhoneHome(StepContextPtr context);
    StepDefinition plain(const QString& name,
                         QCoro::Task<StepResult> (ProvisionJob::*run)(StepContextPtr));
    StepDefinition agent(const QString& name, Params (ProvisionJob::*params)(StepContextPtr),
                         QCoro::Task<StepResult> (ProvisionJob::*accept)(StepContextPtr,
                                                                         QJsonObject));
    /// Where the machine of this job reaches the boot HTTP server.
    Result<QString> bootUrl(const StepContext& context) const;

    Store& m_store;
    const redfish::Vault& m_vault;
    BootSteps& m_steps;
    const QString m_imageFolder;
    const std::atomic<quint16>& m_port;
};

} // namespace rackhouse
