#include "app/agent/image/install.h"

#include "app/agent/blockdevice.h"
#include "app/agent/image/biosdrive.h"
#include "app/agent/image/treeimage.h"
#include "app/agent/inventory/drives.h"
#include "app/agent/tool.h"
#include "app/agent/tools/efibootmgr.h"

#include <fstream>
#include <sys/mount.h>
#include <sys/stat.h>

namespace rackhouse::agent
{
namespace
{
constexpr const char* rootFolder = "/run/rackhouse/root";
constexpr const char* espType = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";

/// The name of a disk from {device}, without "/dev/".
Outcome<std::string> deviceOf(const Json& params)
{
    auto device = textField(params, "device");
    if (device && device->starts_with("/dev/"))
        device->erase(0, 5);
    if (device && (device->empty() || device->find('/') != std::string::npos))
        return fault("bad-field", *device, {{"field", "device"}});
    return device;
}

/// Enlarges the file system of a root to its partition.
Outcome<void> growFilesystem(const RootPartition& root, TaskContext& task)
{
    if (root.type != "ext4") {
        task.journal().info(root.type + " grows when the system starts");
        return {};
    }
    // 1: errors were corrected.
    auto checked = runTool({.words = {"e2fsck", "-f", "-y", root.partition.path},
                            .limit = std::chrono::minutes(30),
                            .cancel = &task.cancelFlag()});
    if (!checked)
        return tl::unexpected(checked.error());
    if (checked->exitCode > 1)
        return fault("grow-failed", checked->lastWords());
    auto grown = requireTool({.words = {"resize2fs", root.partition.path},
                              .limit = std::chrono::minutes(30),
                              .cancel = &task.cancelFlag()});
    if (!grown)
        return fault("grow-failed", grown.error().detail);
    return {};
}

Outcome<void> writeSeedFile(const std::filesystem::path& folder, const std::string& name,
                            const Json& text)
{
    if (name.empty() || name.find('/') != std::string::npos || name.starts_with(".") ||
        !text.is_string())
        return fault("bad-field", name, {{"field", "files"}});
    const auto path = folder / name;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text.get<std::string>();
    file.close();
    if (!file)
        return systemFault("seed-failed", path.string());
    ::chmod(path.c_str(), 0600); // user-data may hold secrets
    return {};
}
} // namespace

Outcome<ImageOrder> ImageOrder::parse(const Json& params)
{
    ImageOrder order;
    auto url = textField(params, "url");
    auto format = textField(params, "format");
    if (!url || !format)
        return tl::unexpected((url ? format : url).error());
    order.url = *url;
    order.format = *format;
    if (order.format != "raw" && order.format != "raw.zst" && order.format != "tar.zst")
        return fault("image-format", order.format, {{"format", order.format}});
    order.sha256 = textField(params, "sha256").value_or("");
    if (order.sha256.size() != 64)
        return fault("bad-field", {}, {{"field", "sha256"}});
    order.sizeBytes = numberField(params, "size_bytes", 0);
    order.diskBytes = numberField(params, "disk_bytes", 0);
    return order;
}

Outcome<Json> Install::writeImage(const Json& params, TaskContext& task) const
{
    const auto order = ImageOrder::parse(params);
    if (!order)
        return tl::unexpected(order.error());
    const Json wanted = params.value("drive", Json());
    const auto drives = listDrives(m_roots);
    const auto drive = findDrive(drives, wanted);
    if (!drive)
        return tl::unexpected(drive.error());
    if (!drive->holders.empty())
        return fault("drive-in-use", drive->device + " is held by " + drive->holders.front(),
                     {{"device", drive->device}});
    const bool uefi = isUefi(m_roots);
    const auto number = uefi ? std::nullopt : biosDrive(m_roots, drives, *drive);
    auto written = order->format == "tar.zst"
                       ? TreeImage(m_roots).write(*order, *drive, task)
                       : writeDiskImage(*order, drive->path, drive->device, task);
    if (!written)
        return written;
    (*written)["firmware"] = uefi ? "uefi" : "bios";
    if (number)
        (*written)["bios_drive"] = *number;
    return written;
}

Outcome<Json> Install::growRoot(const Json& params, TaskContext& task) const
{
    const auto device = deviceOf(params);
    if (!device)
        return tl::unexpected(device.error());
    const auto root = findRoot(m_roots, *device);
    if (!root)
        return tl::unexpected(root.error());
    return growPartition(m_roots, *device, *root, task);
}

Outcome<Json> growPartition(const Roots& roots, const std::string& device,
                            const RootPartition& root, TaskContext& task)
{
    const std::string disk = (roots.dev / device).string();
    const auto partitions = listPartitions(roots, device);
    if (partitions.back().number != root.partition.number) {
        task.journal().warning("the root partition is not the last one; it stays as it is");
    } else {
        // The second GPT still lies where the image ended.
        auto moved = requireTool({.words = {"sfdisk", "--relocate", "gpt-bak-std", disk}});
        if (!moved)
            task.journal().info("no GPT to relocate: " + moved.error().detail);
        auto grown =
            requireTool({.words = {"sfdisk", "-N", std::to_string(root.partition.number), disk},
                         .limit = std::chrono::seconds(60),
                         .input = ", +\n"});
        if (!grown)
            return fault("grow-failed", grown.error().detail);
    }
    if (auto grown = growFilesystem(root, task); !grown)
        return tl::unexpected(grown.error());
    for (const Partition& partition : listPartitions(roots, device)) {
        if (partition.number == root.partition.number)
            return Json{{"partition", partition.path}, {"bytes", partition.sizeBytes}};
    }
    return fault("grow-failed", "the partition is gone");
}

Outcome<Json> Install::seed(const Json& params, TaskContext& task) const
{
    const auto device = deviceOf(params);
    if (!device)
        return tl::unexpected(device.error());
    const Json files = params.value("files", Json::object());
    if (!files.is_object())
        return fault("bad-field", {}, {{"field", "files"}});
    const auto root = findRoot(m_roots, *device);
    if (!root)
        return tl::unexpected(root.error());
    auto mounted = Mount::at(root->partition.path, rootFolder, root->type);
    if (!mounted)
        return tl::unexpected(mounted.error());
    const auto folder = std::filesystem::path(mounted->folder()) / "var/lib/cloud/seed/nocloud";
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (const auto& [name, text] : files.items()) {
        if (auto written = writeSeedFile(folder, name, text); !written)
            return tl::unexpected(written.error());
    }
    if (!mounted->sync())
        return systemFault("seed-failed", "sync");
    task.journal().info("seeded " + root->partition.device);
    return Json::object();
}

Outcome<Json> Install::bootDisk(const Json& params, TaskContext& task) const
{
    const auto device = deviceOf(params);
    if (!device)
        return tl::unexpected(device.error());
    if (!isUefi(m_roots))
        return Json::object(); // a BIOS has no order that can be set from here: see biosDrive()
    const std::string disk = (m_roots.dev / *device).string();
    for (const Partition& partition : listPartitions(m_roots, *device)) {
        const auto type = requireTool(
            {.words = {"blkid", "-p", "-s", "PART_ENTRY_TYPE", "-o", "value", partition.path}});
        if (!type || !type->out.starts_with(espType))
            continue;
        if (auto done = EfiBootTool().bootDiskFirst(disk, partition.number); !done)
            return tl::unexpected(done.error());
        task.journal().info("UEFI starts from " + *device + " first");
        return Json::object();
    }
    return fault("esp-missing", *device, {{"device", *device}});
}

} // namespace rackhouse::agent
