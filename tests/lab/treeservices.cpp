#include "tests/lab/treebuilder.h"

// The service root and the services: sessions, accounts, tasks, events, firmware inventory.

namespace rackhouse::lab
{

namespace
{

const QString kRoot = QStringLiteral("/redfish/v1");

void addRoot(TreeBuilder& builder, const Personality& personality, const Hardware&)
{
    QJsonObject root{
        {QStringLiteral("RedfishVersion"), personality.redfishVersion},
        {QStringLiteral("UUID"), QStringLiteral("%U%")},
        {QStringLiteral("Oem"),
         QJsonObject{{personality.oemKey,
                      QJsonObject{{QStringLiteral("@odata.type"),
                                   QString(u'#' + personality.oemKey + QStringLiteral("Root"))}}}}},
        {QStringLiteral("Links"),
         QJsonObject{{QStringLiteral("Sessions"),
                      builder.link(kRoot + QStringLiteral("/SessionService/Sessions"))}}},
        {QStringLiteral("ProtocolFeaturesSupported"),
         QJsonObject{
             {QStringLiteral("ExpandQuery"), QJsonObject{{QStringLiteral("ExpandAll"), false},
                                                         {QStringLiteral("Levels"), false},
                                                         {QStringLiteral("Links"), false},
                                                         {QStringLiteral("NoLinks"), false}}}}}};
    if (!personality.vendor.isEmpty())
        root.insert(QStringLiteral("Vendor"), personality.vendor);
    if (!personality.product.isEmpty())
        root.insert(QStringLiteral("Product"), personality.product);
    for (const char* service : {"Systems", "Chassis", "Managers", "SessionService",
                                "AccountService", "EventService", "UpdateService"})
        root.insert(QLatin1String(service), builder.link(kRoot + u'/' + QLatin1String(service)));
    root.insert(QStringLiteral("Tasks"), builder.link(kRoot + QStringLiteral("/TaskService")));
    if (personality.name == u"dgx-h100")
        root.insert(QStringLiteral("Fabrics"), builder.link(kRoot + QStringLiteral("/Fabrics")));
    builder.add(kRoot, QStringLiteral("ServiceRoot.v1_13_0.ServiceRoot"),
                QStringLiteral("Root Service"), root);
}

void addAccounts(TreeBuilder& builder)
{
    const QString base = kRoot + QStringLiteral("/AccountService");
    const QStringList accounts{base + QStringLiteral("/Accounts/1")};
    builder.add(base, QStringLiteral("AccountService.v1_12_0.AccountService"),
                QStringLiteral("Account Service"),
                {{QStringLiteral("Accounts"), builder.link(base + QStringLiteral("/Accounts"))},
                 {QStringLiteral("MinPasswordLength"), 8}});
    builder.collection(base + QStringLiteral("/Accounts"), QStringLiteral("ManagerAccount"),
                       accounts);
    builder.add(accounts.first(), QStringLiteral("ManagerAccount.v1_10_0.ManagerAccount"),
                QStringLiteral("User Account"),
                {{QStringLiteral("UserName"), QStringLiteral("admin")},
                 {QStringLiteral("RoleId"), QStringLiteral("Administrator")},
                 {QStringLiteral("Enabled"), true},
                 {QStringLiteral("Password"), QJsonValue::Null}});
}

void addFirmware(TreeBuilder& builder, const Hardware& hardware)
{
    const QString base = kRoot + QStringLiteral("/UpdateService");
    const QString inventory = base + QStringLiteral("/FirmwareInventory");
    QStringList members;
    const auto item = [&](const QString& id, const QString& version) {
        members << inventory + u'/' + id;
        builder.add(members.last(), QStringLiteral("SoftwareInventory.v1_9_0.SoftwareInventory"),
                    id,
                    {{QStringLiteral("Version"), version},
                     {QStringLiteral("Updateable"), true},
                     {QStringLiteral("Status"), healthy()}});
    };
    item(QStringLiteral("BIOS"), hardware.biosVersion);
    item(QStringLiteral("BMC"), hardware.bmcVersion);
    for (size_t i = 0; i < hardware.nics.size(); ++i)
        item(QStringLiteral("NIC.%1").arg(i + 1), QStringLiteral("28.39.1002"));
    for (size_t i = 0; i < hardware.drives.size(); ++i)
        item(QStringLiteral("Drive.%1").arg(i + 1), hardware.drives[i].firmware);
    for (int i = 1; i <= hardware.psus; ++i)
        item(QStringLiteral("PSU.%1").arg(i), QStringLiteral("0202.0204"));
    for (int i = 1; i <= hardware.gpus; ++i)
        item(QStringLiteral("GPU_%1").arg(i), QStringLiteral("96.00.74.00.01"));
    builder.collection(inventory, QStringLiteral("SoftwareInventory"), members);
    builder.add(base, QStringLiteral("UpdateService.v1_11_0.UpdateService"),
                QStringLiteral("Update Service"),
                {{QStringLiteral("FirmwareInventory"), builder.link(inventory)},
                 {QStringLiteral("ServiceEnabled"), true}});
}

} // namespace

void addServices(TreeBuilder& builder, const Personality& personality, const Hardware& hardware)
{
    addRoot(builder, personality, hardware);
    addAccounts(builder);
    addFirmware(builder, hardware);
    builder.add(kRoot + QStringLiteral("/SessionService"),
                QStringLiteral("SessionService.v1_1_8.SessionService"),
                QStringLiteral("Session Service"),
                {{QStringLiteral("Sessions"),
                  builder.link(kRoot + QStringLiteral("/SessionService/Sessions"))},
                 {QStringLiteral("ServiceEnabled"), true},
                 {QStringLiteral("SessionTimeout"), 1800}});
    builder.add(
        kRoot + QStringLiteral("/TaskService"), QStringLiteral("TaskService.v1_2_0.TaskService"),
        QStringLiteral("Task Service"),
        {{QStringLiteral("Tasks"), builder.link(kRoot + QStringLiteral("/TaskService/Tasks"))},
         {QStringLiteral("ServiceEnabled"), true}});
    builder.add(kRoot + QStringLiteral("/EventService"),
                QStringLiteral("EventService.v1_7_0.EventService"), QStringLiteral("Event Service"),
                {{QStringLiteral("ServiceEnabled"), true}});
}

} // namespace rackhouse::lab
