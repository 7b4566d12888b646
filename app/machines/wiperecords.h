#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/domain/asset.h"
#include "models/domain/wipe.h"

#include <QJsonArray>
#include <QJsonObject>

namespace rackhouse
{

class Writer;

/// The record that a wipe job keeps of each drive. The functions run inside Store::write and may
/// run again with the same input.
namespace wiperecords
{

/// What the agent calls a drive in its answers, and so in a record of it; unlike the serial, no
/// other drive of the machine has it. Agents of before say "serial" for it.
QString nameIn(const QJsonObject& answer);
QString nameOf(const WipeRecord& record);

/// What marked drives are. Drives of the books that are not among them are recorded as failed: with
/// "drive-missing" what the agent saw before, with "drive-not-reachable" what only the BMC reports.
/// Of the latter, those whose name is in `accepted` do not make the wipe fail: members of a RAID
/// controller, which a person has dealt with by the controller's own tools.
Result<void> mark(Writer& writer, const JobId& job, const MachineId& machine,
                  const QJsonArray& drives, const std::vector<Component>& books,
                  const QStringList& accepted, Instant now);
/// Whether a person has said beforehand that this drive is not to be reached.
bool isAccepted(const WipeRecord& record);
/// Method, class and tool of each drive and everything that was tried.
Result<void> erase(Writer& writer, const JobId& job, const QJsonArray& drives);
/// What was read back. A drive without an answer, or on which not all markers that are looked for
/// had been written, has failed with "not-verified".
Result<void> verify(Writer& writer, const JobId& job, const QJsonArray& drives, Instant now);

/// Why a drive with that many markers cannot be called wiped; empty when it can. Pure.
QString faultOf(const QJsonObject& verified, qint64 markersWritten);

} // namespace wiperecords
} // namespace rackhouse
