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

    /// Whether every sector reads zero afterwards. NVMe leaves open what an erased block holds
    /// (Format NVM, User Data Erase), an enhanced ATA erase writes a pattern of the maker or
    /// changes the key, and after a cryptographic erase the ciphertext is read with another key:
    /// there the markers have to be gone, and anything may be in their place.
    bool leavesZeros() const { return kind == Kind::AtaErase || kind == Kind::Overwrite; }
};

/// What a drive offers, strongest first; overwrite is always the last. `siblingsKept`: another
/// namespace of the same controller is not to be erased.
std::vector<Rung> rungsFor(const Drive& drive, bool siblingsKept);

/// Why a stronger rung is not there, for the record; empty if nothing is in the way.
std::string obstacle(const Drive& drive, bool siblingsKept);

} // namespace rackhouse::agent
