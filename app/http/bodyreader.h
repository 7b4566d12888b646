#pragma once

#include "app/http/asio.h"
#include "app/http/uploadfile.h"
#include "app/http/watchdog.h"

#include <QElapsedTimer>

#include <boost/asio/ssl/error.hpp>

#include <vector>

namespace rackhouse::http
{

/// Reads the body of one request to memory or to a file, within its limits of size and time.
template <class Stream>
class BodyReader
{
public:
    BodyReader(Stream& stream, beast::flat_buffer& buffer, Parser& parser, Watchdog& watchdog,
               const Limits& limits)
        : m_stream(stream), m_buffer(buffer), m_parser(parser), m_watchdog(watchdog),
          m_limits(limits)
    {
    }

    asio::awaitable<void> sayContinue(const Request& request)
    {
        if (m_buffer.size() > 0 || request.headers.value("expect").toLower() != "100-continue")
            co_return;
        static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(m_stream, asio::buffer(line), awaitResult);
    }

    asio::awaitable<std::optional<Error>> toMemory(Request& request, qint64 limit)
    {
        m_watchdog.arm(m_limits.bodyMs);
        std::vector<char> chunk(chunkBytes);
        while (!m_parser.is_done()) {
            const auto [error, size] = co_await readChunk(chunk);
            if (error)
                co_return bodyError(error);
            if (request.body.size() + static_cast<qint64>(size) > limit)
                co_return bodyTooLarge(limit);
            request.body.append(chunk.data(), static_cast<qsizetype>(size));
        }
        co_return std::nullopt;
    }

    asio::awaitable<std::optional<Error>> toFile(Request& request, const UploadDecision& decision)
    {
        auto file = UploadFile::create(decision.directory, decision.maxBytes);
        if (!file)
            co_return file.error();
        std::vector<char> chunk(chunkBytes);
        QElapsedTimer sinceProgress;
        sinceProgress.start();
        while (!m_parser.is_done()) {
            m_watchdog.arm(m_limits.stallMs);
            const auto [error, size] = co_await readChunk(chunk);
            if (error)
                co_return bodyError(error);
            if (const auto written = (*file)->append(chunk.data(), size); !written)
                co_return written.error();
            if (decision.progress && sinceProgress.elapsed() >= progressMs) {
                sinceProgress.restart();
                decision.progress((*file)->size());
            }
        }
        auto path = (*file)->release();
        if (!path)
            co_return path.error();
        request.bodyFile = *std::move(path);
        co_return std::nullopt;
    }

private:
    static constexpr qint64 progressMs = 500;

    /// Fills the chunk, or less at the end of the body.
    asio::awaitable<std::pair<error_code, size_t>> readChunk(std::vector<char>& chunk)
    {
        auto& body = m_parser.get().body();
        body.data = chunk.data();
        body.size = chunk.size();
        auto [error, size] =
            co_await beast::http::async_read(m_stream, m_buffer, m_parser, awaitResult);
        if (error == beast::http::error::need_buffer)
            error = {};
        co_return std::pair(error, chunk.size() - body.size);
    }

    Error bodyError(error_code error) const
    {
        if (m_watchdog.fired())
            return makeError("request-timeout");
        if (error == beast::http::error::partial_message || error == asio::error::eof ||
            error == asio::error::connection_reset || error == asio::ssl::error::stream_truncated)
            return makeError("upload-truncated");
        return makeError("bad-request", QString::fromStdString(error.message()));
    }

    Stream& m_stream;
    beast::flat_buffer& m_buffer;
    Parser& m_parser;
    Watchdog& m_watchdog;
    const Limits& m_limits;
};

} // namespace rackhouse::http
