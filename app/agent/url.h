#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace rackhouse::agent
{

/// http://ADDRESS:PORT/path with a numeric IPv4 or IPv6 address: the RAM system resolves no names.
struct Url {
    std::string host;
    std::uint16_t port = 80;
    std::string path = "/";

    static std::optional<Url> parse(const std::string& text);
    std::string authority() const;
};

} // namespace rackhouse::agent
