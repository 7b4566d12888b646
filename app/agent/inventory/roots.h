#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rackhouse::agent
{

/// Where the kernel shows the machine; tests put folders of their own here.
struct Roots {
    std::filesystem::path sys = "/sys";
    std::filesystem::path proc = "/proc";
    std::filesystem::path dev = "/dev";
};

/// The first 64 KiB of a file without spaces and newlines at its ends; empty if it cannot be read.
std::string readText(const std::filesystem::path& path);
/// The whole file as bytes; empty if it cannot be read.
std::string readBytes(const std::filesystem::path& path);
/// The number in a file, decimal or 0x..., or the fallback.
long long readNumber(const std::filesystem::path& path, long long fallback = 0);
/// The names in a folder, sorted.
std::vector<std::string> namesIn(const std::filesystem::path& folder);
/// Whether UEFI firmware has started this machine; otherwise a BIOS has.
bool isUefi(const Roots& roots);
/// The last part of what a symbolic link points to; empty if there is none.
std::string linkName(const std::filesystem::path& link);
/// Whether a text is a PCI address as sysfs writes it: "0000:17:00.0".
bool isPciAddress(std::string_view text);
/// The nearest PCI address in the path of a device: a virtio card or a disk hangs below one.
std::string pciAddressOf(const std::filesystem::path& device);

} // namespace rackhouse::agent
