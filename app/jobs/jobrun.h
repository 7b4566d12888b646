#pragma once

#include "app/jobs/stepdefinition.h"

#include <set>

namespace rackhouse
{

/// An unfinished job in memory, on the engine thread. The engine is the only writer of its rows, so
/// this is the truth between two commits. Everything here is arithmetic: no I/O.
struct JobRun {
    Job job;
    std::vector<JobStep> steps;
    const JobDefinition* definition = nullptr;
    RackId rackId;          ///< of its machine, for the rack's limit
    int current = 0;        ///< index of the step that is next or running
    quint64 generation = 0; ///< counts runs; a coroutine of an older one is ignored
    bool busy = false;      ///< a coroutine of this generation is on its way
    bool nudged = false;    ///< notified while busy: look again before waiting
    bool cancelAsked = false;
    bool holdAsked = false;
    bool resumed = false;    ///< the current step was under way when the appliance stopped
    bool dirty = false;      ///< progress not yet saved
    Instant wakeAt;          ///< of a waiting or postponed step or start; 0: now
    Instant savedAt;         ///< last save of progress
    std::set<int> touched;   ///< steps whose rows are older than this
    QJsonObject resultPatch; ///< for job.result, saved with the step's end

    bool atEnd() const { return current >= static_cast<int>(steps.size()); }
    JobStep& step() { return steps[static_cast<size_t>(current)]; }
    const JobStep& step() const { return steps[static_cast<size_t>(current)]; }
    const StepDefinition* stepDefinition() const { return definitionOf(current); }
    /// Null past the end, and for a step that the kind does not have any more.
    const StepDefinition* definitionOf(int index) const;
    int indexOf(const QString& stepName) const;
    /// Where a retry begins that was asked for from that step (empty: the current one); -1: there
    /// is none.
    int retryIndex(const QString& asked) const;
    /// Started and not finished: it holds a slot.
    bool holdsSlot() const;

    /// The steps of a definition as rows of a new job.
    static std::vector<JobStep> freshSteps(const JobId& job, const JobDefinition& definition);
    /// Makes the steps from `first` on pending again and the first of them current. Steps before
    /// `keptFrom` may be tried as often as at first; the others keep their attempts, which say that
    /// they were once begun.
    void rewind(int first, int keptFrom);
    void beginStep(Instant now);
    void endStep(StepState state, Instant now);
    /// Takes over progress; values never go back within an attempt. False: nothing changed.
    bool takeProgress(qint64 done, qint64 total, const QString& unit, qint64 rate);
    /// Weighted progress over all steps in 1/1000.
    qint64 permille() const;
};

} // namespace rackhouse
