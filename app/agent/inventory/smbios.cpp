#include "app/agent/inventory/smbios.h"

#include <cstdio>

namespace rackhouse::agent
{
namespace
{

/// One structure: the formatted area, and the strings behind it.
struct Structure {
    std::string_view area;
    std::vector<std::string> strings;

    unsigned type() const { return byte(0); }
    unsigned byte(std::size_t at) const
    {
        return at < area.size() ? static_cast<unsigned char>(area[at]) : 0U;
    }
    unsigned word(std::size_t at) const { return byte(at) | byte(at + 1) << 8U; }
    std::uint32_t dword(std::size_t at) const { return word(at) | word(at + 2) << 16U; }
    /// The string whose number stands at this offset, without blanks around it and without the
    /// firmware's ways of saying nothing.
    std::string text(std::size_t at) const
    {
        const unsigned number = byte(at);
        if (number == 0 || number > strings.size())
            return {};
        const std::string& raw = strings[number - 1];
        const auto first = raw.find_first_not_of(' ');
        if (first == std::string::npos)
            return {};
        std::string value = raw.substr(first, raw.find_last_not_of(' ') - first + 1);
        for (const char* nothing : {"Not Specified", "Unknown", "To Be Filled By O.E.M.",
                                    "Default string", "NO DIMM", "None"}) {
            if (value == nothing)
                return {};
        }
        return value;
    }
};

/// Cuts the next structure off the table; false at its end.
bool next(std::string_view& table, Structure& structure)
{
    if (table.size() < 4)
        return false;
    const auto length = static_cast<unsigned char>(table[1]);
    if (length < 4 || length > table.size())
        return false;
    structure.area = table.substr(0, length);
    structure.strings.clear();
    table.remove_prefix(length);
    if (table.starts_with(std::string_view("\0\0", 2))) {
        table.remove_prefix(2);
        return true;
    }
    while (!table.empty() && table.front() != '\0') {
        const auto end = table.find('\0');
        structure.strings.emplace_back(table.substr(0, end));
        if (end == std::string_view::npos)
            table = {};
        else
            table.remove_prefix(end + 1);
    }
    if (!table.empty())
        table.remove_prefix(1);
    return true;
}

/// The first three fields of the UUID are little-endian (DSP0134, 7.2.1).
std::string uuidText(const Structure& system)
{
    if (system.area.size() < 0x18)
        return {};
    static constexpr std::size_t order[] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    std::string text;
    bool allZero = true;
    bool allOnes = true;
    for (int i = 0; i < 16; ++i) {
        const unsigned value = system.byte(8 + order[i]);
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", value & 0xFFU);
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += digits;
        allZero = allZero && value == 0;
        allOnes = allOnes && value == 0xFF;
    }
    return allZero || allOnes ? std::string() : text;
}

Smbios::Processor processorOf(const Structure& structure)
{
    Smbios::Processor cpu;
    cpu.slot = structure.text(4);
    cpu.model = structure.text(0x10);
    cpu.cores = static_cast<int>(structure.byte(0x23));
    cpu.threads = static_cast<int>(structure.byte(0x25));
    if (cpu.cores == 0xFF && structure.area.size() >= 0x2C)
        cpu.cores = static_cast<int>(structure.word(0x2A));
    if (cpu.threads == 0xFF && structure.area.size() >= 0x30)
        cpu.threads = static_cast<int>(structure.word(0x2E));
    return cpu;
}

std::int64_t memoryBytes(const Structure& structure)
{
    const unsigned size = structure.word(0x0C);
    if (size == 0 || size == 0xFFFF)
        return 0;
    if (size == 0x7FFF)
        return static_cast<std::int64_t>(structure.dword(0x1C) & 0x7FFFFFFFU) << 20;
    const bool kibibytes = (size & 0x8000U) != 0;
    return static_cast<std::int64_t>(size & 0x7FFFU) << (kibibytes ? 10 : 20);
}

Smbios::Memory memoryOf(const Structure& structure)
{
    Smbios::Memory memory;
    memory.slot = structure.text(0x10);
    memory.sizeBytes = memoryBytes(structure);
    memory.manufacturer = structure.text(0x17);
    memory.serial = structure.text(0x18);
    memory.part = structure.text(0x1A);
    const unsigned configured = structure.word(0x20);
    memory.speedMts = static_cast<int>(configured != 0 ? configured : structure.word(0x15));
    return memory;
}

} // namespace

Smbios Smbios::parse(std::string_view table)
{
    Smbios result;
    Structure structure;
    while (next(table, structure) && structure.type() != 127) {
        switch (structure.type()) {
        case 0:
            result.biosVendor = structure.text(4);
            result.biosVersion = structure.text(5);
            break;
        case 1:
            result.manufacturer = structure.text(4);
            result.product = structure.text(5);
            result.serial = structure.text(7);
            result.uuid = uuidText(structure);
            break;
        case 4:
            if ((structure.byte(0x18) & 0x40U) != 0) // populated
                result.processors.push_back(processorOf(structure));
            break;
        case 17:
            if (memoryBytes(structure) > 0)
                result.memory.push_back(memoryOf(structure));
            break;
        default:
            break;
        }
    }
    return result;
}

} // namespace rackhouse::agent
