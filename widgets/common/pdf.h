#pragma once

#include <QString>

#include <functional>

class QPagedPaintDevice;

namespace rackhouse
{

/// Draws a PDF; whether all of it could be written. A file that is not complete is not there.
bool writePdf(const QString& path, const QString& title,
              const std::function<bool(QPagedPaintDevice&)>& paint);

} // namespace rackhouse
