#include "app/netboot/tftp_transfer.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse::fuzz;
using namespace rackhouse::netboot;

namespace
{

constexpr qint64 fileSizes[] = {0, 1, 511, 512, 300'000, 40'000'000};

QByteArray requestBytes(const TftpRequest& request)
{
    QByteArray bytes(1, '\0');
    bytes += request.write ? '\2' : '\1';
    bytes += request.file + '\0' + request.mode + '\0';
    for (const auto& [name, value] : request.options)
        bytes += name + '\0' + value + '\0';
    return bytes;
}

void checkRequest(const TftpRequest& request)
{
    const auto again = decodeTftp(requestBytes(request));
    const auto* same = again ? std::get_if<TftpRequest>(&*again) : nullptr;
    require(same && same->write == request.write && same->file == request.file &&
                same->mode == request.mode && same->options == request.options,
            "a request is read back");
}

void checkError(const TftpErrorMessage& message)
{
    const auto again = decodeTftp(encodeTftpError(TftpErrorCode(message.code), message.text));
    const auto* same = again ? std::get_if<TftpErrorMessage>(&*again) : nullptr;
    require(same && same->code == message.code && same->text == message.text,
            "an error is read back");
}

/// Blocks lie inside the file, side by side, and only the last one is short.
void checkBlocks(const TftpTransfer& transfer, const TftpTransfer::Send& send, qint64 fileSize)
{
    if (send.what != TftpTransfer::Send::What::Blocks)
        return;
    require(send.first >= 1 && send.count >= 1, "what is sent has blocks");
    const qint64 last = send.first + send.count - 1;
    require(transfer.blockOffset(last) + transfer.blockLength(last) <= fileSize,
            "nothing outside the file is sent");
    const bool isEnd = last == fileSize / transfer.blockSize() + 1;
    require(isEnd == (transfer.blockLength(last) < transfer.blockSize()),
            "a short block is the last one");
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    const TftpRequest plain{false, "undionly.kpxe", "octet", {}};
    const TftpRequest windowed{
        false, "snponly.efi", "octet", {{"tsize", "0"}, {"blksize", "8"}, {"windowsize", "4"}}};
    QList<QByteArray> all;
    for (const TftpRequest& request : {plain, windowed}) {
        const QByteArray bytes = requestBytes(request);
        all << QByteArray(1, '\4') + char(bytes.size()) + bytes + QByteArray(40, '\0');
        all << QByteArray(1, '\5') + char(bytes.size()) + bytes + QByteArray(9, '\1');
    }
    return all << QByteArray("\0\5\0\5\0\1x", 7);
}

/// Whatever a client asks and acknowledges. The input: which file, the length of the first packet,
/// that packet, and how far each ACK is from the last block that was sent (127: time passes).
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const qint64 fileSize = fileSizes[input.byte() % std::size(fileSizes)];
    const auto packet = decodeTftp(input.bytes(input.byte()));
    if (!packet)
        return 0;
    if (const auto* message = std::get_if<TftpErrorMessage>(&*packet))
        checkError(*message);
    const auto* request = std::get_if<TftpRequest>(&*packet);
    if (!request)
        return 0;
    checkRequest(*request);
    TftpTransfer transfer(*request, fileSize, {}, 0);
    TftpTransfer::Send send = transfer.start();
    qint64 sent = 0;
    for (qint64 now = 0; !input.isEmpty(); now += 100) {
        checkBlocks(transfer, send, fileSize);
        if (send.what == TftpTransfer::Send::What::Blocks)
            sent = send.first + send.count - 1;
        const auto distance = static_cast<qint8>(input.byte());
        if (distance == 127) {
            now += 300'000;
            send = transfer.tick(now);
        } else {
            send = transfer.acknowledged(static_cast<quint16>(sent + distance), now);
        }
    }
    if (transfer.state() == TftpTransfer::State::Done)
        require(sent == fileSize / transfer.blockSize() + 1, "a transfer is done at its end");
    return 0;
}
