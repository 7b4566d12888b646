#pragma once

#include <QString>

#include <vector>

class QPagedPaintDevice;

namespace rackhouse
{

/// What stands on one label.
struct Label {
    QString name;
    QString tag; ///< asset tag
    QString serial;
    QString model;
    QString link; ///< in the QR code
};

/// Draws labels of 70 by 37 mm, 24 on a sheet of A4. False where the paper could not be drawn on.
bool printLabels(const std::vector<Label>& labels, QPagedPaintDevice& paper);

} // namespace rackhouse
