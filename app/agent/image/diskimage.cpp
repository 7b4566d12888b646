#include "app/agent/blockdevice.h"
#include "app/agent/image/decoder.h"
#include "app/agent/image/diskwriter.h"
#include "app/agent/image/imagesource.h"
#include "app/agent/image/install.h"

namespace rackhouse::agent
{
namespace
{
constexpr std::size_t readPiece = 256 * 1024;
constexpr std::size_t verifyPiece = 4 * 1024 * 1024;

/// Reads back what was written, past every cache.
Outcome<std::string> readBack(const std::string& path, std::int64_t bytes, TaskContext& task)
{
    auto disk = BlockDevice::open(path, BlockDevice::Access::Read);
    if (!disk)
        return tl::unexpected(disk.error());
    AlignedBuffer buffer(verifyPiece);
    Digest digest;
    for (std::int64_t at = 0; at < bytes;) {
        if (task.cancelled())
            return fault("cancelled");
        const auto count = static_cast<std::size_t>(
            std::min<std::int64_t>(static_cast<std::int64_t>(verifyPiece), bytes - at));
        const auto piece = buffer.bytes().first(count);
        if (auto got = disk->read(at, piece); !got)
            return tl::unexpected(got.error());
        digest.add(piece);
        at += static_cast<std::int64_t>(count);
        task.progress("verify", at, bytes);
    }
    return digest.finishHex();
}

/// Streams the file through the decoder; its SHA-256 when all of it has come.
Outcome<std::string> stream(const ImageOrder& order, ImageSource& source, Decoder& decoder,
                            TaskContext& task)
{
    std::vector<char> piece(readPiece);
    Digest digest;
    for (;;) {
        auto got = source.read(piece);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            break;
        const std::span<const char> bytes(piece.data(), *got);
        digest.add(bytes);
        if (auto decoded = decoder.add(bytes); !decoded)
            return tl::unexpected(decoded.error());
        task.progress("write", source.position(), order.sizeBytes);
    }
    if (order.sizeBytes > 0 && source.position() != order.sizeBytes)
        return fault("image-truncated", {},
                     {{"expected", order.sizeBytes}, {"received", source.position()}});
    const std::string sha256 = digest.finishHex();
    if (!order.sha256.empty() && sha256 != order.sha256)
        return fault("hash-mismatch", "the file has " + sha256,
                     {{"expected", order.sha256}, {"received", sha256}});
    if (auto finished = decoder.finish(); !finished)
        return tl::unexpected(finished.error());
    return sha256;
}
} // namespace

Outcome<Json> writeDiskImage(const ImageOrder& order, const std::string& path,
                             const std::string& device, TaskContext& task)
{
    const auto url = Url::parse(order.url);
    if (!url)
        return fault("bad-field", order.url, {{"field", "url"}});
    auto disk = BlockDevice::open(path, BlockDevice::Access::Write);
    if (!disk)
        return tl::unexpected(disk.error());
    if (disk->isReadOnly())
        return fault("drive-read-only", device, {{"device", device}});
    if (order.diskBytes > disk->size())
        return fault("disk-too-small", device,
                     {{"disk_bytes", disk->size()}, {"needed", order.diskBytes}});
    task.journal().info("writing " + order.url + " to " + device);
    DiskWriter writer(*disk);
    Decoder decoder(order.format != "raw",
                    [&](std::span<const char> bytes) { return writer.add(bytes); });
    ImageSource source(*url, order.sizeBytes, task);
    auto sha256 = stream(order, source, decoder, task);
    if (!sha256)
        return tl::unexpected(sha256.error());
    if (order.diskBytes > 0 && writer.written() != order.diskBytes)
        return fault("image-truncated", "the disk in the image has another size",
                     {{"expected", order.diskBytes}, {"received", writer.written()}});
    if (auto finished = writer.finish(); !finished)
        return tl::unexpected(finished.error());
    const std::string content = writer.digestHex();
    auto back = readBack(path, writer.written(), task);
    if (!back)
        return tl::unexpected(back.error());
    if (*back != content)
        return fault("readback-mismatch", device, {{"device", device}});
    disk->rereadPartitions();
    return Json{{"device", device},
                {"written_bytes", writer.written()},
                {"sha256", *sha256},
                {"content_sha256", content},
                {"readback_sha256", *back}};
}

} // namespace rackhouse::agent
