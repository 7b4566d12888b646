#include "models/domain/wipe.h"

namespace rackhouse
{

const RecordInfo& WipeRecord::record()
{
    static const RecordInfo info{
        "wipe_record",
        "Wipe record",
        Role::Viewer,
        {field<&WipeRecord::id>("id", "Id", Key),
         field<&WipeRecord::jobId>("job_id", "Job", Detail, "job"),
         field<&WipeRecord::machineId>("machine_id", "Machine", Detail, "machine"),
         field<&WipeRecord::manufacturer>("manufacturer", "Manufacturer"),
         field<&WipeRecord::model>("model", "Model"),
         field<&WipeRecord::serial>("serial", "Serial"),
         field<&WipeRecord::wwn>("wwn", "WWN", Detail),
         field<&WipeRecord::device>("device", "Device"),
         field<&WipeRecord::media>("media", "Media"),
         field<&WipeRecord::sizeBytes>("size_bytes", "Size", Plain, nullptr, "B"),
         field<&WipeRecord::method>("method", "Method"),
         field<&WipeRecord::reached>("reached", "Class"),
         field<&WipeRecord::tool>("tool", "Tool", Detail),
         field<&WipeRecord::result>("result", "Result"),
         field<&WipeRecord::reason>("reason", "Reason"),
         field<&WipeRecord::markersWritten>("markers_written", "Markers written"),
         field<&WipeRecord::markersChecked>("markers_checked", "Markers checked"),
         field<&WipeRecord::markersSurvived>("markers_survived", "Markers survived"),
         field<&WipeRecord::startedAt>("started_at", "Started", Detail),
         field<&WipeRecord::finishedAt>("finished_at", "Finished"),
         field<&WipeRecord::detail>("detail", "Detail", Detail)}};
    return info;
}

} // namespace rackhouse
