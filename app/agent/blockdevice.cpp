#include "app/agent/blockdevice.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <linux/fs.h>
#include <new>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace rackhouse::agent
{

AlignedBuffer::AlignedBuffer(std::size_t bytes)
    : m_bytes(static_cast<char*>(std::aligned_alloc(
          BlockDevice::alignment,
          (bytes + BlockDevice::alignment - 1) / BlockDevice::alignment * BlockDevice::alignment))),
      m_size(bytes)
{
    if (!m_bytes)
        throw std::bad_alloc();
}

void AlignedBuffer::Release::operator()(char* bytes) const
{
    std::free(bytes);
}

Outcome<BlockDevice> BlockDevice::open(const std::string& path, Access access)
{
    BlockDevice device;
    device.m_path = path;
    const int mode = (access == Access::Write ? O_RDWR : O_RDONLY) | O_CLOEXEC;
    device.m_file = ::open(path.c_str(), mode);
    struct stat status {
    };
    if (device.m_file < 0 || ::fstat(device.m_file, &status) != 0)
        return systemFault(errno == EROFS || errno == EACCES ? "drive-read-only" : "drive-missing",
                           path);
    device.m_block = S_ISBLK(status.st_mode);
    device.m_size = status.st_size;
    if (device.m_block) {
        std::uint64_t bytes = 0;
        int readOnly = 0;
        if (::ioctl(device.m_file, BLKGETSIZE64, &bytes) != 0)
            return systemFault("drive-missing", path);
        ::ioctl(device.m_file, BLKROGET, &readOnly);
        device.m_size = static_cast<std::int64_t>(bytes);
        device.m_readOnly = readOnly != 0;
    }
    const int flags = ::fcntl(device.m_file, F_GETFL);
    device.m_canDirect = ::fcntl(device.m_file, F_SETFL, flags | O_DIRECT) == 0;
    device.m_isDirect = device.m_canDirect;
    return device;
}

BlockDevice::BlockDevice(BlockDevice&& other) noexcept
{
    *this = std::move(other);
}

BlockDevice& BlockDevice::operator=(BlockDevice&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_file, other.m_file);
    std::swap(m_size, other.m_size);
    std::swap(m_block, other.m_block);
    std::swap(m_readOnly, other.m_readOnly);
    std::swap(m_canDirect, other.m_canDirect);
    std::swap(m_isDirect, other.m_isDirect);
    return *this;
}

BlockDevice::~BlockDevice()
{
    if (m_file >= 0)
        ::close(m_file);
}

void BlockDevice::direct(bool on)
{
    if (on == m_isDirect || !m_canDirect)
        return;
    const int flags = ::fcntl(m_file, F_GETFL);
    ::fcntl(m_file, F_SETFL, on ? flags | O_DIRECT : flags & ~O_DIRECT);
    m_isDirect = on;
}

namespace
{
bool fits(std::int64_t offset, const void* bytes, std::size_t length)
{
    return offset % static_cast<std::int64_t>(BlockDevice::alignment) == 0 &&
           length % BlockDevice::alignment == 0 &&
           reinterpret_cast<std::uintptr_t>(bytes) % BlockDevice::alignment == 0;
}
} // namespace

Outcome<void> BlockDevice::write(std::int64_t offset, std::span<const char> bytes)
{
    while (!bytes.empty()) {
        direct(fits(offset, bytes.data(), bytes.size()));
        const ssize_t done = ::pwrite(m_file, bytes.data(), bytes.size(), offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return systemFault("write-failed", m_path + " at byte " + std::to_string(offset));
        offset += done;
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
    return {};
}

Outcome<void> BlockDevice::read(std::int64_t offset, std::span<char> bytes)
{
    while (!bytes.empty()) {
        direct(fits(offset, bytes.data(), bytes.size()));
        const ssize_t done = ::pread(m_file, bytes.data(), bytes.size(), offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return systemFault("read-failed", m_path + " at byte " + std::to_string(offset));
        offset += done;
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
    return {};
}

Outcome<void> BlockDevice::zero(std::int64_t offset, std::int64_t length)
{
    if (m_block) {
        const std::uint64_t range[2] = {static_cast<std::uint64_t>(offset),
                                        static_cast<std::uint64_t>(length)};
        if (::ioctl(m_file, BLKZEROOUT, range) == 0)
            return {};
    }
    AlignedBuffer zeros(static_cast<std::size_t>(length));
    std::ranges::fill(zeros.bytes(), 0);
    return write(offset, zeros.bytes());
}

Outcome<void> BlockDevice::settle()
{
    if (::fsync(m_file) != 0)
        return systemFault("write-failed", m_path);
    if (m_block)
        ::ioctl(m_file, BLKFLSBUF, 0);
    ::posix_fadvise(m_file, 0, 0, POSIX_FADV_DONTNEED);
    return {};
}

void BlockDevice::rereadPartitions()
{
    if (m_block)
        ::ioctl(m_file, BLKRRPART, 0);
}

} // namespace rackhouse::agent
