#include "app/agent/image/decoder.h"

#include <zstd.h>

namespace rackhouse::agent
{
namespace
{
constexpr int largestWindowLog = 27; // 128 MiB: the RAM system has 1 GiB
}

Decoder::Decoder(bool compressed, Sink sink) : m_sink(std::move(sink))
{
    if (!compressed)
        return;
    m_context = ZSTD_createDCtx();
    ZSTD_DCtx_setParameter(m_context, ZSTD_d_windowLogMax, largestWindowLog);
    m_out.resize(1024 * 1024);
}

Decoder::~Decoder()
{
    ZSTD_freeDCtx(m_context);
}

Outcome<void> Decoder::add(std::span<const char> bytes)
{
    if (!m_context)
        return m_sink(bytes);
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    bool full = false;
    while (in.pos < in.size || full) {
        ZSTD_outBuffer out{m_out.data(), m_out.size(), 0};
        const std::size_t left = ZSTD_decompressStream(m_context, &out, &in);
        if (ZSTD_isError(left) != 0)
            return fault("image-damaged", ZSTD_getErrorName(left));
        m_inFrame = left != 0;
        // A frame that has ended has nothing more to give, however full the buffer is.
        full = m_inFrame && out.pos == out.size;
        if (out.pos > 0) {
            if (auto taken = m_sink({m_out.data(), out.pos}); !taken)
                return taken;
        }
    }
    return {};
}

Outcome<void> Decoder::finish() const
{
    if (m_inFrame)
        return fault("image-truncated", "the compressed data ends in the middle");
    return {};
}

} // namespace rackhouse::agent
