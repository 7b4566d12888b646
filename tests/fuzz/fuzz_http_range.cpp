#include "app/http/range.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse::fuzz;
using namespace rackhouse::http;

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {"\x64"
            "bytes=0-99",
            "\x64"
            "bytes=5-",
            "\x64"
            "bytes=-7",
            "\x64"
            "bytes=100-"};
}

/// The input: the size of the file, and the value of Range.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const qint64 fileBytes = input.byte();
    const RangeAnswer answer = parseRange(input.rest(), fileBytes);
    require(answer.offset >= 0 && answer.length >= 0 && answer.offset + answer.length <= fileBytes,
            "a range lies inside the file");
    if (answer.kind != RangeAnswer::Partial)
        return 0;
    require(answer.length > 0, "a range is not empty");
    const QByteArray plain = "bytes=" + QByteArray::number(answer.offset) + '-' +
                             QByteArray::number(answer.offset + answer.length - 1);
    const RangeAnswer again = parseRange(plain, fileBytes);
    require(again.kind == RangeAnswer::Partial && again.offset == answer.offset &&
                again.length == answer.length,
            "the same range in plain words");
    return 0;
}
