#pragma once

#include "app/api/route.h"
#include "models/store/store.h"

#include <QThreadPool>

#include <mutex>
#include <set>

namespace rackhouse::api
{

/// Takes in what tells of a fabric, as a file of any size up to the reader's limit: the text of
/// ibnetdiscover, perfquery or ibswinfo, or a plan; which of them it is, its first lines say. And
/// what NetQ and NMX tell of the network as a whole. Safe from any thread.
class FabricDesk
{
public:
    /// `directory` is where the texts are held while they are read.
    FabricDesk(Store& store, QString directory);
    ~FabricDesk();

    /// Whether the text of a fabric may come in. Errors: "not-found", "fabric-busy".
    http::UploadDecision admit(const QString& fabricId);
    /// Whether a file of NetQ may. Errors: "fabric-busy".
    http::UploadDecision admitNetq();
    /// Reads the text that has come in and writes what differs.
    void receive(const CallPtr& call, const Respond& respond);
    void receiveNetq(const CallPtr& call, const Respond& respond);
    void remove(const CallPtr& call, const Respond& respond);
    void forgetNetq(const CallPtr& call, const Respond& respond);
    /// Lets go what admit() took, where no text follows.
    void release(const QString& id);
    void releaseNetq();

private:
    static http::UploadDecision refuse(const Error& error);
    http::UploadDecision toFile(const QString& id, qint64 mostBytes);
    bool claim(const QString& id);
    /// Does the task and answers what it returns; what was claimed is let go.
    void work(const QString& id, const Respond& respond,
              const std::function<Result<QJsonObject>()>& task);

    Store& m_store;
    const QString m_directory;
    QThreadPool m_pool;
    std::mutex m_mutex;
    std::set<QString> m_busy; ///< fabrics whose text comes in or is read
};

} // namespace rackhouse::api
