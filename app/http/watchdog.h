#pragma once

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>

namespace rackhouse::http
{

/// Cuts off what takes too long: after the time given it calls `cut`, and again every 200 ms until
/// it is armed anew or stopped, because a cancel may fall between two operations. Used on one
/// strand; the owner keeps itself alive through `cut`'s weak reference.
class Watchdog : public std::enable_shared_from_this<Watchdog>
{
public:
    Watchdog(const boost::asio::any_io_executor& strand, std::function<void()> cut)
        : m_timer(strand), m_cut(std::move(cut))
    {
    }

    void arm(int ms)
    {
        m_fired = false;
        wait(ms);
    }
    void stop()
    {
        ++m_round;
        m_timer.cancel();
    }
    bool fired() const { return m_fired; }

private:
    void wait(int ms)
    {
        const quint64 round = ++m_round;
        m_timer.expires_after(std::chrono::milliseconds(ms));
        m_timer.async_wait([self = weak_from_this(), round](boost::system::error_code) {
            const auto watchdog = self.lock();
            if (!watchdog || watchdog->m_round != round)
                return;
            watchdog->m_fired = true;
            watchdog->m_cut();
            watchdog->wait(200);
        });
    }

    boost::asio::steady_timer m_timer;
    std::function<void()> m_cut;
    quint64 m_round = 0;
    bool m_fired = false;
};

} // namespace rackhouse::http
