#include "app/machines/agentinventory.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse;
using namespace rackhouse::fuzz;

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {R"({"cpus":[{"slot":"CPU1","model":"Xeon","cores":32,"threads":64}],
        "dimms":[{"slot":"A1","part":"M393","size_bytes":68719476736}],
        "drives":[{"device":"nvme0n1","model":"S","serial":"1","size_bytes":1920383410176}],
        "nics":[{"name":"eth0","mac":"52:54:00:12:34:56","driver":"virtio_net"}],
        "gpus":[{"pci":"0000:17:00.0","model":"H200","memory_bytes":150000000000}],
        "infiniband":[{"device":"mlx5_0","guid":"1","rate":"400"}],
        "lldp":[{"port":"eth0","system":"leaf-1"}],"memory_bytes":68719476736,
        "dmi":{"manufacturer":"Dell Inc.","serial":"ABC","uuid":"AA","firmware":"uefi"}})",
            R"({"cpus":[{"cores":9e18},{"cores":9e18}],"drives":[{"size_bytes":-1}]})"};
}

/// An agent runs on a machine that may not be trusted: whatever it reports, counts stay counts.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto object = parseObject(Input(data, size).rest());
    if (!object)
        return 0;
    const AgentInventory inventory = AgentInventory::read(*object);
    const Machine& facts = inventory.facts;
    for (const qint64 number : {facts.cpuCount, facts.coreCount, facts.memoryBytes, facts.gpuCount,
                                facts.driveCount, facts.driveBytes})
        require(number >= 0, "a count is not negative");
    for (const Component& part : inventory.components) {
        require(part.capacityBytes >= 0, "a capacity is not negative");
        const auto again = fromJson<Component>(toJson(part));
        require(again && toJson(*again) == toJson(part), "a part can be stored");
    }
    return 0;
}
