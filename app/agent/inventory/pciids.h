#pragma once

#include <string>
#include <string_view>

namespace rackhouse::agent
{

/// Names from the text of pci.ids. Ids are four lower-case hexadecimal digits.
struct PciName {
    std::string vendor; ///< empty if unknown
    std::string device; ///< empty if unknown

    static PciName find(std::string_view pciIds, std::string_view vendor, std::string_view device);
};

} // namespace rackhouse::agent
