#include "app/agent/inventory/roots.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace rackhouse::agent
{
namespace
{
std::string readUpTo(const std::filesystem::path& path, std::size_t most)
{
    std::ifstream file(path, std::ios::binary);
    std::string text;
    char bytes[4096];
    while (text.size() < most && (file.read(bytes, sizeof bytes), file.gcount() > 0))
        text.append(bytes, static_cast<std::size_t>(file.gcount()));
    return text;
}
} // namespace

std::string readText(const std::filesystem::path& path)
{
    const std::string text = readUpTo(path, 64 * 1024);
    const std::string blanks(" \t\r\n\0", 5);
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string readBytes(const std::filesystem::path& path)
{
    return readUpTo(path, 16 * 1024 * 1024);
}

long long readNumber(const std::filesystem::path& path, long long fallback)
{
    const std::string text = readText(path);
    char* end = nullptr;
    const long long value = std::strtoll(text.c_str(), &end, 0);
    return text.empty() || end == text.c_str() ? fallback : value;
}

std::vector<std::string> namesIn(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        names.push_back(entry->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

bool isUefi(const Roots& roots)
{
    return std::filesystem::exists(roots.sys / "firmware/efi");
}

std::string linkName(const std::filesystem::path& link)
{
    std::error_code error;
    return std::filesystem::read_symlink(link, error).filename().string();
}

bool isPciAddress(std::string_view text)
{
    // Counted from the end: the domain of a drive behind a volume manager has five digits.
    const auto size = text.size();
    return size >= 12 && text[size - 8] == ':' && text[size - 5] == ':' && text[size - 2] == '.';
}

std::string pciAddressOf(const std::filesystem::path& device)
{
    std::error_code error;
    std::string address;
    for (const auto& part : std::filesystem::canonical(device, error)) {
        const std::string text = part.string();
        if (isPciAddress(text))
            address = text;
    }
    return address;
}

} // namespace rackhouse::agent
