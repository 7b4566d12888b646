#pragma once

#include "app/agent/outcome.h"

#include <functional>
#include <span>
#include <vector>

struct ZSTD_DCtx_s;

namespace rackhouse::agent
{

/// Turns the bytes of an image file into the bytes of the disk, piece by piece.
class Decoder
{
public:
    using Sink = std::function<Outcome<void>(std::span<const char>)>;

    /// Passes bytes on unchanged, or decompresses Zstandard.
    Decoder(bool compressed, Sink sink);
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    /// "image-damaged" when it is no Zstandard; failures of the sink otherwise.
    Outcome<void> add(std::span<const char> bytes);
    /// "image-truncated" when the last frame has not ended.
    Outcome<void> finish() const;

private:
    Sink m_sink;
    ZSTD_DCtx_s* m_context = nullptr;
    std::vector<char> m_out;
    bool m_inFrame = false;
};

} // namespace rackhouse::agent
