#include "models/domain/job.h"

namespace rackhouse
{

const RecordInfo& Job::record()
{
    static const RecordInfo info{
        "job",
        "Job",
        Role::Viewer,
        {field<&Job::id>("id", "Id", Key), field<&Job::kind>("kind", "Job"),
         field<&Job::machineId>("machine_id", "Machine", Plain, "machine"),
         field<&Job::state>("state", "State", ReadOnly),
         field<&Job::reason>("reason", "Reason", ReadOnly),
         field<&Job::reasonDetail>("reason_detail", "Detail", Detail | ReadOnly),
         field<&Job::step>("step", "Step", ReadOnly),
         field<&Job::progressPermille>("progress_permille", "Progress", ReadOnly, nullptr,
                                       "permille"),
         field<&Job::params>("params", "Parameters", Detail),
         field<&Job::result>("result", "Result", Detail | ReadOnly),
         field<&Job::createdBy>("created_by", "By", ReadOnly),
         field<&Job::createdAt>("created_at", "Created", ReadOnly),
         field<&Job::startedAt>("started_at", "Started", ReadOnly),
         field<&Job::finishedAt>("finished_at", "Finished", ReadOnly),
         field<&Job::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& JobStep::record()
{
    static const RecordInfo info{
        "job_step",
        "Step",
        Role::Viewer,
        {field<&JobStep::id>("id", "Id", Key),
         field<&JobStep::jobId>("job_id", "Job", Detail, "job"),
         field<&JobStep::ordinal>("ordinal", "No."), field<&JobStep::name>("name", "Step"),
         field<&JobStep::state>("state", "State"), field<&JobStep::reason>("reason", "Reason"),
         field<&JobStep::reasonDetail>("reason_detail", "Detail", Detail),
         field<&JobStep::attempts>("attempts", "Attempts"),
         field<&JobStep::maxAttempts>("max_attempts", "Of attempts", Detail),
         field<&JobStep::rewindTo>("rewind_to", "Rewinds to", Detail),
         field<&JobStep::safePoint>("safe_point", "Safe to cancel", Detail),
         field<&JobStep::done>("done", "Done"), field<&JobStep::total>("total", "Total"),
         field<&JobStep::unit>("unit", "Unit", Detail),
         field<&JobStep::ratePerSecond>("rate_per_second", "Rate"),
         field<&JobStep::startedAt>("started_at", "Started"),
         field<&JobStep::finishedAt>("finished_at", "Finished"),
         field<&JobStep::deadlineAt>("deadline_at", "Deadline"),
         field<&JobStep::data>("data", "Data", Internal)}};
    return info;
}

const RecordInfo& Event::record()
{
    static const RecordInfo info{
        "event",
        "Event",
        Role::Viewer,
        {field<&Event::id>("id", "Id", Key), field<&Event::at>("at", "Time"),
         field<&Event::severity>("severity", "Severity"),
         field<&Event::machineId>("machine_id", "Machine"),
         field<&Event::jobId>("job_id", "Job", Detail), field<&Event::code>("code", "Event"),
         field<&Event::args>("args", "Arguments", Detail), field<&Event::text>("text", "Text")}};
    return info;
}

} // namespace rackhouse
