#include "app/api/qcow2.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rackhouse::api;
    const auto header = parseQcow2Header(
        QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)));
    if (header && (header->virtualSize < 0 || header->virtualSize > maxDiskBytes))
        std::abort();
    return 0;
}
