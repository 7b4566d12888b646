#include "app/agent/inventory/pciids.h"
#include "tests/fuzz/fuzzing.h"

#include <vector>

using namespace rackhouse::agent;
using namespace rackhouse::fuzz;

namespace
{

std::string hex(std::size_t number)
{
    return QByteArray::number(static_cast<qulonglong>(number + 0x10000), 16).last(4).toStdString();
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {QByteArray("\0NVIDIA Corporation\nGH100 [H100 SXM5 80GB]\nAD102GL [L40S]", 57),
            "\1Intel\nX710\nE810\n10de  NVIDIA\n\t2330  GH100"};
}

/// Builds a pci.ids of names from the input and finds every one; then searches the input itself.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const std::size_t devices = 1 + input.byte() % 4;
    std::vector<std::string> names;
    std::string text = "# comment\n";
    while (!input.isEmpty() && names.size() < 64) {
        const std::string name = input.line().toStdString();
        if (name.empty())
            continue;
        const std::size_t place = names.size() % (devices + 1);
        text += (place == 0 ? "" : "\t") + hex(names.size()) + "  " + name + "\n";
        if (place != 0)
            text += "\t\t10de 0001  subsystem\n# comment\n";
        names.push_back(name);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::size_t vendor = i - i % (devices + 1);
        const PciName found = PciName::find(text, hex(vendor), hex(i));
        require(found.vendor == names[vendor], "a vendor has its name");
        require(i == vendor || found.device == names[i], "a device has its name");
    }
    const PciName odd = PciName::find(Input(data, size).rest().toStdString(), "10de", "2330");
    require(odd.vendor.find('\n') == std::string::npos &&
                odd.device.find('\n') == std::string::npos,
            "a name is one line");
    return 0;
}
