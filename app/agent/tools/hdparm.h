#pragma once

#include "app/agent/outcome.h"
#include "app/agent/taskcontext.h"

namespace rackhouse::agent
{

/// The security feature set of an ATA drive (ACS-3, 4.18), as `hdparm -I` prints it.
struct AtaSecurity {
    bool supported = false;
    bool enabled = false;
    bool locked = false;
    bool frozen = false;
    bool enhanced = false;   ///< enhanced erase is offered
    int eraseMinutes = 0;    ///< 0: not said
    int enhancedMinutes = 0; ///< 0: not said
    bool sanitizeCrypto = false;
    bool sanitizeBlock = false;
    bool sanitizeOverwrite = false;
};

/// hdparm.
class HdparmTool
{
public:
    static AtaSecurity parseIdentify(const std::string& text);
    Outcome<AtaSecurity> security(const std::string& device) const;
    /// Unlocks a drive that an interrupted secureErase() left locked, and takes its password away.
    /// Does nothing to a drive without a password. "drive-locked": the password is not ours.
    Outcome<void> recover(const std::string& device, TaskContext& task) const;
    /// Sets a password, erases, and takes the password away again if the erase failed.
    Outcome<void> secureErase(const std::string& device, const AtaSecurity& security, bool enhanced,
                              TaskContext& task) const;
    std::string version() const;
};

} // namespace rackhouse::agent
