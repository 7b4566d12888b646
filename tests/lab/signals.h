#pragma once

#include <QSocketNotifier>

#include <memory>

namespace rackhouse::lab
{

/// Ends the event loop on SIGTERM and SIGINT. Made before any thread, which inherits the mask.
class QuitOnSignal
{
public:
    QuitOnSignal();
    ~QuitOnSignal();

private:
    int m_descriptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

/// For a child between fork and exec: the default signal mask, and death with the thread that
/// started it (SIGKILL), however that one ends.
void prepareChild();

} // namespace rackhouse::lab
