#include "app/api/qcow2.h"
#include "tests/fuzz/fuzzing.h"

#include <QtEndian>

using namespace rackhouse::api;
using namespace rackhouse::fuzz;

namespace
{

QByteArray headerBytes(const Qcow2Header& header)
{
    QByteArray bytes(qcow2HeaderBytes, '\0');
    qToBigEndian<quint32>(0x514649FB, bytes.data());
    qToBigEndian<quint32>(static_cast<quint32>(header.version), bytes.data() + 4);
    qToBigEndian<quint32>(static_cast<quint32>(header.clusterBits), bytes.data() + 20);
    qToBigEndian<qint64>(header.virtualSize, bytes.data() + 24);
    return bytes;
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {headerBytes({2, 10LL << 30, 16}).left(72), headerBytes({3, maxDiskBytes, 21})};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto header = parseQcow2Header(Input(data, size).rest());
    if (!header)
        return 0;
    require(header->virtualSize >= 0 && header->virtualSize <= maxDiskBytes, "a disk has a size");
    const auto again = parseQcow2Header(headerBytes(*header));
    require(again && again->version == header->version &&
                again->virtualSize == header->virtualSize &&
                again->clusterBits == header->clusterBits,
            "a header is read back");
    return 0;
}
