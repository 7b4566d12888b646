#include "models/store/replicarecords.h"

namespace rackhouse
{

const RecordInfo& OutboxEntry::record()
{
    static const RecordInfo info{
        "outbox",
        "Waiting command",
        Role::Nobody,
        {field<&OutboxEntry::id>("id", "Id", Key), field<&OutboxEntry::siteKey>("site_key", "Site"),
         field<&OutboxEntry::method>("method", "Method", Detail),
         field<&OutboxEntry::path>("path", "Command"),
         field<&OutboxEntry::body>("body", "Body", Detail),
         field<&OutboxEntry::baseRevision>("base_revision", "Revision", Detail),
         field<&OutboxEntry::createdAt>("created_at", "Created"),
         field<&OutboxEntry::triedAt>("tried_at", "Last try"),
         field<&OutboxEntry::attempts>("attempts", "Tries"),
         field<&OutboxEntry::state>("state", "State"),
         field<&OutboxEntry::errorCode>("error_code", "Reason"),
         field<&OutboxEntry::errorDetail>("error_detail", "Detail", Detail)}};
    return info;
}

const RecordInfo& SavedFilter::record()
{
    static const RecordInfo info{
        "saved_filter",
        "Saved filter",
        Role::Nobody,
        {field<&SavedFilter::id>("id", "Id", Key), field<&SavedFilter::kind>("kind", "Table"),
         field<&SavedFilter::name>("name", "Name"), field<&SavedFilter::text>("text", "Filter"),
         field<&SavedFilter::createdAt>("created_at", "Created")}};
    return info;
}

} // namespace rackhouse
