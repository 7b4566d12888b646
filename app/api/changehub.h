#pragma once

#include "app/api/route.h"
#include "models/store/store.h"

#include <QThread>

#include <list>

namespace rackhouse::api
{

/// Answers GET /changes: at once when there are changes that the role may see, else after the next
/// commit that has some, else empty at the end of the wait. Has its own thread.
class ChangeHub
{
public:
    explicit ChangeHub(Store& store);
    ~ChangeHub();

    struct Question {
        qint64 since = 0;
        /// Of a reading that began at 0: the "last" of its first page. It has seen what was there
        /// then, so it misses only removals from after that.
        qint64 start = 0;
        Role role = Role::Viewer;
        int limit = 1000;
        int waitMs = 0;
        CredentialId credential = {}; ///< who asks; empty: the embedded console
    };
    /// From any thread. Errors: those of checkCredential(), as it stands at the answer;
    /// "feed-reset" when `since` lies beyond the feed, or so far back that removals from after it
    /// are forgotten.
    void ask(const Question& question, Respond respond);
    /// Answers every waiting poll now.
    void stop();

private:
    class Worker;
    QThread m_thread;
    Worker* m_worker; ///< lives on m_thread
};

} // namespace rackhouse::api
