#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>

struct evp_md_ctx_st;

namespace rackhouse::agent
{

/// SHA-256 of what was added, piece by piece.
class Digest
{
public:
    using Bytes = std::array<unsigned char, 32>;

    Digest();
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void add(std::span<const char> bytes);
    /// The digest; the object starts anew.
    Bytes finish();
    /// The same as 64 lower-case hexadecimal digits.
    std::string finishHex();

    static Bytes of(std::string_view text);

private:
    evp_md_ctx_st* m_context;
};

} // namespace rackhouse::agent
