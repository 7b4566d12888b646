#include "app/agent/inventory/smbios.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse::agent;
using namespace rackhouse::fuzz;

namespace
{

/// One structure under construction (DSP0134, 6.1).
struct Structure {
    std::string area;
    std::string strings;
    int count = 0;

    Structure(int type, std::size_t length) : area(length, '\0')
    {
        set(0, 1, static_cast<unsigned>(type));
        set(1, 1, static_cast<unsigned>(length));
    }
    void set(std::size_t at, std::size_t bytes, std::uint64_t value)
    {
        for (std::size_t i = 0; i < bytes; ++i)
            area[at + i] = static_cast<char>(value >> (8 * i));
    }
    void set(std::size_t at, const std::string& text)
    {
        if (text.empty())
            return;
        strings += text + '\0';
        set(at, 1, static_cast<unsigned>(++count));
    }
    std::string bytes() const { return area + strings + std::string(count == 0 ? 2 : 1, '\0'); }
};

void setUuid(Structure& system, const std::string& text)
{
    static constexpr std::size_t places[] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    const QByteArray bytes = QByteArray::fromHex(QByteArray::fromStdString(text));
    for (qsizetype i = 0; i < bytes.size(); ++i)
        system.area[8 + places[i]] = bytes[i];
}

std::string processorBytes(const Smbios::Processor& cpu)
{
    Structure structure(4, 0x30);
    structure.set(4, cpu.slot);
    structure.set(0x10, cpu.model);
    structure.set(0x18, 1, 0x41);
    structure.set(0x23, 1, 0xFF);
    structure.set(0x25, 1, 0xFF);
    structure.set(0x2A, 2, static_cast<unsigned>(cpu.cores));
    structure.set(0x2E, 2, static_cast<unsigned>(cpu.threads));
    return structure.bytes();
}

std::string memoryBytes(const Smbios::Memory& memory)
{
    Structure structure(17, 0x28);
    const auto size = static_cast<std::uint64_t>(memory.sizeBytes);
    if (size % (1U << 20U) == 0) {
        structure.set(0x0C, 2, 0x7FFF);
        structure.set(0x1C, 4, size >> 20U);
    } else {
        structure.set(0x0C, 2, 0x8000U | size >> 10U);
    }
    structure.set(0x10, memory.slot);
    structure.set(0x17, memory.manufacturer);
    structure.set(0x18, memory.serial);
    structure.set(0x1A, memory.part);
    structure.set(0x20, 2, static_cast<unsigned>(memory.speedMts));
    return structure.bytes();
}

std::string tableOf(const Smbios& smbios)
{
    Structure bios(0, 0x18);
    bios.set(4, smbios.biosVendor);
    bios.set(5, smbios.biosVersion);
    Structure system(1, 0x1B);
    system.set(4, smbios.manufacturer);
    system.set(5, smbios.product);
    system.set(7, smbios.serial);
    setUuid(system, smbios.uuid);
    std::string table = bios.bytes() + system.bytes();
    for (const auto& cpu : smbios.processors)
        table += processorBytes(cpu);
    for (const auto& memory : smbios.memory)
        table += memoryBytes(memory);
    return table + Structure(127, 4).bytes();
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    Smbios smbios;
    smbios.manufacturer = "Dell Inc.";
    smbios.product = "PowerEdge R750";
    smbios.serial = "ABC123";
    smbios.uuid = "00112233-4455-6677-8899-aabbccddeeff";
    smbios.biosVendor = "Dell";
    smbios.biosVersion = "1.2";
    smbios.processors = {{"CPU1", "Xeon", 32, 64}, {"CPU2", "Xeon", 300, 600}};
    smbios.memory = {{"A1", "Samsung", "M393", "S1", 64LL << 30, 4800},
                     {"A2", "Samsung", "M393", "S2", 512LL << 10, 100}};
    return {QByteArray::fromStdString(tableOf(smbios))};
}

/// Whatever the firmware's tables hold: what was understood is read back alike.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string bytes = Input(data, size).rest().toStdString();
    const std::string table = tableOf(Smbios::parse(bytes));
    require(tableOf(Smbios::parse(table)) == table, "a table is read back");
    return 0;
}
