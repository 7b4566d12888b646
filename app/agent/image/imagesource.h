#pragma once

#include "app/agent/httpexchange.h"
#include "app/agent/taskcontext.h"

#include <memory>

namespace rackhouse::agent
{

/// The bytes of an image file, from the appliance. A connection that breaks is opened again and
/// goes on where it broke, for as long as the patience lasts without a single byte.
/// Failures: image-truncated, cancelled, appliance-unreachable, image-missing.
class ImageSource
{
public:
    ImageSource(Url url, std::int64_t sizeBytes, TaskContext& task,
                std::chrono::milliseconds patience = std::chrono::minutes(10));

    /// The next bytes; 0 at the end of the file.
    Outcome<std::size_t> read(std::span<char> into);
    std::int64_t position() const { return m_position; }

private:
    Outcome<void> connect();
    Outcome<void> wait(const Failure& why);

    Url m_url;
    std::int64_t m_size;
    TaskContext& m_task;
    std::chrono::milliseconds m_patience;
    std::chrono::steady_clock::time_point m_lastByte = std::chrono::steady_clock::now();
    std::int64_t m_position = 0;
    Connection m_connection;
    std::unique_ptr<HttpExchange> m_exchange;
};

} // namespace rackhouse::agent
