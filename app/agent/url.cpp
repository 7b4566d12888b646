#include "app/agent/url.h"

#include <charconv>

namespace rackhouse::agent
{

std::optional<Url> Url::parse(const std::string& text)
{
    static const std::string scheme = "http://";
    if (!text.starts_with(scheme))
        return std::nullopt;
    Url url;
    const auto slash = text.find('/', scheme.size());
    std::string authority = text.substr(
        scheme.size(), slash == std::string::npos ? std::string::npos : slash - scheme.size());
    if (slash != std::string::npos)
        url.path = text.substr(slash);
    const auto bracket = authority.rfind(']');
    const auto colon = authority.rfind(':');
    if (colon != std::string::npos && (bracket == std::string::npos || colon > bracket)) {
        const char* first = authority.data() + colon + 1;
        const char* last = authority.data() + authority.size();
        const auto parsed = std::from_chars(first, last, url.port);
        if (parsed.ec != std::errc() || parsed.ptr != last || url.port == 0)
            return std::nullopt;
        authority.resize(colon);
    }
    if (authority.size() > 1 && authority.front() == '[' && authority.back() == ']')
        authority = authority.substr(1, authority.size() - 2);
    if (authority.empty())
        return std::nullopt;
    url.host = authority;
    return url;
}

std::string Url::authority() const
{
    const bool six = host.find(':') != std::string::npos;
    return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

} // namespace rackhouse::agent
