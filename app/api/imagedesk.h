#pragma once

#include "app/api/imagefile.h"
#include "app/api/route.h"
#include "models/store/store.h"

#include <QThreadPool>

#include <atomic>
#include <mutex>
#include <set>

namespace rackhouse
{
class ImageIngest;
}

namespace rackhouse::api
{

/// Receives images and checks them before they are ready: uploads go to a file in the image folder,
/// or a file on the appliance is taken where it lies. Safe from any thread.
class ImageDesk
{
public:
    /// `directory` is where uploads are kept; nothing inside `stateDir` may be registered.
    /// `ingest` prepares checked images and makes them ready; null: they are ready when checked.
    ImageDesk(Store& store, QString directory, QString stateDir, ImageIngest* ingest);
    ~ImageDesk();

    /// Makes the row; with `path` set the file is checked and the answer comes after that.
    void create(const CallPtr& call, const Respond& respond);
    /// Whether the body of a PUT may come in, and where to.
    http::UploadDecision admit(const QString& imageId);
    /// Checks the file that has come in and keeps it.
    void receive(const CallPtr& call, const Respond& respond);
    void remove(const CallPtr& call, const Respond& respond);
    /// An upload that was admitted did not become a file: the image is bad, and may be sent again.
    void uploadFailed(const QString& id, const Error& error);

    /// Checks again what stop(), or a crash, has interrupted. Uploads that it has cut off are bad,
    /// and may be sent again.
    Result<void> resume();
    /// Ends checks soon; their images stay "checking".
    void stop() { m_stopping = true; }

private:
    Result<Image> newImage(const Call& call) const;
    Result<void> checkRegistered(const Call& call, const Image& image) const;
    void checkLater(const Image& image, const Respond& respond);
    void settle(const Image& image, const Result<ImageFacts>& facts, const Respond& respond);
    bool isUpload(const Image& image) const;
    bool claim(const QString& id);
    void release(const QString& id);
    bool wasLost(const QString& id);
    void noteStored(const QString& id, bool stored);

    Store& m_store;
    const QString m_directory;
    const QString m_stateDir;
    ImageIngest* const m_ingest;
    QThreadPool m_pool;
    std::atomic<bool> m_stopping = false;
    std::mutex m_mutex;
    std::set<QString> m_busy; ///< images that are uploaded or checked now
    std::set<QString> m_lost; ///< whose outcome the store did not take: they may be sent again
};

} // namespace rackhouse::api
