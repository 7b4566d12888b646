#pragma once

#include <string>
#include <string_view>

namespace rackhouse::agent
{

/// What the boot said on the kernel command line.
struct KernelArguments {
    std::string url;     ///< rackhouse.url=
    std::string token;   ///< rackhouse.token=
    std::string bootMac; ///< BOOTIF=01-52-54-00-..., as PXELINUX writes it; lower-case with colons

    static KernelArguments parse(std::string_view commandLine);
};

} // namespace rackhouse::agent
