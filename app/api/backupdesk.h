#pragma once

#include "app/api/route.h"
#include "models/store/store.h"

#include <QThreadPool>

#include <memory>
#include <mutex>

namespace rackhouse::api
{

/// Copies of the database for who may have them: consistent, made while the site works, in a file
/// of the state directory that is there only until it was sent. Safe from any thread.
class BackupDesk
{
public:
    BackupDesk(Store& store, QString stateDir);
    ~BackupDesk();

    /// Answers with the copy. Errors: "backup-busy" while another one is made or sent, "disk-full",
    /// "store-failed".
    void make(const CallPtr& call, const Respond& respond);

private:
    Result<http::Response> copy(std::shared_ptr<const void> keeper) const;
    std::shared_ptr<const void> claim();

    Store& m_store;
    const QString m_file;
    std::mutex m_mutex;
    std::weak_ptr<const void> m_current; ///< keeps the file of the copy that is under way
    QThreadPool m_pool;
};

} // namespace rackhouse::api
