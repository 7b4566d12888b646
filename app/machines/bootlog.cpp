#include "app/machines/bootlog.h"

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

Result<void> write(Writer& writer, const netboot::BootEvent& event)
{
    Event row;
    row.id = EventId::create();
    row.at = event.at;
    row.severity = event.ok ? Severity::Info : Severity::Warning;
    row.code = QStringLiteral("boot-") + netboot::phaseText(event.phase);
    row.args = {{QStringLiteral("mac"), event.mac},
                {QStringLiteral("address"), event.address},
                {QStringLiteral("architecture"), event.architecture}};
    if (!event.ok)
        row.args.insert(QStringLiteral("problem"), event.problem);
    row.text = event.text;
    if (!event.mac.isEmpty()) {
        const auto id = writer.machineOfMac(event.mac);
        if (!id)
            return fail(id.error());
        const auto machine = writer.find<Machine>(*id);
        if (!machine)
            return fail(machine.error());
        if (*machine) {
            row.machineId = (*machine)->id;
            row.jobId = (*machine)->jobId;
        }
    }
    return writer.put(row);
}

} // namespace

void BootLog::record(const netboot::BootEvent& event)
{
    if (*m_waiting >= MostWaiting)
        return;
    ++*m_waiting;
    std::function<Result<void>(Writer&)> work = [event](Writer& writer) {
        return write(writer, event);
    };
    const auto written = [waiting = m_waiting] {
        --*waiting;
    };
    auto write = m_store.write<void>(std::move(work));
    write.then([written](const Result<void>&) { written(); }).onCanceled(written);
}

} // namespace rackhouse
