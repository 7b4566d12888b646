#include "app/redfish/addressrange.h"
#include "app/redfish/bootcontrol.h"
#include "app/redfish/httpmessage.h"
#include "app/redfish/inventorycrawl.h"
#include "app/redfish/powercontrol.h"
#include "app/redfish/readers.h"
#include "models/base/json.h"

using namespace rackhouse;
using namespace rackhouse::redfish;

/// Whatever a BMC answers: no crash, and what is built holds together.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char*>(data), qsizetype(size));
    (void)expandAddresses(QString::fromUtf8(text), 256);
    (void)pathOfLocation(QString::fromUtf8(text));
    const HttpAnswer answer{200, {}, text};
    const auto json = readAnswer(answer, QStringLiteral("/redfish/v1"));
    if (!json)
        return 0;
    (void)readServiceRoot(*json);
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
    const SystemInventory inventory = builder.build();
    for (const QString& mac : inventory.macs) {
        if (normalMac(mac) != mac)
            __builtin_trap();
    }
    return 0;
}
