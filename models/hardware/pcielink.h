#pragma once

#include <QJsonObject>
#include <QString>

namespace rackhouse
{

/// One PCIe link: how it runs and what both of its ends could do. 0: not told.
struct PcieLink {
    double speed = 0; ///< GT/s a lane
    int width = 0;    ///< lanes
    double maxSpeed = 0;
    int maxWidth = 0;

    bool isKnown() const { return width > 0 || speed > 0; }
    /// Fewer lanes than both ends have.
    bool isNarrow() const { return width > 0 && width < maxWidth; }
    bool isSlow() const { return speed > 0 && speed < maxSpeed; }
    /// "16 GT/s x8 of 32 GT/s x16"; without its second half where nothing is missing.
    QString text() const;
    /// "Gen5 x16"; empty where the speed or the width is not told.
    QString shortText() const;
    /// What differs, now / possible: "x8 / x16", "16 / 32 GT/s". Empty where nothing does.
    QString shortfall() const;
    /// The link that a function with this row has to a port with that one, whose own possibilities
    /// count too.
    PcieLink below(const PcieLink& port) const;

    /// Of a row of the agent's `pci`; what cannot be is not told.
    static PcieLink read(const QJsonObject& function);
};

} // namespace rackhouse
