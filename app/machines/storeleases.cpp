#include "app/machines/storeleases.h"

#include "models/domain/asset.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

Result<void> apply(Writer& writer, const std::vector<netboot::LeaseChange>& changes)
{
    for (const netboot::LeaseChange& change : changes) {
        if (change.removed) {
            if (auto removed = writer.remove<Lease>(change.lease.id); !removed)
                return removed;
            continue;
        }
        Lease row = change.lease;
        const auto known = writer.find<Lease>(row.id.text());
        if (!known)
            return fail(known.error());
        if (*known)
            row.machineId = (*known)->machineId;
        if (auto put = writer.put(row); !put)
            return put;
    }
    return {};
}

} // namespace

Result<std::vector<Lease>> StoreLeases::load()
{
    return m_store.read<std::vector<Lease>>([](Reader& reader) { return reader.list<Lease>(); });
}

void StoreLeases::append(std::vector<netboot::LeaseChange> changes, Done done)
{
    std::function<Result<void>(Writer&)> work = [changes = std::move(changes)](Writer& writer) {
        return apply(writer, changes);
    };
    auto write = m_store.write<void>(std::move(work));
    write.then([done](Result<void> outcome) { done(std::move(outcome)); }).onCanceled([done] {
        done(fail("cancelled"));
    });
}

} // namespace rackhouse
