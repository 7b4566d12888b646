#include "app/agent/tools/efibootmgr.h"
#include "app/agent/tools/hdparm.h"
#include "app/agent/tools/lldp.h"
#include "app/agent/tools/nvme.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse::agent;
using namespace rackhouse::fuzz;

namespace
{

enum Tool : quint8 { Lldp, Nvme, Hdparm, EfiBoot, ToolCount };

/// As `lldpctl -f json` prints several neighbours.
std::string lldpText(const std::vector<LldpNeighbor>& neighbors)
{
    Json interfaces = Json::array();
    for (const auto& neighbor : neighbors) {
        const Json chassis = {{"id", {{"type", "mac"}, {"value", neighbor.chassis}}},
                              {"name", neighbor.system}};
        const Json port = {{"id", {{"type", "ifname"}, {"value", neighbor.neighborPort}}}};
        interfaces.push_back({{neighbor.port, {{"chassis", chassis}, {"port", port}}}});
    }
    return Json{{"lldp", {{"interface", interfaces}}}}.dump();
}

void checkLldp(const std::string& text)
{
    const auto neighbors = LldpTool::parse(text);
    if (!neighbors)
        return;
    const std::string plain = lldpText(*neighbors);
    const auto again = LldpTool::parse(plain);
    require(again && lldpText(*again) == plain, "neighbours are read back");
}

void checkNvme(const std::string& text)
{
    const auto controller = NvmeTool::parseController(text);
    if (!controller)
        return;
    for (const std::string& word : {controller->model, controller->serial, controller->firmware})
        require(!word.ends_with(' '), "padding is cut off");
}

/// As `hdparm -I` prints it.
std::string hdparmText(const AtaSecurity& security)
{
    const auto line = [](bool yes, const char* word) {
        return std::string(yes ? "\t\t" : "\tnot\t") + word + "\n";
    };
    std::string text = "Commands/features:\n";
    if (security.sanitizeCrypto)
        text += "\t   *\tCRYPTO_SCRAMBLE_EXT command\n";
    if (security.sanitizeOverwrite)
        text += "\t   *\tOVERWRITE_EXT command\n";
    if (security.sanitizeBlock)
        text += "\t   *\tBLOCK_ERASE_EXT command\n";
    text += "Security: \n" + line(security.supported, "supported") +
            line(security.enabled, "enabled") + line(security.locked, "locked") +
            line(security.frozen, "frozen") + line(security.enhanced, "supported: enhanced erase");
    if (security.eraseMinutes > 0)
        text += "\t" + std::to_string(security.eraseMinutes) + "min for SECURITY ERASE UNIT. ";
    if (security.enhancedMinutes > 0)
        text += "\t" + std::to_string(security.enhancedMinutes) +
                "min for ENHANCED SECURITY ERASE UNIT. ";
    return text + "\nLogical Unit WWN Device Identifier: 5000c500\n";
}

void checkHdparm(const std::string& text)
{
    const AtaSecurity security = HdparmTool::parseIdentify(text);
    require(security.eraseMinutes >= 0 && security.enhancedMinutes >= 0, "times are not negative");
    const std::string plain = hdparmText(security);
    require(hdparmText(HdparmTool::parseIdentify(plain)) == plain,
            "what a drive says is read back");
}

/// As efibootmgr prints it.
std::string bootText(const BootEntries& boot)
{
    std::string text = "BootCurrent: 0001\n";
    for (std::size_t i = 0; i < boot.order.size(); ++i)
        text += (i == 0 ? "BootOrder: " : ",") + boot.order[i];
    for (const auto& entry : boot.entries)
        text += "\nBoot" + entry.number + "* " + entry.label + "\tHD(1,GPT)";
    return text + "\n";
}

void checkBoot(const std::string& text)
{
    const std::string plain = bootText(EfiBootTool::parse(text));
    require(bootText(EfiBootTool::parse(plain)) == plain, "boot entries are read back");
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    AtaSecurity security;
    security.supported = security.enhanced = security.sanitizeBlock = true;
    security.eraseMinutes = 2;
    const BootEntries boot{{"0001", "0000"}, {{"0000", "UiApp"}, {"0001", "Rackhouse disk"}}};
    const std::vector<LldpNeighbor> neighbors{{"eth0", "aa:bb:cc:dd:ee:ff", "Eth1/7", "leaf-1"},
                                              {"eth1", "aa:bb:cc:dd:ee:fe", "Eth1/8", ""}};
    QList<QByteArray> all{
        "\1{\"mn\":\"SAMSUNG  \",\"sn\":\"S1 \",\"fr\":\"1\",\"oacs\":2,\"fna\":4,\"sanicap\":7}"};
    all << char(Lldp) + QByteArray::fromStdString(lldpText(neighbors));
    all << char(Lldp) + QByteArray(R"({"lldp":{"interface":{"eth0":{"chassis":{"leaf-1":{"id":)"
                                   R"([{"value":"m"}]}},"port":{"id":{"value":"p"}}}}}})");
    all << char(Hdparm) + QByteArray::fromStdString(hdparmText(security));
    all << char(EfiBoot) + QByteArray::fromStdString(bootText(boot));
    return all;
}

/// The input: which tool, and what it printed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const int tool = input.byte() % ToolCount;
    const std::string text = input.rest().toStdString();
    switch (tool) {
    case Lldp:
        checkLldp(text);
        break;
    case Nvme:
        checkNvme(text);
        break;
    case Hdparm:
        checkHdparm(text);
        break;
    default:
        checkBoot(text);
        break;
    }
    return 0;
}
