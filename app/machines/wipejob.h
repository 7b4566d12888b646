#pragma once

#include "app/machines/bootsteps.h"

namespace rackhouse
{

/// wipe: every drive of a machine erased by the strongest method that it offers, and proof read
/// back.
///
/// Steps: network-boot, await-agent, wipe-mark, wipe-erase, wipe-verify, power-off. params
/// {confirm: serial of the machine}. A WipeRecord a drive is written as it goes. A drive that
/// fails, or that the books or the BMC know and the RAM system does not see, makes the job fail and
/// the machine quarantined.
class WipeJob
{
public:
    WipeJob(Store& store, BootSteps& steps) : m_store(store), m_steps(steps) {}

    JobDefinition definition();

private:
    using Params = QCoro::Task<Result<QJsonObject>>;

    Params markParams(StepContextPtr context);
    QCoro::Task<StepResult> acceptMark(StepContextPtr context, QJsonObject result);
    Params eraseParams(StepContextPtr context);
    QCoro::Task<StepResult> acceptErase(StepContextPtr context, QJsonObject result);
    Params verifyParams(StepContextPtr context);
    QCoro::Task<StepResult> acceptVerify(StepContextPtr context, QJsonObject result);

    StepDefinition step(const QString& name, Params (WipeJob::*params)(StepContextPtr),
                        QCoro::Task<StepResult> (WipeJob::*accept)(StepContextPtr, QJsonObject));

    Store& m_store;
    BootSteps& m_steps;
};

} // namespace rackhouse
