#pragma once

#include "app/http/shared.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

namespace rackhouse::http
{

/// The answer that a connection waits for. Delivered once, on the connection's strand; an empty one
/// when every copy of the Reply is gone without a call.
class PendingReply
{
public:
    using Deliver = std::function<void(std::optional<Response>)>;

    PendingReply(std::shared_ptr<Shared> shared, boost::asio::any_io_executor strand,
                 Deliver deliver)
        : m_shared(std::move(shared)), m_strand(std::move(strand)), m_deliver(std::move(deliver))
    {
    }
    ~PendingReply() { set(std::nullopt); }
    PendingReply(const PendingReply&) = delete;
    PendingReply& operator=(const PendingReply&) = delete;

    void set(std::optional<Response> response)
    {
        if (m_called.exchange(true))
            return;
        boost::asio::post(m_strand,
                          [deliver = std::move(m_deliver), answer = std::move(response)]() mutable {
                              deliver(std::move(answer));
                          });
    }

private:
    std::shared_ptr<Shared> m_shared; ///< keeps the strand's io_context
    boost::asio::any_io_executor m_strand;
    Deliver m_deliver;
    std::atomic<bool> m_called = false;
};

} // namespace rackhouse::http
