#include "app/agent/image/decoder.h"
#include "tests/fuzz/fuzzing.h"

#include <zstd.h>

using namespace rackhouse::agent;
using namespace rackhouse::fuzz;

namespace
{

constexpr std::size_t mostBytes = 16 * 1024 * 1024;

QByteArray compressed(const QByteArray& bytes)
{
    QByteArray frame(static_cast<qsizetype>(ZSTD_compressBound(size_t(bytes.size()))), '\0');
    const std::size_t size = ZSTD_compress(frame.data(), size_t(frame.size()), bytes.constData(),
                                           size_t(bytes.size()), 1);
    require(ZSTD_isError(size) == 0, "bytes can be compressed");
    frame.truncate(static_cast<qsizetype>(size));
    return frame;
}

/// What becomes of a stream that comes in pieces; a bomb is stopped by its sink.
Outcome<std::string> decoded(const QByteArray& stream, qsizetype piece)
{
    std::string out;
    Decoder decoder(true, [&out](std::span<const char> bytes) -> Outcome<void> {
        out.append(bytes.data(), bytes.size());
        if (out.size() > mostBytes)
            return fault("too-much");
        return {};
    });
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        const QByteArray part = stream.mid(at, piece);
        if (auto added = decoder.add({part.constData(), size_t(part.size())}); !added)
            return tl::unexpected(added.error());
    }
    if (auto finished = decoder.finish(); !finished)
        return tl::unexpected(finished.error());
    return out;
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {"\7" + compressed(QByteArray(5000, 'x')), "\x40" + compressed("a") + compressed("b")};
}

/// The input: the length of pieces, and the stream; the same bytes are compressed and come back.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const qsizetype piece = 1 + input.byte();
    const QByteArray bytes = input.rest();
    const auto first = decoded(bytes, piece);
    const auto second = decoded(bytes, std::max<qsizetype>(bytes.size(), 1));
    require(first.has_value() == second.has_value() && (!first || *first == *second),
            "pieces do not matter");
    const QByteArray twice = bytes + bytes;
    const QByteArray frames = compressed(bytes) + compressed(bytes);
    const auto whole = decoded(frames, piece);
    require(whole && *whole == twice.toStdString(), "an image comes back");
    const auto cut = decoded(frames.chopped(1), piece);
    require(!cut && cut.error().code == "image-truncated", "a cut image is noticed");
    return 0;
}
