#include "app/agent/inventory/inventory.h"
#include "app/agent/inventory/network.h"
#include "app/agent/kernelarguments.h"
#include "app/agent/session.h"
#include "app/agent/tasks.h"

#include <csignal>
#include <cstdio>
#include <cstring>

using namespace rackhouse::agent;

namespace
{
constexpr const char* bookPath = "/run/rackhouse/tasks.json";

int printInventory()
{
    Journal journal;
    TaskContext task(journal);
    std::puts(takeInventory({}, task).dump(2, ' ', false, Json::error_handler_t::replace).c_str());
    return 0;
}

int serve()
{
    const Roots roots;
    const auto arguments = KernelArguments::parse(readText(roots.proc / "cmdline"));
    const auto url = Url::parse(arguments.url);
    if (!url || arguments.token.empty()) {
        std::fputs("agent: the kernel command line has no rackhouse.url or rackhouse.token\n",
                   stderr);
        return 2;
    }
    Journal journal;
    journal.info("rackhouse-agent " RACKHOUSE_VERSION " for " + url->authority());
    Session session({.appliance = *url,
                     .token = arguments.token,
                     .hello = describeSelf(roots),
                     .bootMac =
                         [&](const std::string& address) {
                             return arguments.bootMac.empty() ? macOfAddress(roots, address)
                                                              : arguments.bootMac;
                         },
                     .runner = makeTaskRunner(roots),
                     .bookPath = bookPath,
                     .times = {}},
                    journal);
    session.run();
    return 0;
}
} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
        std::puts("rackhouse-agent " RACKHOUSE_VERSION);
        return 0;
    }
    if (argc == 2 && std::strcmp(argv[1], "--inventory") == 0)
        return printInventory();
    if (argc > 1) {
        const bool asked = std::strcmp(argv[1], "--help") == 0;
        std::fputs("rackhouse-agent [--inventory | --version | --help]\n"
                   "Serves the appliance that the kernel command line names; --inventory prints "
                   "what this machine is.\n",
                   asked ? stdout : stderr);
        return asked ? 0 : 2;
    }
    return serve();
}
