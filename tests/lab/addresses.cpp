#include "tests/lab/addresses.h"

#include "tests/lab/bmcserver.h"

#include <QRandomGenerator>

#include <cerrno>
#include <cstring>

#include <sys/resource.h>
#include <unistd.h>

namespace rackhouse::lab
{

namespace
{

constexpr int kAttempts = 20;

QHostAddress randomBlock(int count)
{
    auto* random = QRandomGenerator::system();
    const quint32 second = 16 + random->bounded(224U);
    const quint32 third = random->bounded(256U - qMin(255U, static_cast<quint32>(count / 250)));
    return QHostAddress((127U << 24) | (second << 16) | (third << 8));
}

/// Two sockets a BMC are more than the usual limit of open files allows.
void allowManyDescriptors()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// The next address that ends in neither 0 nor 255.
quint32 nextHost(quint32 address)
{
    do
        ++address;
    while ((address & 0xFF) == 0 || (address & 0xFF) == 255);
    return address;
}

void closeAll(const BmcAddresses& opened)
{
    for (const auto& group : opened.sockets)
        for (const int socket : group)
            ::close(socket);
}

/// A port that nothing uses on the address now. A port chosen by the kernel in bind() would be lost
/// when the socket stops listening (Refuse), so it is asked for by number afterwards.
quint16 freePort(quint32 address)
{
    const int probe = listenOn(QHostAddress(address), 0);
    const quint16 port = probe < 0 ? 0 : portOf(probe);
    ::close(probe);
    return port;
}

bool tryBlock(BmcAddresses& opened, int count, const QHostAddress& base)
{
    opened = {};
    quint32 address = base.toIPv4Address();
    opened.port = freePort(nextHost(address));
    for (int i = 0; i < count; ++i) {
        address = nextHost(address);
        const int socket = listenOn(QHostAddress(address), opened.port);
        if (socket < 0) {
            const int reason = errno;
            closeAll(opened);
            errno = reason;
            return false;
        }
        opened.addresses.emplace_back(address);
        opened.sockets.push_back({socket});
    }
    return true;
}

} // namespace

Result<BmcAddresses> openAddresses(int count, std::optional<QHostAddress> base)
{
    allowManyDescriptors();
    BmcAddresses opened;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (tryBlock(opened, count, base ? *base : randomBlock(count)))
            return opened;
        if (errno != EADDRINUSE)
            break;
    }
    return fail("internal", QStringLiteral("no addresses for the BMCs: %1")
                                .arg(QString::fromLocal8Bit(std::strerror(errno))));
}

Result<void> openAgain(BmcAddresses& addresses)
{
    for (size_t i = 0; i < addresses.addresses.size(); ++i) {
        const int socket = listenOn(addresses.addresses[i], addresses.port);
        if (socket < 0)
            return fail("internal", QString::fromLocal8Bit(std::strerror(errno)));
        addresses.sockets[i].push_back(socket);
    }
    return {};
}

} // namespace rackhouse::lab
