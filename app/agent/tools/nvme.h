#pragma once

#include "app/agent/outcome.h"
#include "app/agent/taskcontext.h"

namespace rackhouse::agent
{

/// What an NVMe controller says that it can erase (Identify Controller: OACS, FNA, SANICAP).
struct NvmeController {
    std::string model;
    std::string serial;
    std::string firmware;
    bool format = false;               ///< OACS bit 1
    bool cryptoErase = false;          ///< FNA bit 2: format with SES=2
    bool formatsAllNamespaces = false; ///< FNA bit 1: an erase reaches every namespace
    bool sanitizeCrypto = false;       ///< SANICAP bit 0
    bool sanitizeBlock = false;        ///< SANICAP bit 1
    bool sanitizeOverwrite = false;    ///< SANICAP bit 2
};

/// nvme-cli.
class NvmeTool
{
public:
    static Outcome<NvmeController> parseController(const std::string& json);
    Outcome<NvmeController> controller(const std::string& device) const;
    /// Formats one namespace; `secureErase` is SES: 1 user data erase, 2 cryptographic erase.
    Outcome<void> format(const std::string& device, int secureErase, TaskContext& task) const;
    /// "nvme-cli 2.3".
    std::string version() const;
};

} // namespace rackhouse::agent
