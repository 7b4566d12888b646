#pragma once

#include "models/topology/gpumatrix.h"

namespace rackhouse
{

/// A matrix that an inspection gave beside one that nvidia-smi printed, device by device of the
/// same name.
class MatrixComparison
{
public:
    enum class Kind {
        Same,
        NvLink,  ///< nvidia-smi counts NVLinks, of which the BMC tells nothing
        NotHere, ///< the inspection does not tell the way
        NotTold, ///< nvidia-smi does not tell it, or not the device
        Differs,
    };

    /// What a device is next to, in columns of its own.
    enum class Affinity { Cpus, Numa };

    MatrixComparison(GpuMatrix here, GpuMatrix told);

    /// Places are those of the inspection's matrix.
    Kind kind(qsizetype row, qsizetype column) const;
    /// What nvidia-smi says there.
    GpuMatrix::Cell told(qsizetype row, qsizetype column) const;
    /// What is different, and why that may be; empty where nothing is.
    QString sentence(qsizetype row, qsizetype column) const;
    /// The same of what one device is next to.
    Kind kind(qsizetype row, Affinity of) const;
    QString told(qsizetype row, Affinity of) const;
    QString sentence(qsizetype row, Affinity of) const;
    /// Devices that are next to other CPUs or another NUMA node.
    int movedDevices() const;
    /// Pairs that differ, each counted once.
    int differences() const;
    /// What both have found, and which devices only one of them knows.
    QString summary() const;

    static QString affinity(const GpuMatrix::Device& device, Affinity of);

private:
    QStringList names(bool onlyHere) const;

    GpuMatrix m_here;
    GpuMatrix m_told;
    QList<qsizetype> m_place; ///< in the other matrix; -1: not there
};

} // namespace rackhouse
