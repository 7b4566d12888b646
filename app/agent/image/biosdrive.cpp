#include "app/agent/image/biosdrive.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>

namespace rackhouse::agent
{
namespace
{
constexpr const char* prefix = "int13_dev";
constexpr int firstDisk = 0x80;

/// What is known of a disk on either side; zero and empty: nothing.
struct Facts {
    std::uint32_t signature = 0;
    std::int64_t bytes = 0;
    std::string pci;
};

struct Entry {
    int number = 0;
    Facts facts;
};

/// The disk signature of a master boot record; protective ones of GPT disks mostly have none.
std::uint32_t signatureOf(const std::string& path)
{
    char sector[512] = {};
    std::ifstream disk(path, std::ios::binary);
    if (!disk.read(sector, sizeof sector) || std::memcmp(sector + 510, "\x55\xaa", 2) != 0)
        return 0;
    std::uint32_t signature = 0;
    std::memcpy(&signature, sector + 440, sizeof signature); // little-endian, as x86 is
    return signature;
}

/// raw_data is the answer to INT 13h AH=48h (EDD-3, 8.7): bytes a sector at offset 24.
std::int64_t sectorBytes(const std::filesystem::path& entry)
{
    const std::string raw = readBytes(entry / "raw_data");
    std::uint16_t bytes = 0;
    if (raw.size() >= 26)
        std::memcpy(&bytes, raw.data() + 24, sizeof bytes);
    return bytes == 0 ? 512 : bytes;
}

std::vector<Entry> biosEntries(const Roots& roots)
{
    std::vector<Entry> entries;
    const auto folder = roots.sys / "firmware/edd";
    for (const auto& name : namesIn(folder)) {
        if (!name.starts_with(prefix))
            continue;
        const auto at = folder / name;
        const long number = std::strtol(name.c_str() + std::strlen(prefix), nullptr, 16);
        entries.push_back(
            {static_cast<int>(number),
             {static_cast<std::uint32_t>(readNumber(at / "mbr_signature")),
              readNumber(at / "sectors") * sectorBytes(at), linkName(at / "pci_dev")}});
    }
    return entries;
}

Facts factsOf(const Roots& roots, const Drive& drive)
{
    return {signatureOf(drive.path), drive.sizeBytes,
            pciAddressOf(roots.sys / "block" / drive.device)};
}

using Same = bool (*)(const Facts&, const Facts&);

bool sameSignature(const Facts& a, const Facts& b)
{
    return a.signature != 0 && a.signature == b.signature;
}
bool sameSize(const Facts& a, const Facts& b)
{
    return a.bytes > 0 && a.bytes == b.bytes;
}
bool samePlace(const Facts& a, const Facts& b)
{
    return sameSize(a, b) && !a.pci.empty() && a.pci == b.pci;
}
} // namespace

std::optional<int> biosDrive(const Roots& roots, const std::vector<Drive>& drives,
                             const Drive& wanted)
{
    const auto entries = biosEntries(roots);
    if (drives.size() == 1 && entries.size() <= 1)
        return entries.empty() ? firstDisk : entries.front().number;
    const Facts facts = factsOf(roots, wanted);
    std::vector<Facts> all;
    for (const Drive& drive : drives)
        all.push_back(factsOf(roots, drive));
    for (const Same same : {sameSignature, sameSize, samePlace}) {
        const auto fits = [&](const Facts& other) {
            return same(facts, other);
        };
        const auto isEntry = [&](const Entry& entry) {
            return fits(entry.facts);
        };
        if (std::ranges::count_if(all, fits) == 1 && std::ranges::count_if(entries, isEntry) == 1)
            return std::ranges::find_if(entries, isEntry)->number;
    }
    return std::nullopt;
}

} // namespace rackhouse::agent
