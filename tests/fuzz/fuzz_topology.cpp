#include "models/exchange/switchtree.h"
#include "models/topology/adapterports.h"
#include "models/topology/fabriccounters.h"
#include "models/topology/fabricfacts.h"
#include "models/topology/fabricfindings.h"
#include "models/topology/gpumatrix.h"
#include "models/topology/ibswinfo.h"
#include "models/topology/lldp.h"
#include "models/topology/lldpmib.h"
#include "models/topology/netq.h"
#include "models/topology/perfquery.h"
#include "models/topology/switchmib.h"
#include "models/topology/switchwords.h"
#include "models/topology/topologytext.h"
#include "tests/fuzz/fuzzing.h"

#include <QBuffer>

using namespace rackhouse;
using namespace rackhouse::fuzz;

namespace
{

void checkSubnet(QByteArray text)
{
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    const auto subnet = readIbnetdiscover(buffer);
    if (!subnet)
        return;
    const FabricGraph fabric = FabricGraph::of(*subnet);
    const FabricShape shape(fabric);
    const int count = static_cast<int>(fabric.nodes.size());
    for (const FabricGraph::Link& link : fabric.links)
        require(link.a >= 0 && link.a < count && link.b >= 0 && link.b < count,
                "a link ends at nodes");
    for (const FabricFinding& found : findingsOf(fabric, shape))
        require(found.node < count && found.other < count && found.expected < count,
                "a finding names nodes");
}

/// What is told of one leaf and its host, beside their cable.
FabricGraph smallFabric()
{
    FabricGraph fabric;
    fabric.nodes = {{FabricGraph::Node::Kind::Switch,
                     QStringLiteral("000000000000000a"),
                     QStringLiteral("leaf"),
                     {},
                     {},
                     17},
                    {FabricGraph::Node::Kind::Adapter, QStringLiteral("000000000000000b"),
                     QStringLiteral("n1 HCA-1"), QStringLiteral("n1"), QStringLiteral("HCA-1"), 4}};
    fabric.links.push_back({0, QStringLiteral("1"), 1, QStringLiteral("1")});
    return fabric;
}

void checkFindings(const std::vector<FabricFinding>& findings)
{
    for (const FabricFinding& found : findings) {
        require(found.node < 2 && found.other < 2 && found.link < 1,
                "a finding names what is there");
        require(!found.told.isEmpty(), "a finding says what it is");
    }
}

void checkCounters(QByteArray text)
{
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    const auto read = readPerfquery(buffer);
    if (!read)
        return;
    FabricFacts facts;
    for (const FabricCounters& port : read->ports) {
        require(!port.counters.isEmpty(), "a port has counters");
        for (const QJsonValue& value : port.counters)
            require(value.toInteger(-1) >= 0, "a counter is not below nothing");
        facts.counters.push_back(withReading({}, port, Instant{1'000'000}));
    }
    checkFindings(countersFindings(smallFabric(), facts));
}

void checkSwitches(QByteArray text)
{
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    const auto read = readIbswinfo(buffer);
    if (!read)
        return;
    for (const FabricHealth& health : *read) {
        require(health.guid.isEmpty() || health.guid.size() == 16, "a GUID has 16 digits");
        require(SwitchParts::of(health.parts).toJson() == health.parts, "parts are kept as read");
    }
    checkFindings(healthFindings(smallFabric(), {.switches = *read}));
}

void checkPlan(const QByteArray& text)
{
    const auto plan = readSwitchTree(text);
    if (!plan)
        return;
    const FabricGraph fabric = smallFabric();
    require(!plan->empty(), "a plan has switches");
    checkFindings(planFindings(fabric, FabricShape(fabric), {.plan = *plan}));
}

void checkNetq(const QByteArray& text)
{
    const auto told = readNetq(text);
    if (!told)
        return;
    if (const auto* graph = std::get_if<NetqGraph>(&*told)) {
        require(graph->neighbors().size() == 2 * graph->cables.size(), "a cable has two ends");
        for (const Neighbor& row : graph->neighbors())
            require(!row.localPort.isEmpty() && !row.port.isEmpty() && !row.name.isEmpty(),
                    "an end is a port of a device");
        return;
    }
    for (const NvlinkHost& host : std::get<std::vector<NvlinkHost>>(*told)) {
        require(!host.name.isEmpty() && !host.domain.isEmpty(), "a host is in a domain");
        require(host.toComponent().model == host.domain, "a part says which");
    }
}

/// As a site takes it in: by its first lines.
void checkTold(const QByteArray& text)
{
    switch (kindOfTopology(text.left(kTopologyHead))) {
    case TopologyText::Counters:
        return checkCounters(text);
    case TopologyText::Switches:
        return checkSwitches(text);
    case TopologyText::Plan:
        return checkPlan(text);
    case TopologyText::Subnet:
        return checkSubnet(text);
    }
}

void checkMatrix(const QByteArray& text)
{
    const auto matrix = GpuMatrix::read(text);
    if (!matrix)
        return;
    require(matrix->cells.size() == matrix->devices.size() * matrix->devices.size(),
            "a matrix is square");
    for (const auto& [row, column] : matrix->weakPairs())
        require(row < column && column < matrix->devices.size(), "a pair names two devices");
}

void checkNeighbors(const QByteArray& text)
{
    const auto neighbors = readLldp(text);
    if (!neighbors)
        return;
    for (const LldpNeighbor& neighbor : *neighbors) {
        require(!neighbor.localPort.isEmpty(), "a neighbour is at a port");
        require(plainMac(neighbor.chassis) == neighbor.chassis, "a MAC is written one way");
        require(neighbors->count(neighbor) == 1, "a neighbour is there once");
    }
}

void checkPorts(const SwitchWords& words)
{
    for (const auto& [name, port] : words.ports) {
        require(port.name == name, "a port is there by its name");
        require(port.speedMbps >= 0 && port.mostMbps >= 0, "a speed is none or more");
        require(port.speedMbps == 0 || port.state == PortState::Up, "only what is up has a speed");
    }
}

void checkSwitch(const QByteArray& text)
{
    SwitchWords words;
    if (const auto ports = readAdapterPorts(text)) {
        for (const Component& port : *ports)
            require(!port.slot.isEmpty() && !port.serial.isEmpty(), "a port has name and GUID");
    }
    if (!readSwitchWords(text, words))
        return;
    words.conclude();
    checkPorts(words);
    require((words.facts.health == Health::Warning) == !words.facts.failed.isEmpty(),
            "what has failed is a warning");
}

/// Each variable: which MIB, how many numbers its name has, those, its number, how many bytes,
/// those.
void checkMib(Input& input)
{
    std::vector<MibVariable> variables;
    while (!input.isEmpty() && variables.size() < 1000) {
        MibVariable variable;
        const auto& columns = input.byte() % 2 == 0 ? lldpMibColumns() : switchMibColumns();
        variable.name = columns[input.byte() % columns.size()];
        for (int more = input.byte() % 24; more > 0; --more)
            variable.name.push_back(input.byte());
        variable.number = input.byte();
        variable.bytes = input.bytes(input.byte());
        variables.push_back(std::move(variable));
    }
    SwitchWords words;
    if (readSwitchMib(variables, words))
        checkPorts(words);
    const auto neighbors = readLldpMib(variables);
    if (!neighbors)
        return;
    for (const LldpNeighbor& neighbor : *neighbors)
        require(!neighbor.localPort.isEmpty(), "a neighbour is at a port");
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {
        "\2sysimgguid=0x2c\nSwitch 3 \"S-0a\" # \"MF0;leaf-01-01:M/U1\" lid 7\n"
        "[1] \"H-0b\"[1](b) # \"n1 HCA-1\" lid 4 4xNDR\n"
        "Ca 1 \"H-0b\" # \"n1 HCA-1\"\n[1](b) \"S-0a\"[1] # lid 4 lmc 0 \"l\" lid 7 4xNDR\n",
        "\2CA 134 1 0x7c 4x EDR - SW 17 10 0x9c ( 'o1 HCA-1' - 'leaf' )\n"
        "SW 17 37 0x9c 4x ??? 'leaf'\n",
        "\2# Port extended counters: Lid 17 port 1 (CapMask: 0x5300)\n"
        "SymbolErrorCounter:...41\nPortXmitWait:...9\nPortXmitData:...1\n",
        "\2# PortRcvErrorDetails counters: Lid 4 port 1\nPortLocalPhysicalErrors:....12\n",
        "\2part number | M\nserial number | S\nGUID | 0x0a\nuptime (d-h:m:s) | 1d-02:03:04\n"
        "PSU0 status | OK\n     DC power | ERROR\n     power (W) | 71\n----\n"
        "temperature (C) | 71\nfan status | OK\nfan#1 (rpm) | 0\n",
        "\2switches:\n  s: {switches: [leaf, m]}\nblocks:\n"
        "- {switch: leaf, nodes: ['n[1-3,5]'], annotations: {a/domain: d}}\n",
        "\1\tGPU0\tGPU1\tmlx5_0\tCPU Affinity\nGPU0\t X \tNV18\tPIX\t0-55\n"
        "GPU1\tNV18\t X \tSYS\t0-55\n\nNIC Legend:\n  NIC0: mlx5_0\n",
        "\3{\"lldp\":{\"interface\":{\"eth0\":{\"chassis\":{\"leaf\":{\"id\":{\"value\":"
        "\"00:01:02:03:04:05\"}}},\"port\":{\"id\":{\"value\":\"swp1\"}}}}}}",
        "\3{\"lldpNeighbors\":[{\"port\":\"Et1\",\"neighborDevice\":\"a\","
        "\"neighborPort\":\"0800.274f.332d\"}]}",
        "\5{\"interfaces\":{\"Ethernet1\":{\"interfaceStatus\":\"connected\",\"hardware\":"
        "\"ethernet\",\"bandwidth\":4e11}}}",
        "\5{\"swp1\":{\"type\":\"swp\",\"link\":{\"speed\":\"400G\",\"state\":{\"up\":{}}}}}",
        "\5{\"tempSensors\":[{\"name\":\"T1\",\"currentTemperature\":96,\"hwStatus\":\"ok\"}]}",
        "\5{\"openconfig-platform:components\":{\"component\":[{\"name\":\"PSU 1\",\"state\":"
        "{\"type\":\"x:POWER_SUPPLY\",\"oper-status\":\"x:DISABLED\"}}]}}",
        "\5[{\"mlx5_name\":\"mlx5_0\",\"guid\":\"c470:bd03:0033:649a\",\"speed_kbps\":400000000}]",
        "\6[{\"nodes\":[{\"compounded_nodes\":[{\"id\":\"1\",\"name\":\"l\",\"device_type\":"
        "\"switch\"},"
        "{\"id\":\"2\",\"name\":\"n\"}]}],\"links\":[{\"compounded_links\":[{\"interfaces\":["
        "{\"node\":\"1\",\"interface\":\"swp1\"},{\"node\":\"2\",\"interface\":\"eth0\"}]}]}]}]",
        "\6[{\"Name\":\"n\",\"DomainUUID\":\"d\",\"Health\":\"HEALTHY\",\"GpuIDList\":[\"g\"],"
        "\"LocationInfo\":{\"SlotID\":5,\"TrayIndex\":4}}]",
        "\3Device ID            Local Intf      Hold-time  Capability  Port ID\nlong.name\n"
        "                     Eth1/1          120        BR          Ethernet1/1\n"};
}

/// The input: which text, and the text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const auto which = input.byte();
    if (which % 8 == 7)
        checkMib(input);
    else if (which % 8 == 5)
        checkSwitch(input.rest());
    else if (which % 8 == 6)
        checkNetq(input.rest());
    else if (which % 2 == 0)
        checkTold(input.rest());
    else if (which % 4 == 1)
        checkMatrix(input.rest());
    else
        checkNeighbors(input.rest());
    return 0;
}
