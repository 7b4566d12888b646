#include "app/agent/kernelarguments.h"
#include "app/agent/url.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse::agent;
using namespace rackhouse::fuzz;

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {"console=ttyS0 rackhouse.url=http://10.77.0.1:8080/agent rackhouse.token=abc "
            "BOOTIF=01-52-54-00-12-34-56 quiet",
            "http://[fe80::1]:8080/agent", "http://10.77.0.1/"};
}

/// What the boot loader hands over: the kernel's command line, and the address in it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string text = Input(data, size).rest().toStdString();
    const KernelArguments arguments = KernelArguments::parse(text);
    const std::string line = "rackhouse.url=" + arguments.url +
                             " rackhouse.token=" + arguments.token +
                             (arguments.bootMac.empty() ? "" : " BOOTIF=01-" + arguments.bootMac);
    const KernelArguments same = KernelArguments::parse(line);
    require(same.url == arguments.url && same.token == arguments.token &&
                same.bootMac == arguments.bootMac,
            "arguments are read back");
    for (const std::string& address : {text, arguments.url}) {
        const auto url = Url::parse(address);
        if (!url)
            continue;
        const auto again = Url::parse("http://" + url->authority() + url->path);
        require(again && again->host == url->host && again->port == url->port &&
                    again->path == url->path,
                "an address is read back");
    }
    return 0;
}
