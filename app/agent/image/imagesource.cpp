#include "app/agent/image/imagesource.h"

#include <thread>

namespace rackhouse::agent
{
namespace
{
constexpr std::chrono::seconds readLimit{20};
constexpr std::chrono::milliseconds retryPause{500};
} // namespace

ImageSource::ImageSource(Url url, std::int64_t sizeBytes, TaskContext& task,
                         std::chrono::milliseconds patience)
    : m_url(std::move(url)), m_size(sizeBytes), m_task(task), m_patience(patience)
{
}

Outcome<void> ImageSource::connect()
{
    if (auto opened = m_connection.open(m_url, readLimit); !opened)
        return opened;
    m_exchange = std::make_unique<HttpExchange>(m_connection, readLimit);
    const std::string range =
        m_position > 0 ? "Range: bytes=" + std::to_string(m_position) + "-\r\n" : std::string();
    auto head = m_exchange->start("GET", m_url, range + "Connection: close\r\n", {});
    if (!head)
        return tl::unexpected(head.error());
    if (head->status == 416)
        return fault("image-truncated", "the file ends at byte " + std::to_string(m_position),
                     {{"expected", m_size}, {"received", m_position}});
    if (head->status == 404 || head->status == 410 || head->status == 403)
        return fault("image-missing", m_url.path + ": HTTP " + std::to_string(head->status));
    if (head->status != (m_position > 0 ? 206 : 200))
        return fault("appliance-unreachable", "HTTP " + std::to_string(head->status));
    const auto length = head->contentLength();
    if (m_position == 0 && m_size > 0 && length && *length < m_size)
        return fault("image-truncated", "the file is shorter than the catalog says",
                     {{"expected", m_size}, {"received", *length}});
    return {};
}

Outcome<void> ImageSource::wait(const Failure& why)
{
    m_exchange.reset();
    m_connection.close();
    if (why.code != "appliance-unreachable")
        return tl::unexpected(why);
    if (std::chrono::steady_clock::now() - m_lastByte > m_patience)
        return tl::unexpected(why);
    m_task.journal().warning("the download broke at byte " + std::to_string(m_position) + " (" +
                             why.detail + "); going on from there");
    std::this_thread::sleep_for(retryPause);
    return {};
}

Outcome<std::size_t> ImageSource::read(std::span<char> into)
{
    for (;;) {
        if (m_task.cancelled())
            return fault("cancelled");
        if (m_size > 0 && m_position >= m_size)
            return 0;
        if (!m_exchange) {
            if (auto connected = connect(); !connected) {
                if (auto waited = wait(connected.error()); !waited)
                    return tl::unexpected(waited.error());
                continue;
            }
        }
        auto got = m_exchange->read(into);
        if (got && *got > 0) {
            m_lastByte = std::chrono::steady_clock::now();
            m_position += static_cast<std::int64_t>(*got);
            return got;
        }
        if (got && m_size <= 0)
            return got;
        const Failure why = got ? Failure{"image-truncated",
                                          "the file ends at byte " + std::to_string(m_position),
                                          {{"expected", m_size}, {"received", m_position}}}
                                : got.error();
        if (auto waited = wait(why); !waited)
            return tl::unexpected(waited.error());
    }
}

} // namespace rackhouse::agent
