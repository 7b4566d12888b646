#pragma once

#include "app/netboot/file_descriptor.h"
#include "models/base/result.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace rackhouse::netboot
{

/// A small epoll loop: the thread of a DHCP or TFTP server. Only post() and stop() may be called
/// from other threads.
class EventLoop
{
public:
    using Task = std::function<void()>;

    static Result<std::shared_ptr<EventLoop>> create();

    /// Calls `readable` whenever the descriptor can be read; the descriptor stays the caller's.
    Result<void> watch(int fd, Task readable);
    void unwatch(int fd);
    /// Calls `tick` about every `periodMs` until it is set to 0.
    void setTick(int periodMs, Task tick);

    /// Runs the task on the loop's thread: at once when called there, else soon. Tasks that are
    /// left when the loop has stopped are dropped.
    void post(Task task);
    void run();
    void stop();

private:
    EventLoop(FileDescriptor epoll, FileDescriptor wake);
    void runPosted();

    FileDescriptor m_epoll;
    FileDescriptor m_wake;
    std::unordered_map<int, std::shared_ptr<Task>> m_watches;
    Task m_tick;
    int m_tickMs = 0;
    std::atomic<std::thread::id> m_thread;
    std::atomic<bool> m_stopping = false;
    std::mutex m_mutex;
    std::vector<Task> m_posted;
};

} // namespace rackhouse::netboot
