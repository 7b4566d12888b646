#pragma once

#include "app/agent/outcome.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace rackhouse::agent
{

/// Memory that direct input and output accepts: aligned to 4 KiB.
class AlignedBuffer
{
public:
    explicit AlignedBuffer(std::size_t bytes);
    std::span<char> bytes() { return {m_bytes.get(), m_size}; }
    std::size_t size() const { return m_size; }

private:
    struct Release {
        void operator()(char* bytes) const;
    };
    std::unique_ptr<char[], Release> m_bytes;
    std::size_t m_size;
};

/// A disk, or a plain file in its place. Reads and writes go past the page cache where the kernel
/// allows it. Failures: drive-missing, write-failed, read-failed.
class BlockDevice
{
public:
    enum class Access { Read, Write };
    /// What every offset and length of direct access must be a multiple of.
    static constexpr std::size_t alignment = 4096;

    static Outcome<BlockDevice> open(const std::string& path, Access access);

    BlockDevice(BlockDevice&& other) noexcept;
    BlockDevice& operator=(BlockDevice&& other) noexcept;
    ~BlockDevice();

    const std::string& path() const { return m_path; }
    std::int64_t size() const { return m_size; }
    bool isReadOnly() const { return m_readOnly; }

    /// A tail that is not aligned goes through the page cache.
    Outcome<void> write(std::int64_t offset, std::span<const char> bytes);
    Outcome<void> read(std::int64_t offset, std::span<char> bytes);
    /// Makes a range read as zero, by the drive itself if it can.
    Outcome<void> zero(std::int64_t offset, std::int64_t length);
    /// Everything written is on the medium, and nothing of it is cached here any more.
    Outcome<void> settle();
    /// Has the kernel look at the partition table again.
    void rereadPartitions();

private:
    BlockDevice() = default;
    void direct(bool on);

    std::string m_path;
    int m_file = -1;
    std::int64_t m_size = 0;
    bool m_block = false;
    bool m_readOnly = false;
    bool m_canDirect = false;
    bool m_isDirect = false;
};

} // namespace rackhouse::agent
