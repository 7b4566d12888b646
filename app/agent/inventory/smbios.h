#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rackhouse::agent
{

/// What the firmware's SMBIOS tables say (DMTF DSP0134). Unset texts and zero numbers: not said.
struct Smbios {
    struct Processor {
        std::string slot;
        std::string model;
        int cores = 0;
        int threads = 0;
    };
    struct Memory {
        std::string slot;
        std::string manufacturer;
        std::string part;
        std::string serial;
        std::int64_t sizeBytes = 0;
        int speedMts = 0;
    };
    std::string manufacturer;
    std::string product;
    std::string serial;
    std::string uuid; ///< lower-case with dashes, in the order that dmidecode prints
    std::string biosVendor;
    std::string biosVersion;
    std::vector<Processor> processors; ///< populated sockets
    std::vector<Memory> memory;        ///< populated slots

    /// Reads a structure table as in /sys/firmware/dmi/tables/DMI. Whatever does not make sense is
    /// left out.
    static Smbios parse(std::string_view table);
};

} // namespace rackhouse::agent
