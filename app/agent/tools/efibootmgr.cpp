#include "app/agent/tools/efibootmgr.h"

#include "app/agent/tool.h"

#include <sstream>

namespace rackhouse::agent
{
namespace
{
constexpr const char* label = "Rackhouse disk";
/// After "Boot0001* ": the star, or a space for an entry that is not active, stands in one column.
constexpr std::size_t labelStart = 10;

bool isNumber(const std::string& text)
{
    return text.size() == 4 &&
           text.find_first_not_of("0123456789ABCDEFabcdef") == std::string::npos;
}
} // namespace

BootEntries EfiBootTool::parse(const std::string& text)
{
    BootEntries boot;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("BootOrder: ")) {
            std::istringstream numbers(line.substr(11));
            for (std::string number; std::getline(numbers, number, ',');) {
                if (isNumber(number))
                    boot.order.push_back(number);
            }
        } else if (line.size() > labelStart && line.starts_with("Boot") &&
                   isNumber(line.substr(4, 4))) {
            const auto end = line.find('\t', labelStart);
            boot.entries.push_back({line.substr(4, 4), line.substr(labelStart, end - labelStart)});
        }
    }
    return boot;
}

Outcome<void> EfiBootTool::bootDiskFirst(const std::string& disk, int espNumber) const
{
    auto listed = requireTool({.words = {"efibootmgr"}});
    if (!listed)
        return tl::unexpected(listed.error());
    for (const auto& entry : parse(listed->out).entries) {
        if (entry.label != label)
            continue;
        if (auto removed = requireTool({.words = {"efibootmgr", "-q", "-b", entry.number, "-B"}});
            !removed)
            return tl::unexpected(removed.error());
    }
    auto created = requireTool(
        {.words = {"efibootmgr", "-q", "-c", "-d", disk, "-p", std::to_string(espNumber), "-L",
                   label, "-l", "\\EFI\\BOOT\\BOOTX64.EFI"}});
    if (!created)
        return tl::unexpected(created.error());
    // Read back: a firmware may drop what it does not like.
    auto after = requireTool({.words = {"efibootmgr"}});
    if (!after)
        return tl::unexpected(after.error());
    const BootEntries boot = parse(after->out);
    for (const auto& entry : boot.entries) {
        if (entry.label == label && !boot.order.empty() && boot.order.front() == entry.number)
            return {};
    }
    return fault("boot-order-refused", "the firmware did not keep the entry");
}

} // namespace rackhouse::agent
