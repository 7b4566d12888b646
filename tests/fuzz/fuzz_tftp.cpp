#include "app/netboot/tftp_transfer.h"

using namespace rackhouse::netboot;

/// Whatever a client asks and acknowledges: no crash, and nothing outside the file is sent.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr qint64 fileSize = 300'000;
    const QByteArrayView bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto packet = decodeTftp(bytes);
    const auto* request = packet ? std::get_if<TftpRequest>(&*packet) : nullptr;
    if (!request)
        return 0;
    TftpTransfer transfer(*request, fileSize, {}, 0);
    TftpTransfer::Send send = transfer.start();
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        if (send.what == TftpTransfer::Send::What::Blocks) {
            const qint64 last = send.first + send.count - 1;
            if (transfer.blockOffset(last) + transfer.blockLength(last) > fileSize)
                __builtin_trap();
        }
        send = transfer.acknowledged(quint16(quint8(bytes[at])), at);
        (void)transfer.tick(at * 100);
    }
    return 0;
}
