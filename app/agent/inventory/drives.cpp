#include "app/agent/inventory/drives.h"

#include "app/agent/tools/hdparm.h"
#include "app/agent/tools/nvme.h"

#include <algorithm>
#include <map>

namespace rackhouse::agent
{
namespace
{
namespace fs = std::filesystem;

bool isDisk(const fs::path& block, const std::string& name)
{
    for (const char* prefix : {"loop", "ram", "zram", "dm-", "md", "sr", "fd", "nbd", "mtd"}) {
        if (name.starts_with(prefix))
            return false;
    }
    return readNumber(block / "size") > 0 && readNumber(block / "hidden") == 0;
}

std::string transportOf(const fs::path& block, const std::string& name)
{
    std::error_code error;
    const std::string where = fs::canonical(block, error).string();
    if (name.starts_with("nvme"))
        return "nvme";
    if (where.find("/usb") != std::string::npos)
        return "usb";
    if (name.starts_with("vd") || where.find("/virtio") != std::string::npos)
        return "virtio";
    return where.find("/ata") != std::string::npos ? "sata" : "sas";
}

/// The unit serial number page (SPC-5, 7.7.18): four bytes of header, then the text.
std::string unitSerial(const fs::path& page)
{
    std::string bytes = readBytes(page);
    if (bytes.size() <= 4)
        return {};
    bytes.erase(0, 4);
    const auto first = bytes.find_first_not_of(std::string(" \0", 2));
    if (first == std::string::npos)
        return {};
    return bytes.substr(first, bytes.find_last_not_of(std::string(" \n\0", 3)) - first + 1);
}

/// A drive that several controllers may reach hangs below none of them: any of them tells.
std::string pciOf(const fs::path& block)
{
    std::string address = pciAddressOf(block / "device");
    for (const auto& entry : namesIn(block / "device")) {
        if (address.empty() && entry.starts_with("nvme"))
            address = pciAddressOf(block / "device" / entry);
    }
    return address;
}

std::string firstOf(std::initializer_list<std::string> texts)
{
    for (const auto& text : texts) {
        if (!text.empty())
            return text;
    }
    return {};
}

std::vector<std::string> holdersOf(const fs::path& block, const std::string& name)
{
    auto holders = namesIn(block / "holders");
    for (const auto& part : namesIn(block)) {
        if (!part.starts_with(name))
            continue;
        for (auto& holder : namesIn(block / part / "holders"))
            holders.push_back(std::move(holder));
    }
    return holders;
}

/// What a drive is called as long as no other one claims the same.
std::string ownName(const Drive& drive)
{
    if (drive.serial.empty())
        return firstOf({drive.wwn, drive.device});
    const auto at = drive.transport == "nvme" ? drive.device.rfind('n') : std::string::npos;
    const std::string space = at == std::string::npos ? std::string() : drive.device.substr(at);
    return space.empty() || space == "n1" ? drive.serial : drive.serial + "-" + space;
}

Drive driveAt(const Roots& roots, const std::string& name)
{
    const fs::path block = roots.sys / "block" / name;
    Drive drive;
    drive.device = name;
    drive.path = (roots.dev / name).string();
    drive.transport = transportOf(block, name);
    drive.pci = pciOf(block);
    drive.model = readText(block / "device/model");
    drive.serial = firstOf({readText(block / "serial"), readText(block / "device/serial"),
                            unitSerial(block / "device/vpd_pg80")});
    drive.wwn = firstOf({readText(block / "wwid"), readText(block / "device/wwid")});
    drive.firmware =
        firstOf({readText(block / "device/firmware_rev"), readText(block / "device/rev")});
    drive.sizeBytes = readNumber(block / "size") * 512;
    drive.logicalBlock = static_cast<int>(readNumber(block / "queue/logical_block_size", 512));
    drive.rotational = drive.transport != "virtio" && readNumber(block / "queue/rotational") != 0;
    drive.readOnly = readNumber(block / "ro") != 0;
    drive.removable = readNumber(block / "removable") != 0;
    drive.holders = holdersOf(block, name);
    if (drive.transport == "nvme") {
        for (const auto& entry : namesIn(block / "device"))
            drive.sanitize.nvmeNamespaces +=
                entry.starts_with("nvme") && entry.find('n', 4) != std::string::npos ? 1 : 0;
    }
    if (drive.model.empty() && drive.transport == "virtio")
        drive.model = "virtio disk";
    return drive;
}
} // namespace

Json Sanitize::json() const
{
    return {{"nvme_format", nvmeFormat},
            {"nvme_crypto", nvmeCrypto},
            {"nvme_all_namespaces", nvmeAllNamespaces},
            {"nvme_namespaces", nvmeNamespaces},
            {"nvme_sanitize_crypto", nvmeSanitizeCrypto},
            {"nvme_sanitize_block", nvmeSanitizeBlock},
            {"ata_security", ataSecurity},
            {"ata_enabled", ataEnabled},
            {"ata_locked", ataLocked},
            {"ata_frozen", ataFrozen},
            {"ata_enhanced", ataEnhanced},
            {"ata_sanitize_crypto", ataSanitizeCrypto},
            {"ata_sanitize_block", ataSanitizeBlock}};
}

std::string Drive::media() const
{
    if (transport == "sata" || transport == "sas")
        return rotational ? "hdd" : transport + "-ssd";
    return transport;
}

Json Drive::json() const
{
    return {{"drive", key()},
            {"device", device},
            {"model", model},
            {"serial", serial},
            {"wwn", wwn},
            {"firmware", firmware},
            {"size_bytes", sizeBytes},
            {"rotational", rotational},
            {"transport", transport},
            {"pci", pci},
            {"logical_block", logicalBlock},
            {"read_only", readOnly},
            {"removable", removable},
            {"holders", holders},
            {"sanitize", sanitize.json()}};
}

std::vector<Drive> listDrives(const Roots& roots)
{
    std::vector<Drive> drives;
    for (const auto& name : namesIn(roots.sys / "block")) {
        if (isDisk(roots.sys / "block" / name, name))
            drives.push_back(driveAt(roots, name));
    }
    nameDrives(drives);
    return drives;
}

void nameDrives(std::vector<Drive>& drives)
{
    std::map<std::string, int> having;
    for (Drive& drive : drives) {
        drive.name = ownName(drive);
        ++having[drive.name];
        if (!drive.wwn.empty() && drive.wwn != drive.name)
            ++having[drive.wwn];
    }
    for (Drive& drive : drives) {
        if (having[drive.name] == 1)
            continue;
        drive.name = !drive.wwn.empty() && having[drive.wwn] == 1 ? drive.wwn : drive.device;
    }
}

Sanitize readSanitize(const Drive& drive)
{
    Sanitize offered = drive.sanitize;
    if (drive.transport == "nvme") {
        if (const auto controller = NvmeTool().controller(drive.path)) {
            offered.nvmeFormat = controller->format;
            offered.nvmeCrypto = controller->cryptoErase;
            offered.nvmeAllNamespaces = controller->formatsAllNamespaces;
            offered.nvmeSanitizeCrypto = controller->sanitizeCrypto;
            offered.nvmeSanitizeBlock = controller->sanitizeBlock;
        }
    } else if (drive.transport == "sata") {
        if (const auto security = HdparmTool().security(drive.path)) {
            offered.ataSecurity = security->supported;
            offered.ataEnabled = security->enabled;
            offered.ataLocked = security->locked;
            offered.ataFrozen = security->frozen;
            offered.ataEnhanced = security->enhanced;
            offered.ataSanitizeCrypto = security->sanitizeCrypto;
            offered.ataSanitizeBlock = security->sanitizeBlock;
        }
    }
    return offered;
}

Outcome<Drive> findDrive(const std::vector<Drive>& drives, const Json& wanted)
{
    std::string name = wanted.is_string() ? wanted.get<std::string>() : std::string();
    for (const char* field : {"drive", "serial", "device"}) {
        if (name.empty() && wanted.is_object())
            name = textField(wanted, field).value_or("");
    }
    const bool byKey = wanted.is_string() || wanted.contains("drive");
    for (const Drive& drive : drives) {
        if (byKey && !name.empty() && drive.key() == name)
            return drive;
    }
    const std::int64_t size = wanted.is_object() ? numberField(wanted, "size_bytes", 0) : 0;
    std::vector<Drive> found;
    for (const Drive& drive : drives) {
        const bool named = drive.serial == name || drive.device == name || drive.path == name;
        if (!name.empty() && named && (size == 0 || drive.sizeBytes == size))
            found.push_back(drive);
    }
    if (const auto device = textField(wanted, "device"); found.size() > 1 && device)
        std::erase_if(found, [&](const Drive& drive) { return drive.device != *device; });
    if (found.empty())
        return fault("drive-missing", "no drive is called \"" + name + "\"", {{"drive", name}});
    if (found.size() > 1 && wanted.is_object())
        return fault("drive-ambiguous", "several drives are called \"" + name + "\"",
                     {{"drive", name}});
    return found.front();
}

} // namespace rackhouse::agent
