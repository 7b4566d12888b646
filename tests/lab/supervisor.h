#pragma once

#include <QtGlobal>

namespace rackhouse::lab
{

/// Forks. The child returns and goes on as process 1 of the process namespace that the caller has
/// unshared; the parent stays outside, passes SIGTERM and SIGINT on and exits as the child does.
/// When either ends, however it ends, the kernel kills everything inside, also what an appliance or
/// a test left in the background. Must be called while there is one thread.
void superviseChild();

/// The id outside of a process inside, as other programs see it; 0 for 0.
qint64 processOutside(qint64 inside);

} // namespace rackhouse::lab
