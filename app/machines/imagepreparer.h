#pragma once

#include "app/machines/imageingest.h"
#include "app/machines/servedimage.h"

#include <QThreadPool>

#include <atomic>

namespace rackhouse
{

class Store;

/// Prepares images one after the other on a thread of its own. A qcow2 is converted to raw.zst by
/// qemu-img in a child process whose time, memory and file size are bounded and whose input format
/// is named; raw, raw.zst and tar.zst are served as they were uploaded.
class ImagePreparer final : public ImageIngest
{
public:
    /// `folder` is where converted images and their descriptions are kept.
    ImagePreparer(Store& store, QString folder);
    ~ImagePreparer() override;

    QFuture<Result<Image>> prepare(ImageId id) override;
    /// Goes on with images that were being checked when the appliance stopped, and removes what was
    /// made of images that are gone.
    Result<void> resume();

private:
    Result<Image> work(const ImageId& id);
    Result<ServedImage> serve(const Image& image) const;
    /// Removes what was made of an image that is no longer in the catalog.
    void discard(const QString& id) const;

    Store& m_store;
    const QString m_folder;
    QThreadPool m_pool;
    std::atomic<bool> m_stopping = false;
};

} // namespace rackhouse
