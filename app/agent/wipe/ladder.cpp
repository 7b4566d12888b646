#include "app/agent/wipe/ladder.h"

namespace rackhouse::agent
{

std::vector<Rung> rungsFor(const Drive& drive, bool siblingsKept)
{
    std::vector<Rung> rungs;
    const Sanitize& offers = drive.sanitize;
    const bool format = offers.nvmeFormat && !(offers.nvmeAllNamespaces && siblingsKept);
    if (format && offers.nvmeCrypto)
        rungs.push_back({Rung::Kind::NvmeCrypto, "nvme-format", "purge"});
    if (format)
        rungs.push_back({Rung::Kind::NvmeFormat, "nvme-format", "clear"});
    const bool ata =
        offers.ataSecurity && !offers.ataFrozen && !offers.ataLocked && !offers.ataEnabled;
    if (ata && offers.ataEnhanced)
        rungs.push_back({Rung::Kind::AtaEnhanced, "ata-secure-erase", "purge"});
    if (ata)
        rungs.push_back({Rung::Kind::AtaErase, "ata-secure-erase", "clear"});
    rungs.push_back({Rung::Kind::Overwrite, "overwrite", "clear"});
    return rungs;
}

std::string obstacle(const Drive& drive, bool siblingsKept)
{
    const Sanitize& offers = drive.sanitize;
    if (offers.nvmeFormat && offers.nvmeAllNamespaces && siblingsKept)
        return "a format would erase other namespaces of this controller, which are to be kept";
    if (offers.ataSecurity && offers.ataFrozen)
        return "the firmware has frozen the ATA security feature set";
    if (offers.ataSecurity && (offers.ataLocked || offers.ataEnabled))
        return "the drive has an ATA password that is not ours";
    if (drive.transport == "sata" && !offers.ataSecurity)
        return "the drive has no ATA security feature set";
    return {};
}

} // namespace rackhouse::agent
