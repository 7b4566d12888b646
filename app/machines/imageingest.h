#pragma once

#include "models/base/result.h"
#include "models/domain/asset.h"

#include <QFuture>

namespace rackhouse
{

/// Makes an uploaded image ready to be served to machines. The caller (app/api) has stored the file
/// at `image.path`, checked its hash and its header, set `receivedBytes`, and left the state at
/// Checking.
class ImageIngest
{
public:
    virtual ~ImageIngest() = default;

    /// Converts where needed, measures, and sets the image to Ready with its `diskBytes`, or to Bad
    /// with the reason. Any thread; the future finishes after the change is committed.
    virtual QFuture<Result<Image>> prepare(ImageId id) = 0;
};

} // namespace rackhouse
