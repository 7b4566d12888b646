#pragma once

#include "models/domain/asset.h"
#include "models/hardware/pcielink.h"

#include <QHash>

namespace rackhouse
{

/// The PCI functions of a machine and which bridge each hangs below, made sane: one function an
/// address, no loops.
struct PciTable {
    struct Function {
        QString address;
        QString kind;   ///< class code in hex: "030200"
        QString vendor; ///< "10de"
        QString device;
        int numa = -1;
        QString cpus; ///< next to it: "0-55,112-167"; empty where it is not told
        PcieLink link;
        int parent = -1;     ///< the bridge above; -1: a host bridge, or unknown
        bool orphan = false; ///< a bridge is named above it that is not there
        int depth = 0;       ///< bridges above it

        bool isBridge() const { return kind.startsWith(QLatin1String("0604")); }
        /// The side of a PCIe switch that faces the processor: ports alternate from the root port
        /// downwards.
        bool isSwitch() const { return isBridge() && depth % 2 == 1; }
    };

    std::vector<Function> functions; ///< by address
    QHash<QString, int> byAddress;
    int odd = 0; ///< rows that were left out or cut loose: an address twice, a loop

    /// The function and all bridges above it, nearest first.
    std::vector<int> chain(int function) const;
    /// The bus of the host bridge: "0000:17".
    QString hostBridge(int function) const;

    static PciTable of(const std::vector<Component>& components);
};

} // namespace rackhouse
