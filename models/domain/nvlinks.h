#pragma once

#include <QJsonObject>
#include <QStringList>

namespace rackhouse
{

/// The NVLinks of one GPU, as its BMC counts them; kept in `detail.nvlink` of the GPU's component.
struct NvLinks {
    struct Link {
        QString name; ///< "NVLink_3"
        bool up = false;
        double gbps = 0;    ///< each way; 0: not told
        double maxGbps = 0; ///< that it can; 0: not told
        bool toSwitch = false;
    };

    int count = 0;    ///< 0: nothing is told
    int up = 0;       ///< of them
    int switched = 0; ///< up, and told to end at an NVSwitch
    double gbps = 0;  ///< each way, of all that are up
    QStringList down; ///< names
    QStringList slow; ///< names of those that are up and run clearly below what they can

    void add(const Link& link);
    bool isKnown() const { return count > 0; }
    bool isShort() const { return up < count || !slow.isEmpty(); }

    QJsonObject toJson() const;
    /// Of the detail of a component; what cannot be is not told.
    static NvLinks of(const QJsonObject& detail);
};

} // namespace rackhouse
