#include "app/netboot/event_loop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace rackhouse::netboot
{

EventLoop::EventLoop(FileDescriptor epoll, FileDescriptor wake)
    : m_epoll(std::move(epoll)), m_wake(std::move(wake))
{
}

Result<std::shared_ptr<EventLoop>> EventLoop::create()
{
    FileDescriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
    FileDescriptor wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!epoll.isOpen() || !wake.isOpen())
        return fail("internal", QString::fromLocal8Bit(std::strerror(errno)));
    std::shared_ptr<EventLoop> loop(new EventLoop(std::move(epoll), std::move(wake)));
    if (auto watched = loop->watch(loop->m_wake.get(), [raw = loop.get()] { raw->runPosted(); });
        !watched)
        return fail(watched.error());
    return loop;
}

Result<void> EventLoop::watch(int fd, Task readable)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) != 0)
        return fail("internal", QString::fromLocal8Bit(std::strerror(errno)));
    m_watches[fd] = std::make_shared<Task>(std::move(readable));
    return {};
}

void EventLoop::unwatch(int fd)
{
    if (m_watches.erase(fd) != 0)
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
}

void EventLoop::setTick(int periodMs, Task tick)
{
    m_tickMs = periodMs;
    m_tick = std::move(tick);
}

void EventLoop::post(Task task)
{
    if (std::this_thread::get_id() == m_thread.load()) {
        task();
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_posted.push_back(std::move(task));
    ::eventfd_write(m_wake.get(), 1);
}

void EventLoop::runPosted()
{
    eventfd_t count = 0;
    ::eventfd_read(m_wake.get(), &count);
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_posted);
    }
    for (const Task& task : tasks)
        task();
}

void EventLoop::run()
{
    using SteadyClock = std::chrono::steady_clock;
    m_thread = std::this_thread::get_id();
    std::array<epoll_event, 64> events{};
    SteadyClock::time_point lastTick = SteadyClock::now();
    while (!m_stopping) {
        const int count = ::epoll_wait(m_epoll.get(), events.data(), int(events.size()),
                                       m_tickMs > 0 ? m_tickMs : -1);
        for (int i = 0; i < count; ++i) {
            const auto it = m_watches.find(events[size_t(i)].data.fd);
            if (it == m_watches.end())
                continue; // unwatched by an earlier callback
            const std::shared_ptr<Task> readable = it->second;
            (*readable)();
        }
        if (m_tickMs > 0 && SteadyClock::now() - lastTick >= std::chrono::milliseconds(m_tickMs)) {
            lastTick = SteadyClock::now();
            m_tick();
        }
    }
    m_thread = std::thread::id();
}

void EventLoop::stop()
{
    m_stopping = true;
    ::eventfd_write(m_wake.get(), 1);
}

} // namespace rackhouse::netboot
