#include "app/machines/wiperecords.h"

#include "models/domain/componentmerge.h"
#include "models/store/store.h"

#include <algorithm>

namespace rackhouse::wiperecords
{

namespace
{

constexpr QLatin1StringView Drive("drive"); ///< what the agent calls it, in a record's detail
constexpr QLatin1StringView Accepted("accepted_unreachable");

QString text(const QJsonObject& o, const char* field)
{
    return stringOr(o, QString::fromLatin1(field));
}

Result<std::vector<WipeRecord>> ofJob(Writer& writer, const JobId& job)
{
    Select select;
    select.equals = {{QStringLiteral("job_id"), job.text()}};
    return writer.list<WipeRecord>(select);
}

/// The record of one drive among those of the job; a new one when there is none.
WipeRecord& recordOf(std::vector<WipeRecord>& records, const JobId& job, const QString& name)
{
    for (WipeRecord& record : records) {
        if (nameOf(record) == name)
            return record;
    }
    WipeRecord record;
    record.id = WipeRecordId::create();
    record.jobId = job;
    record.detail.insert(Drive, name);
    records.push_back(record);
    return records.back();
}

/// Whether a drive of the books is among those that the agent named. Books of before drives had
/// names go by serial, then by WWN or device.
bool isAmong(const std::vector<WipeRecord>& marked, const Component& drive)
{
    const QString name = stringOr(drive.detail, Drive);
    const QString wwn = stringOr(drive.detail, QStringLiteral("wwn"));
    return std::any_of(marked.begin(), marked.end(), [&](const WipeRecord& record) {
        if (!name.isEmpty())
            return nameOf(record) == name;
        if (!drive.serial.isEmpty())
            return record.serial == drive.serial;
        return wwn.isEmpty() ? record.device == drive.slot : record.wwn == wwn;
    });
}

/// Drives that the BMC reports and that are none of the marked ones, by the rule that also joins
/// the two reports on a screen: by serial, or in order of slot where one side has no serials and
/// both count the same.
///
/// What cannot be shown to be a marked drive is taken for one that keeps its data:
/// - Without a serial a drive is expected like any other. With neither serial nor size it is an
/// empty
///   bay or a card reader, and nothing is known to be there.
/// - Members of a RAID controller (also of an M.2 boot card) are not reachable, though the volume
///   made of them was erased: a spare, or a member that had dropped out, would keep what it holds.
/// - Removable media are expected of no one (see drivesOfBooks); virtual media are no drives of a
/// BMC.
std::vector<Component> notReachable(const std::vector<WipeRecord>& marked,
                                    const std::vector<Component>& books)
{
    std::vector<Component> reports;
    for (const WipeRecord& record : marked) {
        Component seen;
        seen.kind = ComponentKind::Drive;
        seen.source = Source::Agent;
        seen.slot = record.device;
        seen.serial = record.serial;
        seen.capacityBytes = record.sizeBytes;
        reports.push_back(std::move(seen));
    }
    std::copy_if(books.begin(), books.end(), std::back_inserter(reports), [](const Component& c) {
        return c.source == Source::Bmc && (!c.serial.isEmpty() || c.capacityBytes > 0);
    });
    std::vector<Component> missing;
    for (const MergedComponent& drive : mergeReports(reports)) {
        if (!drive.byAgent)
            missing.push_back(drive.shown);
    }
    return missing;
}

/// What a drive of the books is called where the agent did not find it.
QString nameInBooks(const Component& drive)
{
    for (const QString& name : {stringOr(drive.detail, Drive), drive.serial,
                                stringOr(drive.detail, QStringLiteral("wwn"))}) {
        if (!name.isEmpty())
            return name;
    }
    return drive.slot;
}

Result<void> putAll(Writer& writer, const std::vector<WipeRecord>& records)
{
    for (const WipeRecord& record : records) {
        if (auto put = writer.put(record); !put)
            return put;
    }
    return {};
}

/// A failure on the way stays one, whatever is read back.
void failRecord(WipeRecord& record, const QString& reason, Instant now)
{
    record.result = WipeResult::Failed;
    if (record.reason.isEmpty())
        record.reason = reason;
    record.finishedAt = now;
}

QString codeOf(const QJsonValue& error, const QString& fallback)
{
    const QString code = error.isObject() ? text(error.toObject(), "code") : error.toString();
    return code.isEmpty() ? fallback : code;
}

} // namespace

QString nameIn(const QJsonObject& answer)
{
    const QString name = stringOr(answer, Drive);
    return name.isEmpty() ? text(answer, "serial") : name;
}

QString nameOf(const WipeRecord& record)
{
    return stringOr(record.detail, Drive, record.serial);
}

bool isAccepted(const WipeRecord& record)
{
    return record.detail.value(Accepted).toBool();
}

Result<void> mark(Writer& writer, const JobId& job, const MachineId& machine,
                  const QJsonArray& drives, const std::vector<Component>& books,
                  const QStringList& accepted, Instant now)
{
    auto records = ofJob(writer, job);
    if (!records)
        return fail(records.error());
    std::vector<WipeRecord> seen;
    for (const QJsonValue& value : drives) {
        const QJsonObject drive = value.toObject();
        WipeRecord& record = recordOf(*records, job, nameIn(drive));
        record.machineId = machine;
        record.serial = text(drive, "serial");
        record.manufacturer = text(drive, "manufacturer");
        record.model = text(drive, "model");
        record.wwn = text(drive, "wwn");
        record.device = text(drive, "device");
        record.media = text(drive, "media");
        record.sizeBytes = integerOr(drive, QStringLiteral("size_bytes"));
        record.markersWritten = integerOr(drive, QStringLiteral("markers_written"));
        record.result = WipeResult::Running;
        record.reason.clear();
        record.startedAt = now;
        record.finishedAt = {};
        record.detail = {{Drive, nameIn(drive)},
                         {QStringLiteral("capabilities"), drive.value(u"capabilities")}};
        seen.push_back(record);
    }
    const auto lack = [&](const Component& drive, const QString& reason) {
        if (isAmong(seen, drive))
            return;
        WipeRecord& record = recordOf(*records, job, nameInBooks(drive));
        record.machineId = machine;
        record.serial = drive.serial;
        record.wwn = stringOr(drive.detail, QStringLiteral("wwn"));
        record.manufacturer = drive.manufacturer;
        record.model = drive.model;
        record.device = drive.slot;
        record.sizeBytes = drive.capacityBytes;
        record.startedAt = now;
        failRecord(record, reason, now);
    };
    for (const Component& drive : books) {
        if (drive.source == Source::Agent)
            lack(drive, QStringLiteral("drive-missing"));
    }
    for (const Component& drive : notReachable(seen, books))
        lack(drive, QStringLiteral("drive-not-reachable"));
    for (WipeRecord& record : *records) {
        if (record.reason == u"drive-not-reachable" && accepted.contains(nameOf(record)))
            record.detail.insert(Accepted, true);
    }
    return putAll(writer, *records);
}

Result<void> erase(Writer& writer, const JobId& job, const QJsonArray& drives)
{
    auto records = ofJob(writer, job);
    if (!records)
        return fail(records.error());
    for (const QJsonValue& value : drives) {
        const QJsonObject drive = value.toObject();
        for (WipeRecord& record : *records) {
            if (nameOf(record) != nameIn(drive))
                continue;
            record.method = enumFromText<WipeMethod>(text(drive, "method")).value_or(record.method);
            record.reached = enumFromText<WipeClass>(text(drive, "class")).value_or(record.reached);
            record.tool = text(drive, "tool");
            record.detail.insert(QStringLiteral("tried"), drive.value(u"tried"));
            const Instant started{integerOr(drive, QStringLiteral("started_ms"))};
            const Instant finished{integerOr(drive, QStringLiteral("finished_ms"))};
            if (started.isSet())
                record.detail.insert(QStringLiteral("erase_ms"), finished.ms - started.ms);
            if (!drive.value(u"ok").toBool())
                failRecord(record, codeOf(drive.value(u"error"), QStringLiteral("erase-failed")),
                           finished);
        }
    }
    return putAll(writer, *records);
}

QString faultOf(const QJsonObject& verified, qint64 markersWritten)
{
    const qint64 checked = integerOr(verified, QStringLiteral("checked"));
    if (integerOr(verified, QStringLiteral("survived")) > 0)
        return QStringLiteral("markers-survived");
    if (integerOr(verified, QStringLiteral("unreadable")) > 0)
        return QStringLiteral("drive-unreadable");
    if (checked <= 0 || markersWritten <= 0 || checked < markersWritten)
        return QStringLiteral("not-verified"); // no marker is gone that was never there
    return verified.value(u"ok").toBool() ? QString() : QStringLiteral("verify-failed");
}

Result<void> verify(Writer& writer, const JobId& job, const QJsonArray& drives, Instant now)
{
    auto records = ofJob(writer, job);
    if (!records)
        return fail(records.error());
    for (WipeRecord& record : *records) {
        QJsonObject found;
        for (const QJsonValue& value : drives) {
            if (nameIn(value.toObject()) == nameOf(record))
                found = value.toObject();
        }
        record.markersChecked = integerOr(found, QStringLiteral("checked"));
        record.markersSurvived = integerOr(found, QStringLiteral("survived"));
        record.detail.insert(QStringLiteral("verified"), found);
        const QString fault = faultOf(found, record.markersWritten);
        if (!fault.isEmpty())
            failRecord(record, fault, now);
        else if (record.result == WipeResult::Running)
            record.result = WipeResult::Passed;
        record.finishedAt = now;
    }
    return putAll(writer, *records);
}

} // namespace rackhouse::wiperecords
