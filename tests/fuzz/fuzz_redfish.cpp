#include "app/redfish/addressrange.h"
#include "app/redfish/bootcontrol.h"
#include "app/redfish/httpmessage.h"
#include "app/redfish/inventorycrawl.h"
#include "app/redfish/powercontrol.h"
#include "app/redfish/readers.h"
#include "models/base/json.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse;
using namespace rackhouse::fuzz;
using namespace rackhouse::redfish;

namespace
{

void checkAddresses(const QString& text)
{
    const auto addresses = expandAddresses(text, 256);
    if (!addresses)
        return;
    require(addresses->size() <= 256, "no more addresses than asked for");
    const auto again = expandAddresses(addresses->join(u','), 256);
    require(again && *again == *addresses, "addresses name themselves");
}

void checkInventory(const SystemInventory& inventory)
{
    for (const QString& mac : inventory.macs)
        require(normalMac(mac) == mac, "a MAC address is in its normal form");
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {
        "10.0.0.1-10.0.0.5, 10.0.1.0/30 bmc-17.example",
        "https://bmc.example/redfish/v1/TaskService/Tasks/1",
        R"({"@odata.type":"#ServiceRoot.v1_15_0.ServiceRoot","Vendor":"Ami","RedfishVersion":"1.15.1",
            "Systems":{"@odata.id":"/redfish/v1/Systems"},"Oem":{"Hpe":{}}})",
        R"({"@odata.type":"#ComputerSystem.v1_20_0.ComputerSystem","@odata.id":"/redfish/v1/Systems/1",
            "PowerState":"On","SerialNumber":"S1","UUID":"u","MemorySummary":{"TotalSystemMemoryGiB":64},
            "Boot":{"BootSourceOverrideTarget":"None","BootSourceOverrideMode":"UEFI",
            "BootSourceOverrideTarget@Redfish.AllowableValues":["Pxe","Hdd"]},
            "Status":{"Health":"OK","HealthRollup":"Warning"}})",
        R"({"Members":[
            {"@odata.type":"#Processor.v1_13_0.Processor","Id":"CPU0","TotalCores":64,"Model":"EPYC"},
            {"@odata.type":"#Processor.v1_13_0.Processor","ProcessorType":"GPU","SerialNumber":"G"},
            {"@odata.type":"#Memory.v1_9_0.Memory","CapacityMiB":65536,"OperatingSpeedMhz":4800},
            {"@odata.type":"#Drive.v1_9_0.Drive","CapacityBytes":1920383410176,"MediaType":"SSD"},
            {"@odata.type":"#EthernetInterface.v1_9_0.EthernetInterface","MACAddress":"AABBCCDDEEFF"},
            {"@odata.type":"#Power.v1_7_0.Power","PowerSupplies":[{"PowerCapacityWatts":3000}]},
            {"@odata.type":"#Thermal.v1_7_0.Thermal","Fans":[{"Reading":3000}],
             "Temperatures":[{"Name":"CPU","ReadingCelsius":41.5}]}]})",
        R"({"@odata.type":"#Task.v1_7_0.Task","TaskState":"Running","JobState":"Completed",
            "@Message.ExtendedInfo":[{"MessageId":"Base.1.0.PasswordChangeRequired"}]})"};
}

/// Whatever a BMC answers: no crash, and what is built holds together.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray text = Input(data, size).rest();
    checkAddresses(QString::fromUtf8(text));
    const QString path = pathOfLocation(QString::fromUtf8(text));
    require(path.isEmpty() || path.startsWith(u'/'), "a path is absolute");
    const HttpAnswer answer{200, {}, text};
    (void)problemOf({400, {}, text}, QStringLiteral("/redfish/v1"));
    const auto json = readAnswer(answer, QStringLiteral("/redfish/v1"));
    if (!json)
        return 0;
    (void)readServiceRoot(*json);
    (void)readSystem(*json);
    (void)readManager(*json);
    (void)allowedResets(*json);
    (void)taskPath(answer);
    (void)readTask(*json);
    (void)bootForms(*json, BootTarget::Pxe, FirmwareMode::Unknown);
    InventoryBuilder builder(*json);
    builder.add(*json);
    for (const QJsonValue member : json->value(u"Members").toArray())
        builder.add(member.toObject());
    for (const QJsonObject& member : linksBelow(*json, true).embedded)
        builder.add(member);
    checkInventory(builder.build());
    return 0;
}
