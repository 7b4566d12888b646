#pragma once

#include "app/jobs/stepdefinition.h"
#include "app/machines/bmcpool.h"
#include "app/redfish/discoverer.h"

namespace rackhouse
{

/// discover: one step that asks every address of the expressions for a BMC and enters what answers,
/// as it comes in. params {addresses: [expression], port, username, secret_id}. Lives as long as
/// the engine.
class DiscoverJob
{
public:
    DiscoverJob(Store& store, BmcPool& pool, redfish::Discoverer::Limits limits = {})
        : m_store(store), m_pool(pool), m_limits(limits)
    {
    }

    JobDefinition definition();

private:
    QCoro::Task<StepResult> search(StepContextPtr context);
    QString pinOf(const redfish::BmcAddress& address) const;

    Store& m_store;
    BmcPool& m_pool;
    const redfish::Discoverer::Limits m_limits;
};

} // namespace rackhouse
