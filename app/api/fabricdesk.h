#pragma once

#include "app/api/route.h"
#include "models/store/store.h"

#include <QThreadPool>

#include <mutex>
#include <set>

namespace rackhouse::api
{

/// Takes in what tells of a fabric, as a file of any size up to the reader's limit: the text of
/// ibnetdiscover, perfquery or ibswinfo, or a plan; which of them it is, its first lines say. Safe
/// from any thread.
class FabricDesk
{
public:
    /// `directory` is where the texts are held while they are read.
    FabricDesk(Store& store, QString directory);
    ~FabricDesk();

    /// Whether the text of a fabric may come in. Errors: "not-found", "fabric-busy".
    http::UploadDecision admit(const QString& fabricId);
    /// Reads the text that has come in and writes what differs.
    void receive(const CallPtr& call, const Respond& respond);
    void remove(const CallPtr& call, const Respond& respond);
    /// Lets go what admit() took, where no text follows.
    void release(const QString& id);

private:
    bool claim(const QString& id);

    Store& m_store;
    const QString m_directory;
    QThreadPool m_pool;
    std::mutex m_mutex;
    std::set<QString> m_busy; ///< fabrics whose text comes in or is read
};

} // namespace rackhouse::api
