#pragma once

namespace rackhouse
{

/// The first listening socket that systemd (or who speaks like it: LISTEN_FDS, LISTEN_PID) has
/// handed over, once; -1: none. See sd_listen_fds(3).
int takeListenFd();

} // namespace rackhouse
