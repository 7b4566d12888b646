#include "app/http/range.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rackhouse::http;
    constexpr qint64 fileBytes = 1000;
    const RangeAnswer answer = parseRange(
        QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)), fileBytes);
    const bool inside =
        answer.offset >= 0 && answer.length >= 0 && answer.offset + answer.length <= fileBytes;
    const bool empty = answer.kind == RangeAnswer::Partial && answer.length == 0;
    if (!inside || empty)
        std::abort();
    return 0;
}
