#include "app/agent/inventory/pciids.h"

namespace rackhouse::agent
{
namespace
{
/// What stands behind "<prefix><id>  " at the start of a line, from `from` to the next vendor.
std::string nameAfter(std::string_view text, std::size_t& from, const std::string& start)
{
    const auto at = text.substr(from).starts_with(start) && from == 0
                        ? std::size_t{0}
                        : text.find("\n" + start, from);
    if (at == std::string_view::npos)
        return {};
    const auto begin = at + start.size() + (at == 0 && text.front() != '\n' ? 0 : 1);
    from = begin;
    const auto end = text.find('\n', begin);
    return std::string(text.substr(begin, end == std::string_view::npos ? end : end - begin));
}
} // namespace

PciName PciName::find(std::string_view pciIds, std::string_view vendor, std::string_view device)
{
    PciName name;
    std::size_t from = 0;
    name.vendor = nameAfter(pciIds, from, std::string(vendor) + "  ");
    if (name.vendor.empty())
        return name;
    // The vendor's devices end at the next line that is neither indented nor a comment.
    auto end = from;
    while ((end = pciIds.find('\n', end)) != std::string_view::npos && end + 1 < pciIds.size() &&
           (pciIds[end + 1] == '\t' || pciIds[end + 1] == '#'))
        ++end;
    name.device = nameAfter(pciIds.substr(0, end), from, "\t" + std::string(device) + "  ");
    return name;
}

} // namespace rackhouse::agent
