#pragma once

#include "app/agent/inventory/drives.h"

namespace rackhouse::agent
{

/// One way to erase a drive.
struct Rung {
    enum class Kind { NvmeCrypto, NvmeFormat, AtaEnhanced, AtaErase, Overwrite };
    Kind kind;
    const char* method;  ///< the word of the wipe record
    const char* reached; ///< NIST SP 800-88: "purge" or "clear"
};

/// What a drive offers, strongest first; overwrite is always the last. `siblingsKept`: another
/// namespace of the same controller is not to be erased.
std::vector<Rung> rungsFor(const Drive& drive, bool siblingsKept);

/// Why a stronger rung is not there, for the record; empty if nothing is in the way.
std::string obstacle(const Drive& drive, bool siblingsKept);

} // namespace rackhouse::agent
