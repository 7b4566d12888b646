#pragma once

#include "app/netboot/tftp_transfer.h"

namespace rackhouse::netboot
{

/// The most blocks that sendTftpBlocks() takes.
inline constexpr int largestTftpWindow = 64;

/// Sends `count` blocks of the file from `first` on a connected socket, their bytes straight from
/// `content`. A window goes to the kernel as one message that it cuts into datagrams itself
/// (UDP_SEGMENT); where that does not work, as one call of sendmmsg. What the kernel does not take
/// counts as lost on the way.
void sendTftpBlocks(int socket, const QByteArray& content, const TftpTransfer& transfer,
                    qint64 first, int count);

} // namespace rackhouse::netboot
