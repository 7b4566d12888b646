#pragma once

#include <QString>

#include <functional>

class QPagedPaintDevice;

namespace rackhouse
{

/// Draws a PDF; whether all of it could be written.
bool writePdf(const QString& path, const QString& title,
              const std::function<bool(QPagedPaintDevice&)>& paint);

} // namespace rackhouse
