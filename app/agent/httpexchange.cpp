#include "app/agent/httpexchange.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace rackhouse::agent
{
namespace
{
constexpr const char* unreachable = "appliance-unreachable";
constexpr std::size_t headLimit = 64 * 1024;

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

template <class T>
std::optional<T> number(std::string_view text, int base)
{
    T value{};
    const auto end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value, base);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        return std::nullopt;
    return value;
}
} // namespace

std::optional<HttpHead> HttpHead::parse(std::string_view text)
{
    HttpHead head;
    const auto end = std::min(text.find('\n'), text.size());
    const auto status = trimmed(text.substr(0, end));
    if (!status.starts_with("HTTP/1.") || status.size() < 12)
        return std::nullopt;
    const auto code = number<int>(std::string_view(status).substr(9, 3), 10);
    if (!code || *code < 100)
        return std::nullopt;
    head.status = *code;
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!text.empty()) {
        const auto stop = std::min(text.find('\n'), text.size());
        const auto row = text.substr(0, stop);
        text.remove_prefix(std::min(stop + 1, text.size()));
        const auto colon = row.find(':');
        if (colon == std::string_view::npos)
            continue;
        head.headers[lower(trimmed(row.substr(0, colon)))] = trimmed(row.substr(colon + 1));
    }
    return head;
}

std::optional<long long> HttpHead::contentLength() const
{
    const auto found = headers.find("content-length");
    if (found == headers.end())
        return std::nullopt;
    const auto length = number<long long>(found->second, 10);
    return length && *length >= 0 ? length : std::nullopt;
}

bool HttpHead::isChunked() const
{
    const auto found = headers.find("transfer-encoding");
    return found != headers.end() && lower(found->second) == "chunked";
}

bool HttpHead::keepsAlive() const
{
    const auto found = headers.find("connection");
    return (found == headers.end() || lower(found->second) != "close") &&
           (contentLength() || isChunked() || status == 204);
}

Outcome<HttpHead> HttpExchange::start(const std::string& method, const Url& url,
                                      const std::string& headers, const std::string& body)
{
    std::string request = method + " " + url.path + " HTTP/1.1\r\nHost: " + url.authority() +
                          "\r\nUser-Agent: rackhouse-agent/" RACKHOUSE_VERSION "\r\n" + headers;
    if (!body.empty() || method == "POST")
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    request += "\r\n" + body;
    if (auto sent = m_connection.sendAll(request, m_limit); !sent)
        return tl::unexpected(sent.error());
    std::string text;
    for (;;) {
        auto row = line();
        if (!row)
            return tl::unexpected(row.error());
        if (row->empty() && !text.empty()) {
            if (!text.starts_with("HTTP/1.1 100"))
                break;
            text.clear();
            continue;
        }
        text += *row + "\n";
        if (text.size() > headLimit)
            return fault(unreachable, "the response's header is too long");
    }
    auto head = HttpHead::parse(text);
    if (!head)
        return fault(unreachable, "the response is no HTTP");
    m_chunked = head->isChunked();
    m_left = m_chunked ? 0 : head->contentLength().value_or(-1);
    if (head->status == 204 || head->status == 304 || method == "HEAD")
        m_left = 0;
    m_ended = !m_chunked && m_left == 0;
    return *head;
}

Outcome<void> HttpExchange::fill()
{
    char bytes[16384];
    auto got = m_connection.receive(bytes, m_limit);
    if (!got)
        return tl::unexpected(got.error());
    if (*got == 0)
        return fault(unreachable, "the connection was closed");
    m_buffer.append(bytes, *got);
    return {};
}

Outcome<std::string> HttpExchange::line()
{
    for (;;) {
        const auto end = m_buffer.find('\n');
        if (end != std::string::npos) {
            auto row = trimmed(std::string_view(m_buffer).substr(0, end));
            m_buffer.erase(0, end + 1);
            return row;
        }
        if (m_buffer.size() > headLimit)
            return fault(unreachable, "a header line is too long");
        if (auto more = fill(); !more)
            return tl::unexpected(more.error());
    }
}

Outcome<void> HttpExchange::nextChunk()
{
    auto row = line();
    if (row && row->empty()) // the end of the chunk before
        row = line();
    if (!row)
        return tl::unexpected(row.error());
    const auto size = number<long long>(trimmed(row->substr(0, row->find(';'))), 16);
    if (!size || *size < 0)
        return fault(unreachable, "a chunk has no length");
    m_left = *size;
    while (m_left == 0 && !m_ended) {
        auto trailer = line();
        if (!trailer)
            return tl::unexpected(trailer.error());
        m_ended = trailer->empty();
    }
    return {};
}

Outcome<std::size_t> HttpExchange::read(std::span<char> into)
{
    if (m_chunked && m_left == 0 && !m_ended) {
        if (auto chunk = nextChunk(); !chunk)
            return tl::unexpected(chunk.error());
    }
    if (m_ended || into.empty())
        return 0;
    if (m_left > 0)
        into = into.first(std::min<std::size_t>(into.size(), static_cast<std::size_t>(m_left)));
    std::size_t count = std::min(into.size(), m_buffer.size());
    if (count > 0) {
        std::memcpy(into.data(), m_buffer.data(), count);
        m_buffer.erase(0, count);
    } else {
        auto got = m_connection.receive(into, m_limit);
        if (!got)
            return tl::unexpected(got.error());
        count = *got;
        if (count == 0 && m_left > 0)
            return fault(unreachable, "the connection was closed");
        m_ended = count == 0;
    }
    if (m_left > 0) {
        m_left -= static_cast<long long>(count);
        m_ended = m_left == 0 && !m_chunked;
    }
    return count;
}

Outcome<std::string> HttpExchange::readAll(std::size_t most)
{
    std::string body;
    char bytes[16384];
    for (;;) {
        auto got = read(bytes);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return body;
        body.append(bytes, *got);
        if (body.size() > most)
            return fault(unreachable, "the response is too long");
    }
}

} // namespace rackhouse::agent
