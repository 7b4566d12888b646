#include "app/agent/kernelarguments.h"

#include <algorithm>
#include <sstream>

namespace rackhouse::agent
{

KernelArguments KernelArguments::parse(std::string_view commandLine)
{
    KernelArguments arguments;
    std::istringstream words{std::string(commandLine)};
    for (std::string word; words >> word;) {
        if (word.starts_with("rackhouse.url="))
            arguments.url = word.substr(14);
        else if (word.starts_with("rackhouse.token="))
            arguments.token = word.substr(16);
        else if (word.starts_with("BOOTIF=") && word.size() == 27)
            arguments.bootMac = word.substr(10);
    }
    std::transform(
        arguments.bootMac.begin(), arguments.bootMac.end(), arguments.bootMac.begin(),
        [](unsigned char c) { return c == '-' ? ':' : static_cast<char>(std::tolower(c)); });
    return arguments;
}

} // namespace rackhouse::agent
