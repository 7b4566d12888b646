#include "app/agent/image/treeimage.h"

#include "app/agent/digest.h"
#include "app/agent/image/decoder.h"
#include "app/agent/image/imagesource.h"
#include "app/agent/image/partitions.h"
#include "app/agent/tool.h"

#include <cstdio>
#include <fstream>
#include <sys/mount.h>

namespace rackhouse::agent
{
namespace
{
constexpr const char* rootFolder = "/run/rackhouse/root";
constexpr const char* layout = "label: gpt\n"
                               "size=1MiB, type=21686148-6449-6E6F-744E-656564454649, name=bios\n"
                               "size=256MiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=esp\n"
                               "type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=root\n";

/// GNU tar reading its archive from us.
class TarPipe
{
public:
    /// By its path: the shell of the RAM system has a tar of its own, which cannot compare.
    /// `mode` is "-x" or "-d" (compare what is on disk with the archive).
    explicit TarPipe(const char* mode)
        : m_pipe(::popen((std::string("exec /bin/tar ") + mode +
                          " -p --xattrs --xattrs-include='*' --numeric-owner -C " + rootFolder +
                          " -f - >/run/rackhouse/tar.log 2>&1")
                             .c_str(),
                         "we"))
    {
    }
    ~TarPipe() { close(); }
    TarPipe(const TarPipe&) = delete;
    TarPipe& operator=(const TarPipe&) = delete;

    Outcome<void> write(std::span<const char> bytes)
    {
        if (!m_pipe || std::fwrite(bytes.data(), 1, bytes.size(), m_pipe) != bytes.size())
            return broken("image-damaged");
        return {};
    }
    /// True when tar ended with 0.
    bool close()
    {
        const int status = m_pipe ? ::pclose(m_pipe) : 0;
        m_pipe = nullptr;
        return status == 0;
    }
    /// What tar said, as a failure.
    static tl::unexpected<Failure> broken(const char* code)
    {
        const std::string words = readText("/run/rackhouse/tar.log").substr(0, 500);
        const bool full = words.find("No space left") != std::string::npos;
        return fault(full ? "disk-too-small" : code, "tar: " + words);
    }

private:
    std::FILE* m_pipe;
};

struct Passed {
    std::string file;    ///< SHA-256 of the compressed file
    std::string content; ///< of the archive
    std::int64_t bytes = 0;
};

/// Sends the archive through tar once; the first pass writes, the second compares. Their progress
/// is one.
Outcome<Passed> pass(const ImageOrder& order, bool first, TaskContext& task)
{
    const char* const mode = first ? "-x" : "-d";
    const auto url = Url::parse(order.url);
    if (!url)
        return fault("bad-field", order.url, {{"field", "url"}});
    TarPipe tar(mode);
    Digest file;
    Digest content;
    Passed passed;
    Decoder decoder(true, [&](std::span<const char> bytes) {
        content.add(bytes);
        passed.bytes += static_cast<std::int64_t>(bytes.size());
        return tar.write(bytes);
    });
    ImageSource source(*url, order.sizeBytes, task);
    std::vector<char> piece(256 * 1024);
    for (;;) {
        auto got = source.read(piece);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            break;
        const std::span<const char> bytes(piece.data(), *got);
        file.add(bytes);
        if (auto added = decoder.add(bytes); !added)
            return tl::unexpected(added.error());
        task.progress(first ? "write" : "verify", source.position() + (first ? 0 : order.sizeBytes),
                      2 * order.sizeBytes);
    }
    passed.file = file.finishHex();
    passed.content = content.finishHex();
    if (passed.file != order.sha256)
        return fault("hash-mismatch", "the file has " + passed.file,
                     {{"expected", order.sha256}, {"received", passed.file}});
    if (auto finished = decoder.finish(); !finished)
        return tl::unexpected(finished.error());
    if (!tar.close())
        return TarPipe::broken(first ? "image-damaged" : "readback-mismatch");
    return passed;
}

void dropCaches(const Roots& roots)
{
    std::ofstream(roots.proc / "sys/vm/drop_caches") << "3" << std::flush;
}

std::string uuidOf(const std::string& partition)
{
    const auto answer =
        requireTool({.words = {"blkid", "-p", "-s", "UUID", "-o", "value", partition}});
    return answer ? answer->out.substr(0, answer->out.find('\n')) : std::string();
}

/// grub-mkconfig names the root by its UUID only where udev has made this link; else by a device
/// name that may be another one at the next start.
void linkByUuid(const Roots& roots, const std::string& partition)
{
    const auto folder = roots.dev / "disk/by-uuid";
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    std::filesystem::create_symlink(partition, folder / uuidOf(partition), error);
}
} // namespace

Outcome<void> TreeImage::partition(const Drive& drive, TaskContext& task) const
{
    const ToolCall steps[] = {{.words = {"wipefs", "-a", "-f", drive.path}},
                              {.words = {"sfdisk", "-q", "-W", "always", drive.path},
                               .limit = std::chrono::seconds(60),
                               .input = layout}};
    for (const ToolCall& step : steps) {
        if (auto done = requireTool(step); !done)
            return fault("partition-failed", done.error().detail);
    }
    const auto parts = listPartitions(m_roots, drive.device);
    if (parts.size() != 3)
        return fault("partition-failed", "the kernel does not see the three partitions");
    const ToolCall formats[] = {
        {.words = {"mkfs.fat", "-F", "32", "-n", "ESP", parts[1].path},
         .limit = std::chrono::minutes(5)},
        {.words = {"mke2fs", "-q", "-F", "-t", "ext4", "-L", "root", parts[2].path},
         .limit = std::chrono::minutes(30)}};
    for (const ToolCall& format : formats) {
        if (auto done = requireTool(format); !done)
            return fault("partition-failed", done.error().detail);
    }
    task.journal().info(drive.device + " has BIOS boot, ESP and root");
    return {};
}

Outcome<void> TreeImage::installGrub(const Drive& drive, const std::string& root,
                                     TaskContext& task) const
{
    auto devices = Mount::at("/dev", root + "/dev", "none", MS_BIND);
    auto processes = Mount::at("proc", root + "/proc", "proc");
    auto system = Mount::at("sysfs", root + "/sys", "sysfs");
    auto run = Mount::at("tmpfs", root + "/run", "tmpfs");
    if (!devices || !processes || !system || !run)
        return fault("grub-failed", "the tree cannot be entered");
    const std::vector<std::vector<std::string>> commands = {
        {"grub-install", "--target=i386-pc", drive.path},
        {"grub-install", "--target=x86_64-efi", "--efi-directory=/boot/efi", "--removable",
         "--no-nvram", drive.path},
        {"grub-mkconfig", "-o", "/boot/grub/grub.cfg"}};
    for (const auto& command : commands) {
        ToolCall call{.words = {"chroot", root}, .limit = std::chrono::minutes(10)};
        call.words.insert(call.words.end(), command.begin(), command.end());
        task.journal().info(command[0] + " " + command[1]);
        if (auto done = requireTool(call); !done)
            return fault("grub-failed", command[0] + ": " + done.error().detail);
    }
    return {};
}

Outcome<Json> TreeImage::write(const ImageOrder& order, const Drive& drive, TaskContext& task) const
{
    if (drive.readOnly)
        return fault("drive-read-only", drive.device, {{"device", drive.device}});
    if (order.diskBytes > drive.sizeBytes)
        return fault("disk-too-small", drive.device,
                     {{"disk_bytes", drive.sizeBytes}, {"needed", order.diskBytes}});
    if (auto done = partition(drive, task); !done)
        return tl::unexpected(done.error());
    const auto parts = listPartitions(m_roots, drive.device);
    const std::string esp = parts[1].path;
    Passed written;
    {
        auto root = Mount::at(parts[2].path, rootFolder, "ext4");
        if (!root)
            return tl::unexpected(root.error());
        auto first = pass(order, true, task);
        if (!first)
            return tl::unexpected(first.error());
        written = *first;
        if (!root->sync())
            return systemFault("write-failed", "sync");
    }
    dropCaches(m_roots);
    auto root = Mount::at(parts[2].path, rootFolder, "ext4");
    if (!root)
        return tl::unexpected(root.error());
    auto second = pass(order, false, task);
    if (!second)
        return tl::unexpected(second.error());
    std::ofstream fstab(root->folder() + "/etc/fstab", std::ios::trunc);
    fstab << "UUID=" << uuidOf(parts[2].path) << " / ext4 errors=remount-ro 0 1\n"
          << "UUID=" << uuidOf(esp) << " /boot/efi vfat umask=0077 0 1\n";
    fstab.close();
    linkByUuid(m_roots, parts[2].path);
    task.progress("boot-loader", 2 * order.sizeBytes, 2 * order.sizeBytes);
    {
        auto firmware = Mount::at(esp, root->folder() + "/boot/efi", "vfat");
        if (!firmware)
            return tl::unexpected(firmware.error());
        if (auto grub = installGrub(drive, root->folder(), task); !grub)
            return tl::unexpected(grub.error());
    }
    if (!fstab || !root->sync())
        return systemFault("write-failed", "sync");
    return Json{{"device", drive.device},
                {"written_bytes", written.bytes},
                {"sha256", written.file},
                {"content_sha256", written.content},
                {"readback_sha256", second->content}};
}

} // namespace rackhouse::agent
