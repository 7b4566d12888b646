#include "app/appliance/listenfds.h"

#include <QtGlobal>

#include <fcntl.h>
#include <unistd.h>

namespace rackhouse
{

int takeListenFd()
{
    constexpr int first = 3; // SD_LISTEN_FDS_START
    const bool ours = qEnvironmentVariableIntValue("LISTEN_PID") == ::getpid();
    const bool any = qEnvironmentVariableIntValue("LISTEN_FDS") > 0;
    qunsetenv("LISTEN_FDS");
    qunsetenv("LISTEN_PID");
    qunsetenv("LISTEN_FDNAMES");
    if (!ours || !any || ::fcntl(first, F_SETFD, FD_CLOEXEC) != 0)
        return -1;
    return first;
}

} // namespace rackhouse
