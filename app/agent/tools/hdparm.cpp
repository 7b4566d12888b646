#include "app/agent/tools/hdparm.h"

#include "app/agent/tool.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace rackhouse::agent
{
namespace
{
/// Fixed: whoever comes after a crash must know it, also another agent of another boot.
constexpr const char* password = "rackhouse";
constexpr std::chrono::hours unknownLimit{12};

/// "2min for ENHANCED SECURITY ERASE UNIT" -> 2, for the words behind the number.
int minutesBefore(const std::string& line, const std::string& words)
{
    const auto at = line.find("min for " + words);
    if (at == std::string::npos)
        return 0;
    auto start = at;
    while (start > 0 && line[start - 1] >= '0' && line[start - 1] <= '9')
        --start;
    int minutes = 0;
    std::from_chars(line.data() + start, line.data() + at, minutes);
    return minutes;
}
} // namespace

AtaSecurity HdparmTool::parseIdentify(const std::string& text)
{
    AtaSecurity security;
    std::istringstream lines(text);
    bool inSecurity = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("Security:")) {
            inSecurity = true;
            continue;
        }
        security.sanitizeCrypto |= line.find("CRYPTO_SCRAMBLE_EXT") != std::string::npos;
        security.sanitizeBlock |= line.find("BLOCK_ERASE_EXT") != std::string::npos;
        security.sanitizeOverwrite |= line.find("OVERWRITE_EXT") != std::string::npos;
        if (!line.empty() && line.front() != '\t' && line.front() != ' ')
            inSecurity = false;
        if (!inSecurity)
            continue;
        std::istringstream words(line);
        std::string first;
        std::string second;
        words >> first >> second;
        const bool negated = first == "not";
        const std::string word = negated ? second : first;
        if (word == "supported" && second != "enhanced")
            security.supported = !negated;
        else if (word == "supported:")
            security.enhanced = !negated && line.find("enhanced erase") != std::string::npos;
        else if (word == "enabled")
            security.enabled = !negated;
        else if (word == "locked")
            security.locked = !negated;
        else if (word == "frozen")
            security.frozen = !negated;
        security.eraseMinutes =
            std::max(security.eraseMinutes, minutesBefore(line, "SECURITY ERASE"));
        security.enhancedMinutes =
            std::max(security.enhancedMinutes, minutesBefore(line, "ENHANCED SECURITY ERASE"));
    }
    return security;
}

Outcome<AtaSecurity> HdparmTool::security(const std::string& device) const
{
    auto answer = requireTool({.words = {"hdparm", "-I", device}});
    if (!answer)
        return tl::unexpected(answer.error());
    return parseIdentify(answer->out);
}

Outcome<void> HdparmTool::recover(const std::string& device, TaskContext& task) const
{
    const auto found = security(device);
    if (!found || !found->enabled)
        return {};
    const auto withPassword = [&device](const char* command) {
        return requireTool({.words = {"hdparm", "--user-master", "u", command, password, device}});
    };
    if (found->locked) {
        const auto unlocked = withPassword("--security-unlock");
        const auto now = security(device);
        if (!now || now->locked)
            return fault("drive-locked",
                         device +
                             (found->frozen ? " is locked, and frozen by the firmware"
                                            : " is locked with a password that is not ours") +
                             (unlocked ? std::string() : ": " + unlocked.error().detail),
                         {{"device", device}});
        task.journal().warning(device + " was locked by an erase that was interrupted; unlocked");
    }
    // One that is not locked can be erased without this, if only by overwriting.
    if (const auto disabled = withPassword("--security-disable"); !disabled)
        task.journal().warning(device + " keeps its ATA password: " + disabled.error().detail);
    return {};
}

Outcome<void> HdparmTool::secureErase(const std::string& device, const AtaSecurity& security,
                                      bool enhanced, TaskContext& task) const
{
    auto locked = requireTool(
        {.words = {"hdparm", "--user-master", "u", "--security-set-pass", password, device}});
    if (!locked)
        return tl::unexpected(locked.error());
    const int minutes = enhanced ? security.enhancedMinutes : security.eraseMinutes;
    std::chrono::milliseconds limit = unknownLimit;
    if (minutes > 0) // drives are optimistic
        limit = std::chrono::minutes(2 * minutes + 10);
    auto erased = requireTool(
        {.words = {"hdparm", "--user-master", "u",
                   enhanced ? "--security-erase-enhanced" : "--security-erase", password, device},
         .limit = limit,
         .input = {},
         .cancel = nullptr}); // an erase that was begun cannot be stopped
    if (erased)
        return {};
    const auto unlocked = requireTool(
        {.words = {"hdparm", "--user-master", "u", "--security-disable", password, device}});
    if (!unlocked)
        task.journal().error(device + " is left with the user password \"" + password +
                             "\": " + unlocked.error().detail);
    return tl::unexpected(erased.error());
}

std::string HdparmTool::version() const
{
    const auto answer = runTool({.words = {"hdparm", "-V"}});
    std::string text = answer ? answer->out : std::string("hdparm");
    const auto version = text.find(" v");
    if (version != std::string::npos)
        text.erase(version + 1, 1);
    return text.substr(0, text.find_last_not_of(" \n") + 1);
}

} // namespace rackhouse::agent
