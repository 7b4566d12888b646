#include "app/http/connection.h"

#include "app/http/asio.h"
#include "app/http/bodyreader.h"
#include "app/http/message.h"
#include "app/http/pendingreply.h"
#include "app/http/sender.h"
#include "app/http/watchdog.h"

#include <QLoggingCategory>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/stream.hpp>

namespace rackhouse::http
{

namespace
{

Q_LOGGING_CATEGORY(lcHttp, "rackhouse.http", QtInfoMsg)

template <class Stream>
class ConnectionOf final : public Connection,
                           public std::enable_shared_from_this<ConnectionOf<Stream>>
{
    static constexpr int lingerMs = 2000; ///< without a byte
    static constexpr std::chrono::seconds longestLinger{15};
    static constexpr size_t lingerBytes = 64 * 1024 * 1024;
    static constexpr bool isTls = !std::is_same_v<Stream, tcp::socket>;

public:
    ConnectionOf(std::shared_ptr<Shared> shared, Stream stream, bool overloaded)
        : m_shared(std::move(shared)), m_stream(std::move(stream)),
          m_ready(m_stream.get_executor(), asio::steady_timer::time_point::max()),
          m_overloaded(overloaded)
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->open.insert(this);
    }

    ~ConnectionOf() override
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->open.erase(this);
        if (m_shared->open.empty())
            m_shared->empty.notify_all();
    }

    void start()
    {
        auto self = this->shared_from_this();
        m_watchdog =
            std::make_shared<Watchdog>(m_stream.get_executor(), [weak = this->weak_from_this()] {
                if (const auto connection = weak.lock())
                    connection->cancel();
            });
        asio::co_spawn(m_stream.get_executor(), run(), [self](std::exception_ptr error) {
            self->m_watchdog->stop();
            if (!error)
                return;
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& e) {
                qCWarning(lcHttp) << "connection ended by" << e.what();
            }
        });
    }

    void drain(bool force) override
    {
        asio::post(m_stream.get_executor(), [weak = this->weak_from_this(), force] {
            const auto self = weak.lock();
            if (!self)
                return;
            self->m_closing = true;
            if (force)
                self->abandon();
            else if (self->m_idle)
                self->cancel();
        });
    }

private:
    tcp::socket& socket()
    {
        if constexpr (isTls)
            return m_stream.next_layer();
        else
            return m_stream;
    }
    const Limits& limits() const { return m_shared->config.limits; }
    void cancel()
    {
        error_code ignored;
        socket().cancel(ignored);
        m_ready.cancel();
    }

    void abandon()
    {
        error_code ignored;
        socket().close(ignored);
        m_watchdog->arm(0);
    }

    asio::awaitable<void> run()
    {
        error_code ignored;
        socket().set_option(tcp::no_delay(true), ignored);
        socket().native_non_blocking(true, ignored);
        if (co_await handshake()) {
            while (co_await serveOne()) {
            }
        }
        co_await close();
    }

    asio::awaitable<bool> handshake()
    {
        if constexpr (isTls) {
            m_watchdog->arm(limits().handshakeMs);
            const auto [error] =
                co_await m_stream.async_handshake(asio::ssl::stream_base::server, awaitResult);
            if (error) {
                qCDebug(lcHttp) << "TLS handshake:" << error.message().c_str();
                co_return false;
            }
            m_secured = true;
            readClientCertificate();
        }
        co_return true;
    }

    void readClientCertificate()
    {
        if constexpr (isTls) {
            X509* certificate = SSL_get1_peer_certificate(m_stream.native_handle());
            if (!certificate)
                return;
            const int size = i2d_X509(certificate, nullptr);
            m_clientCertificate.resize(std::max(size, 0));
            auto* out = reinterpret_cast<unsigned char*>(m_clientCertificate.data());
            i2d_X509(certificate, &out);
            X509_free(certificate);
        }
    }

    /// One request and its reply; false when the connection is to be closed.
    asio::awaitable<bool> serveOne()
    {
        if (!co_await waitForRequest())
            co_return false;
        m_watchdog->arm(limits().headerMs);
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(limits().headerBytes));
        parser.body_limit(boost::none); // counted in readBody(), per kind of body
        const auto [error, size] =
            co_await beast::http::async_read_header(m_stream, m_buffer, parser, awaitResult);
        Q_UNUSED(size)
        Request request;
        std::optional<Error> problem;
        if (error)
            problem = headerError(error);
        else if (m_overloaded)
            problem = makeError("too-many-connections");
        else if (!fillRequest(parser, request))
            problem = makeError("bad-request");
        if (error || problem) {
            if (problem)
                co_await refuse(*problem);
            co_return false;
        }
        const bool keep = parser.keep_alive();
        m_http10 = parser.get().version() < 11;
        if (!parser.is_done() && !co_await readBody(parser, request))
            co_return false;
        m_head = request.method == "HEAD";
        const Request conditions = conditionsOf(request);
        auto response = co_await answer(std::move(request));
        if (!response)
            co_return false;
        const bool sent = co_await send(conditions, *response, keep && !m_closing);
        co_return sent;
    }

    /// True when the first bytes of a request are there.
    asio::awaitable<bool> waitForRequest()
    {
        if (m_buffer.size() > 0) // pipelined
            co_return true;
        if (m_closing || m_shared->stopping)
            co_return false;
        m_idle = true;
        m_watchdog->arm(m_overloaded ? limits().headerMs : limits().idleMs);
        const auto [error, size] =
            co_await m_stream.async_read_some(m_buffer.prepare(4096), awaitResult);
        m_idle = false;
        if (error)
            co_return false;
        m_buffer.commit(size);
        co_return true;
    }

    std::optional<Error> headerError(error_code error) const
    {
        if (m_watchdog->fired())
            return makeError("request-timeout");
        if (error == beast::http::error::header_limit ||
            error == beast::http::error::buffer_overflow)
            return makeError("header-too-large", {{QStringLiteral("limit"), limits().headerBytes}});
        if (error.category() ==
                beast::http::make_error_code(beast::http::error::end_of_stream).category() &&
            error != beast::http::error::end_of_stream &&
            error != beast::http::error::partial_message)
            return makeError("bad-request", QString::fromStdString(error.message()));
        return std::nullopt; // the peer went away
    }

    bool fillRequest(const Parser& parser, Request& request)
    {
        const auto& message = parser.get();
        const auto text = [](auto view) {
            return QByteArray(view.data(), static_cast<qsizetype>(view.size()));
        };
        request.method = text(message.method_string());
        request.tls = isTls;
        request.clientCertificateDer = m_clientCertificate;
        error_code ignored;
        request.peer = QHostAddress(
            QString::fromStdString(socket().remote_endpoint(ignored).address().to_string()));
        for (const auto& field : message) {
            QByteArray& value = request.headers[text(field.name_string()).toLower()];
            value = value.isEmpty() ? text(field.value()) : value + ", " + text(field.value());
        }
        if (message.version() >= 11 && !request.headers.contains("host"))
            return false;
        return parseTarget(text(message.target()), request);
    }

    static Request conditionsOf(const Request& request)
    {
        Request conditions;
        conditions.method = request.method;
        for (const char* name : {"range", "if-range", "if-none-match"}) {
            if (request.headers.contains(name))
                conditions.headers.insert(name, request.headers.value(name));
        }
        return conditions;
    }

    /// Reads the body to memory or to a file; false when the connection is to be closed.
    asio::awaitable<bool> readBody(Parser& parser, Request& request)
    {
        UploadDecision decision;
        if (m_shared->config.upload)
            decision = m_shared->config.upload(request);
        if (decision.kind == UploadDecision::Refuse) {
            co_await send(request, decision.refusal, false);
            co_await linger();
            co_return false;
        }
        const bool toFile = decision.kind == UploadDecision::ToFile;
        const qint64 limit = decision.maxBytes < 0 ? limits().bodyBytes : decision.maxBytes;
        const auto announced = parser.content_length();
        std::optional<Error> problem;
        if (announced && *announced > static_cast<std::uint64_t>(limit)) {
            problem = bodyTooLarge(limit);
        } else {
            BodyReader reader(m_stream, m_buffer, parser, *m_watchdog, limits());
            co_await reader.sayContinue(request);
            // GCC 12 miscompiles `?:` and `&&` between two co_awaits.
            if (toFile)
                problem = co_await reader.toFile(request, decision);
            else
                problem = co_await reader.toMemory(request, limit);
        }
        if (!problem)
            co_return true;
        if (toFile && decision.failed)
            decision.failed(*problem);
        m_head = false;
        co_await refuse(*problem);
        co_return false;
    }

    /// Calls the handler and waits for its reply; none when it gave the request up.
    asio::awaitable<std::optional<Response>> answer(Request request)
    {
        m_replied = false;
        m_reply.reset();
        m_watchdog->arm(limits().replyMs);
        callHandler(std::move(request));
        while (!m_replied && !m_watchdog->fired())
            co_await m_ready.async_wait(awaitResult);
        if (m_replied)
            co_return std::move(m_reply);
        ++m_round; // a late reply is dropped
        if (m_closing)
            co_return std::nullopt;
        co_return problemResponse(makeError("timed-out"));
    }

    void callHandler(Request request)
    {
        const auto pending = std::make_shared<PendingReply>(
            m_shared, m_stream.get_executor(),
            [weak = this->weak_from_this(), round = ++m_round](std::optional<Response> response) {
                const auto self = weak.lock();
                if (!self || self->m_round != round)
                    return;
                self->m_reply = std::move(response);
                self->m_replied = true;
                self->m_ready.cancel();
            });
        m_shared->config.handler(std::move(request), [pending](Response response) {
            pending->set(std::move(response));
        });
    }

    /// Answers a problem, after which the connection is closed.
    asio::awaitable<void> refuse(const Error& problem)
    {
        m_head = false;
        const Request unconditional;
        Response response = problemResponse(problem);
        co_await send(unconditional, response, false);
        co_await linger();
    }

    asio::awaitable<bool> send(const Request& conditions, Response& response, bool keep)
    {
        const OpenFile file = prepareFile(conditions, response);
        const bool fromFile = file.fd >= 0 && response.file;
        const QByteArray head =
            responseHead(response, fromFile ? file.length : response.body.size(), keep, m_http10);
        Sender sender(m_stream, *m_watchdog, limits());
        QByteArray body;
        if (!m_head && !fromFile)
            body = response.body;
        bool sent = co_await sender.write(head, body);
        if (sent && !m_head && fromFile)
            sent = co_await sender.send(file);
        co_return sent&& keep;
    }

    /// Reads what the peer still sends, so that it can read our answer before a reset.
    asio::awaitable<void> linger()
    {
        error_code ignored;
        if constexpr (!isTls)
            socket().shutdown(tcp::socket::shutdown_send, ignored);
        std::vector<char> sink(chunkBytes);
        size_t drained = 0;
        const auto end = std::chrono::steady_clock::now() + longestLinger;
        while (drained < lingerBytes && std::chrono::steady_clock::now() < end) {
            m_watchdog->arm(lingerMs);
            const auto [error, size] =
                co_await m_stream.async_read_some(asio::buffer(sink), awaitResult);
            if (error || size == 0 || m_watchdog->fired())
                break;
            drained += size;
        }
    }

    asio::awaitable<void> close()
    {
        if constexpr (isTls) {
            if (m_secured) {
                m_watchdog->arm(1000);
                co_await m_stream.async_shutdown(awaitResult);
            }
        }
        m_watchdog->stop();
        error_code ignored;
        socket().shutdown(tcp::socket::shutdown_both, ignored);
        socket().close(ignored);
    }

    std::shared_ptr<Shared> m_shared;
    Stream m_stream;
    std::shared_ptr<Watchdog> m_watchdog;
    asio::steady_timer m_ready; ///< cancelled when the reply is there
    beast::flat_buffer m_buffer{chunkBytes};
    QByteArray m_clientCertificate;
    std::optional<Response> m_reply;
    quint64 m_round = 0; ///< which request a reply belongs to
    bool m_overloaded;
    bool m_replied = false;
    bool m_secured = false;
    bool m_idle = false;
    bool m_closing = false;
    bool m_http10 = false;
    bool m_head = false;
};

} // namespace

void Connection::start(std::shared_ptr<Shared> shared, tcp::socket socket, bool overloaded)
{
    if (!shared->tls) {
        std::make_shared<ConnectionOf<tcp::socket>>(shared, std::move(socket), overloaded)->start();
        return;
    }
    using TlsStream = asio::ssl::stream<tcp::socket>;
    auto& context = *shared->tls;
    std::make_shared<ConnectionOf<TlsStream>>(shared, TlsStream(std::move(socket), context),
                                              overloaded)
        ->start();
}

} // namespace rackhouse::http
