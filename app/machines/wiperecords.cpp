#include "app/machines/wiperecords.h"

#include "models/store/store.h"

namespace rackhouse::wiperecords
{

namespace
{

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
WipeRecord& recordOf(std::vector<WipeRecord>& records, const JobId& job, const QString& serial)
{
    for (WipeRecord& record : records) {
        if (record.serial == serial)
            return record;
    }
    WipeRecord record;
    record.id = WipeRecordId::create();
    record.jobId = job;
    record.serial = serial;
    records.push_back(record);
    return records.back();
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

Result<void> mark(Writer& writer, const JobId& job, const MachineId& machine,
                  const QJsonArray& drives, const std::vector<Component>& expected, Instant now)
{
    auto records = ofJob(writer, job);
    if (!records)
        return fail(records.error());
    QStringList seen;
    for (const QJsonValue& value : drives) {
        const QJsonObject drive = value.toObject();
        WipeRecord& record = recordOf(*records, job, text(drive, "serial"));
        record.machineId = machine;
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
        record.detail = {{QStringLiteral("capabilities"), drive.value(u"capabilities")}};
        seen << record.serial;
    }
    for (const Component& drive : expected) {
        if (drive.serial.isEmpty() || seen.contains(drive.serial))
            continue;
        WipeRecord& record = recordOf(*records, job, drive.serial);
        record.machineId = machine;
        record.manufacturer = drive.manufacturer;
        record.model = drive.model;
        record.device = drive.slot;
        record.sizeBytes = drive.capacityBytes;
        record.startedAt = now;
        failRecord(record, QStringLiteral("drive-missing"), now);
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
            if (record.serial != text(drive, "serial"))
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
            if (text(value.toObject(), "serial") == record.serial)
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
