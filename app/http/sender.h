#pragma once

#include "app/http/asio.h"
#include "app/http/message.h"
#include "app/http/watchdog.h"

#include <boost/asio/post.hpp>

#include <sys/sendfile.h>
#include <unistd.h>

namespace rackhouse::http
{

/// Writes replies to one connection, a piece at a time; a peer that does not take a piece within
/// Limits::stallMs is cut off.
template <class Stream>
class Sender
{
public:
    Sender(Stream& stream, Watchdog& watchdog, const Limits& limits)
        : m_stream(stream), m_watchdog(watchdog), m_limits(limits)
    {
    }

    asio::awaitable<bool> write(const QByteArray& head, const QByteArray& body)
    {
        const auto view = [](const QByteArray& bytes, size_t from, size_t size) {
            return asio::const_buffer(bytes.constData() + from, size);
        };
        const size_t bodySize = static_cast<size_t>(body.size());
        size_t sent = std::min(chunkBytes, bodySize);
        const std::array first{view(head, 0, static_cast<size_t>(head.size())),
                               view(body, 0, sent)};
        m_watchdog.arm(m_limits.stallMs);
        auto [error, size] = co_await asio::async_write(m_stream, first, awaitResult);
        while (!error && sent < bodySize) {
            const size_t next = std::min(chunkBytes, bodySize - sent);
            m_watchdog.arm(m_limits.stallMs);
            std::tie(error, size) =
                co_await asio::async_write(m_stream, view(body, sent, next), awaitResult);
            sent += next;
        }
        co_return !error;
    }

    asio::awaitable<bool> send(const OpenFile& file)
    {
        if constexpr (std::is_same_v<Stream, tcp::socket>)
            co_return co_await mapFile(file);
        else
            co_return co_await copyFile(file);
    }

private:
    static constexpr size_t fileTurnBytes = 4 * 1024 * 1024; ///< then other connections get a turn

    /// sendfile(2): the kernel moves the pages, nothing passes through this process.
    asio::awaitable<bool> mapFile(const OpenFile& file)
    {
        off_t offset = file.offset;
        const off_t end = file.offset + file.length;
        size_t turn = 0;
        while (offset < end) {
            const size_t wanted = std::min(static_cast<size_t>(end - offset), fileTurnBytes - turn);
            const ssize_t sent = ::sendfile(m_stream.native_handle(), file.fd, &offset, wanted);
            if (sent > 0) {
                turn += static_cast<size_t>(sent);
                if (turn >= fileTurnBytes) {
                    turn = 0;
                    co_await asio::post(m_stream.get_executor(), asio::use_awaitable);
                }
                continue;
            }
            if (sent == 0 || (errno != EAGAIN && errno != EINTR))
                co_return false; // the file became shorter, or the peer is gone
            m_watchdog.arm(m_limits.stallMs);
            const auto [error] = co_await m_stream.async_wait(tcp::socket::wait_write, awaitResult);
            if (error || m_watchdog.fired())
                co_return false;
        }
        co_return true;
    }

    asio::awaitable<bool> copyFile(const OpenFile& file)
    {
        std::vector<char> chunk(4 * chunkBytes);
        qint64 offset = file.offset;
        const qint64 end = file.offset + file.length;
        while (offset < end) {
            const size_t wanted = std::min(chunk.size(), static_cast<size_t>(end - offset));
            const ssize_t got = ::pread(file.fd, chunk.data(), wanted, offset);
            if (got <= 0)
                co_return false;
            m_watchdog.arm(m_limits.stallMs);
            const auto [error, size] = co_await asio::async_write(
                m_stream, asio::buffer(chunk.data(), static_cast<size_t>(got)), awaitResult);
            if (error)
                co_return false;
            offset += static_cast<qint64>(size);
        }
        co_return true;
    }

    Stream& m_stream;
    Watchdog& m_watchdog;
    const Limits& m_limits;
};

} // namespace rackhouse::http
