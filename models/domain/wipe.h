#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// What was done to one drive and what was read back.
struct WipeRecord {
    WipeRecordId id;
    JobId jobId;
    MachineId machineId;
    QString manufacturer;
    QString model;
    QString serial;
    QString wwn;
    QString device; ///< "nvme0n1", as the RAM system named it
    QString media;  ///< "nvme", "sata-ssd", "hdd", "virtio"
    qint64 sizeBytes = 0;
    WipeMethod method = WipeMethod::Overwrite;
    WipeClass reached = WipeClass::Clear;
    QString tool; ///< "nvme-cli 2.3"
    WipeResult result = WipeResult::Running;
    QString reason; ///< error code when failed
    qint64 markersWritten = 0;
    qint64 markersChecked = 0;
    qint64 markersSurvived = 0; ///< of the markers checked, how many could still be read
    Instant startedAt;
    Instant finishedAt;
    QJsonObject detail; ///< capabilities read, every method tried with its answer

    static const RecordInfo& record();
};

} // namespace rackhouse
