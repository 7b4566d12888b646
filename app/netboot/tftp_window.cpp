#include "app/netboot/tftp_window.h"

#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace rackhouse::netboot
{
namespace
{

constexpr size_t headerSize = 4;
constexpr size_t largestMessage = 65'000; // below the 65,507 bytes of one UDP message

/// Blocks ready to be sent: for each its header and its piece of the file.
struct Window {
    std::array<std::array<char, headerSize>, largestTftpWindow> headers;
    std::array<iovec, size_t(2) * largestTftpWindow> vectors;
    size_t count = 0;
};

void fill(Window& window, const QByteArray& content, const TftpTransfer& transfer, qint64 first)
{
    for (size_t i = 0; i < window.count; ++i) {
        const qint64 block = first + qint64(i);
        std::ranges::copy(encodeTftpDataHeader(quint16(block)), window.headers[i].begin());
        auto* data = const_cast<char*>(content.constData()) + transfer.blockOffset(block);
        window.vectors[2 * i] = {window.headers[i].data(), headerSize};
        window.vectors[2 * i + 1] = {data, size_t(transfer.blockLength(block))};
    }
}

/// False when the kernel cannot cut messages on this path; nothing has been sent then.
bool sendSegmented(int socket, Window& window, quint16 segment)
{
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(quint16))> control{};
    const size_t aMessage = std::max<size_t>(1, largestMessage / segment);
    for (size_t at = 0; at < window.count; at += aMessage) {
        msghdr header{};
        header.msg_iov = window.vectors.data() + 2 * at;
        header.msg_iovlen = 2 * std::min(aMessage, window.count - at);
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr* option = CMSG_FIRSTHDR(&header);
        option->cmsg_level = IPPROTO_UDP;
        option->cmsg_type = UDP_SEGMENT;
        option->cmsg_len = CMSG_LEN(sizeof segment);
        std::memcpy(CMSG_DATA(option), &segment, sizeof segment);
        if (::sendmsg(socket, &header, MSG_NOSIGNAL) < 0)
            return at > 0 || errno == EAGAIN || errno == ECONNREFUSED;
    }
    return true;
}

void sendOneByOne(int socket, Window& window)
{
    std::array<mmsghdr, largestTftpWindow> messages;
    for (size_t i = 0; i < window.count; ++i) {
        messages[i] = {};
        messages[i].msg_hdr.msg_iov = window.vectors.data() + 2 * i;
        messages[i].msg_hdr.msg_iovlen = 2;
    }
    ::sendmmsg(socket, messages.data(), unsigned(window.count), MSG_NOSIGNAL);
}

} // namespace

void sendTftpBlocks(int socket, const QByteArray& content, const TftpTransfer& transfer,
                    qint64 first, int count)
{
    Window window;
    window.count = size_t(std::clamp(count, 0, largestTftpWindow));
    fill(window, content, transfer, first);
    const auto segment = quint16(headerSize + size_t(transfer.blockSize()));
    if (window.count < 2 || !sendSegmented(socket, window, segment))
        sendOneByOne(socket, window);
}

} // namespace rackhouse::netboot
