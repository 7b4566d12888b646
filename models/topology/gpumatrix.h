#pragma once

#include "models/base/result.h"

#include <QList>
#include <QStringList>

namespace rackhouse
{

/// How two devices of one machine reach each other, nearest first.
enum class GpuPath {
    Self,
    NvLink, ///< a bonded set of NVLinks
    Pix,    ///< at most one PCIe bridge
    Pxb,    ///< several PCIe bridges
    Phb,    ///< a PCIe host bridge
    Node,   ///< host bridges of one NUMA node
    Sys,    ///< from one NUMA node to another
    Unknown,
};

/// The matrix of `nvidia-smi topo -m`: GPUs and network cards against each other.
struct GpuMatrix {
    struct Cell {
        GpuPath path = GpuPath::Unknown;
        int links = 0; ///< NVLinks: 18 in "NV18"

        bool operator==(const Cell&) const = default;
    };
    struct Device {
        QString name;        ///< "GPU0", "mlx5_0"
        QString cpuAffinity; ///< "0-55,112-167"; empty where it is not told
        QString numaNode;    ///< "0"

        bool isGpu() const { return name.startsWith(QLatin1String("GPU")); }
    };

    QList<Device> devices; ///< in the order of the columns
    QList<Cell> cells;     ///< row by row: devices.size() squared

    const Cell& cell(qsizetype row, qsizetype column) const
    {
        return cells[row * devices.size() + column];
    }
    /// Pairs of GPUs with fewer NVLinks than most pairs have.
    QList<std::pair<qsizetype, qsizetype>> weakPairs() const;

    /// Whether two lists name the same CPUs: "0-2,8" and "0,1,2,8" do.
    static bool isSameCpus(const QString& a, const QString& b);

    /// Errors: "gpu-matrix-unreadable" (text has no header, or a row that cannot be).
    static Result<GpuMatrix> read(const QByteArray& text);
};

} // namespace rackhouse
