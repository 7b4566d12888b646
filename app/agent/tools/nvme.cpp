#include "app/agent/tools/nvme.h"

#include "app/agent/tool.h"

namespace rackhouse::agent
{
namespace
{
constexpr std::chrono::hours formatLimit{1};

std::string trimmed(std::string text)
{
    const auto last = text.find_last_not_of(' ');
    text.resize(last == std::string::npos ? 0 : last + 1);
    return text;
}
} // namespace

Outcome<NvmeController> NvmeTool::parseController(const std::string& json)
{
    const auto object = Json::parse(json, nullptr, false);
    if (!object.is_object())
        return fault("tool-failed", "nvme id-ctrl gave no JSON", {{"tool", "nvme"}});
    NvmeController controller;
    controller.model = trimmed(textField(object, "mn").value_or(""));
    controller.serial = trimmed(textField(object, "sn").value_or(""));
    controller.firmware = trimmed(textField(object, "fr").value_or(""));
    const auto oacs = numberField(object, "oacs", 0);
    const auto fna = numberField(object, "fna", 0);
    const auto sanicap = numberField(object, "sanicap", 0);
    controller.format = (oacs & 2) != 0;
    controller.formatsAllNamespaces = (fna & 2) != 0;
    controller.cryptoErase = (fna & 4) != 0;
    controller.sanitizeCrypto = (sanicap & 1) != 0;
    controller.sanitizeBlock = (sanicap & 2) != 0;
    controller.sanitizeOverwrite = (sanicap & 4) != 0;
    return controller;
}

Outcome<NvmeController> NvmeTool::controller(const std::string& device) const
{
    auto answer = requireTool({.words = {"nvme", "id-ctrl", device, "-o", "json"}});
    if (!answer)
        return tl::unexpected(answer.error());
    return parseController(answer->out);
}

Outcome<void> NvmeTool::format(const std::string& device, int secureErase, TaskContext& task) const
{
    const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(formatLimit);
    auto answer =
        requireTool({.words = {"nvme", "format", device, "--ses=" + std::to_string(secureErase),
                               "--force", "--timeout=" + std::to_string(limit.count())},
                     .limit = limit + std::chrono::minutes(1),
                     .input = {},
                     .cancel = &task.cancelFlag()});
    if (!answer)
        return tl::unexpected(answer.error());
    return {};
}

std::string NvmeTool::version() const
{
    const auto answer = runTool({.words = {"nvme", "version"}});
    const std::string text = answer ? answer->out : std::string();
    const auto start = text.find("version ");
    if (start == std::string::npos)
        return "nvme-cli";
    return "nvme-cli " + text.substr(start + 8, text.find_first_of(" \n", start + 8) - start - 8);
}

} // namespace rackhouse::agent
