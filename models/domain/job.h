#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// Work on one machine: an ordered list of persisted, idempotent steps.
struct Job {
    JobId id;
    JobKind kind = JobKind::Inspect;
    MachineId machineId; ///< empty for discovery
    JobState state = JobState::Queued;
    QString reason; ///< code of what it waits for or why it failed
    QString reasonDetail;
    QString step;                ///< name of the current step
    qint64 progressPermille = 0; ///< over all steps; never goes back within an attempt
    QJsonObject params; ///< what was asked (no secrets: SSH public keys, hostname, image id...)
    QJsonObject result; ///< what came of it
    QString createdBy;  ///< credential name
    Instant createdAt;
    Instant startedAt;
    Instant finishedAt;
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// One step of a job. It is recorded before it acts and may run again after a crash.
struct JobStep {
    JobStepId id;
    JobId jobId;
    qint64 ordinal = 0; ///< from 0
    QString name;       ///< "network-boot"; stable, kebab-case
    StepState state = StepState::Pending;
    QString reason; ///< what it waits for, or why it failed
    QString reasonDetail;
    qint64 attempts = 0;
    qint64 maxAttempts = 1;
    QString rewindTo; ///< step to go back to when it fails and attempts are left; empty: itself
    bool safePoint = true; ///< a cancel may stop the job before or inside this step
    qint64 done = 0;       ///< progress in `unit`
    qint64 total = 0;      ///< 0: not known
    QString unit;          ///< "B", "drive", ""
    qint64 ratePerSecond = 0;
    Instant startedAt;
    Instant finishedAt;
    Instant deadlineAt;
    QJsonObject data; ///< what the step must remember over a restart

    static const RecordInfo& record();
};

/// Something that happened, for people to read. The sentence is written at the edge from code and
/// args.
struct Event {
    EventId id;
    Instant at;
    Severity severity = Severity::Info;
    MachineId machineId;
    JobId jobId;
    QString code;
    QJsonObject args;
    QString text; ///< raw line, e.g. of the agent's log

    static const RecordInfo& record();
};

} // namespace rackhouse
