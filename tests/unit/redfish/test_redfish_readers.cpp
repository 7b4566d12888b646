#include "app/redfish/bootcontrol.h"
#include "app/redfish/inventorybuilder.h"
#include "app/redfish/inventorycrawl.h"
#include "app/redfish/powercontrol.h"
#include "app/redfish/readers.h"
#include "app/redfish/task.h"
#include "app/redfish/telemetry.h"
#include "models/base/json.h"

#include <QTest>

using namespace rackhouse;
using namespace rackhouse::redfish;

namespace
{

QJsonObject json(const char* text)
{
    const auto object = parseObject(QByteArray(text).replace('\'', '"'));
    return object ? *object : QJsonObject();
}

Gpu gpu(const QString& serial, const QString& slot, const QString& model)
{
    Gpu made;
    made.serial = serial;
    made.slot = slot;
    made.model = model;
    return made;
}

QString words(const QJsonObject& boot)
{
    return QString::fromUtf8(toText(boot)).remove(QStringLiteral("BootSourceOverride"));
}

} // namespace

class TestReaders : public QObject
{
    Q_OBJECT
private slots:
    void findsTheVendor()
    {
        QCOMPARE(vendorOf(json("{'Vendor':'Dell'}")), QStringLiteral("Dell"));
        QCOMPARE(vendorOf(json("{'Oem':{'Ami':{}}}")), QStringLiteral("AMI"));
        QCOMPARE(vendorOf(json("{'Oem':{'Hpe':{}},'Vendor':null}")), QStringLiteral("HPE"));
        QCOMPARE(vendorOf(json("{'Oem':{'Supermicro':{}}}")), QStringLiteral("Supermicro"));
        QCOMPARE(vendorOf(json("{}")), QString());
    }

    void aBadFieldIsAbsent()
    {
        const System system = readSystem(
            json("{'Manufacturer':7,'Model':null,'SerialNumber':['x'],'UUID':{},'PowerState':3,"
                 "'MemorySummary':{'TotalSystemMemoryGiB':'1e400'},'Status':'OK','Boot':[]}"));
        QCOMPARE(system.manufacturer, QString());
        QCOMPARE(system.memoryBytes, 0);
        QCOMPARE(system.power, PowerState::Unknown);
        QCOMPARE(system.health, Health::Unknown);
        QCOMPARE(readDrive(json("{'CapacityBytes':-1}")).bytes, 0);
        QCOMPARE(readDrive(json("{'CapacityBytes':1e300}")).bytes, 0);
        QCOMPARE(readDimm(json("{'CapacityMiB':9e14}")).bytes, 0);
        QCOMPARE(readProcessor(json("{'TotalCores':'56'}")).cores, 56);
        QVERIFY(!readSensor(json("{'Reading':null}")));
    }

    void normalisesMacs()
    {
        QCOMPARE(normalMac(QStringLiteral("AA-BB-CC-00-11-22")),
                 QStringLiteral("aa:bb:cc:00:11:22"));
        QCOMPARE(normalMac(QStringLiteral("aabbcc001122")), QStringLiteral("aa:bb:cc:00:11:22"));
        for (const char* bad :
             {"", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "aa:bb", "Not Available"})
            QCOMPARE(normalMac(QString::fromLatin1(bad)), QString());
    }

    void mergesGpusOfAllSources()
    {
        const QString h100 = QStringLiteral("H100");
        const auto merged = mergeGpus({{2, gpu({}, QStringLiteral("slot"), QStringLiteral("dev"))},
                                       {0, gpu(QStringLiteral("s1"), QStringLiteral("SXM1"), {})},
                                       {0, gpu(QStringLiteral("s2"), QStringLiteral("SXM2"), {})},
                                       {1, gpu(QStringLiteral("s1"), QStringLiteral("GPU1"), h100)},
                                       {3, gpu({}, QStringLiteral("SXM2"), h100)}});
        QCOMPARE(int(merged.size()), 2);
        QCOMPARE(merged.at(0).slot, QStringLiteral("SXM1"));
        QCOMPARE(merged.at(0).model, h100);
        QCOMPARE(merged.at(1).model, h100);
    }

    void keepsGpusThatSayNothing()
    {
        const auto merged = mergeGpus(
            {{1, gpu({}, QStringLiteral("GPU"), {})}, {1, gpu({}, QStringLiteral("GPU"), {})}});
        QCOMPARE(int(merged.size()), 2);
    }

    void knowsAGpuByItsPciDevice()
    {
        QVERIFY(readPciDevice(json("{'Manufacturer':'NVIDIA','Model':'H100 PCIe'}")).gpu);
        QVERIFY(readPciDevice(json("{'Name':'AMD Instinct MI300X'}")).gpu);
        QVERIFY(!readPciDevice(json("{'Manufacturer':'NVIDIA','Model':'BlueField-3'}")).gpu);
        QVERIFY(!readPciDevice(json("{'Name':'Matrox G200 VGA'}")).gpu);
        QVERIFY(readHpeDevice(json("{'DeviceType':'GPU','Name':'NVIDIA A40'}")).gpu);
    }

    void followsCollectionsWithPagesAndEmbeddedMembers()
    {
        const Links links =
            linksBelow(json("{'Members':[{'@odata.id':'/a'},{'@odata.id':'/"
                            "b','@odata.type':'#Sensor.v1.Sensor',"
                            "'Reading':3},7,null],'Members@odata.nextLink':'/page2'}"),
                       false);
        QCOMPARE(links.now, QStringList({QStringLiteral("/a"), QStringLiteral("/page2")}));
        QCOMPARE(int(links.embedded.size()), 1);
    }

    void readsTasksOfBothKinds()
    {
        QCOMPARE(readTask(json("{'TaskState':'Running'}")), TaskProgress::Running);
        QCOMPARE(readTask(json("{'TaskState':'Completed'}")), TaskProgress::Completed);
        QCOMPARE(readTask(json("{'TaskState':'Exception'}")), TaskProgress::Failed);
        QCOMPARE(readTask(json("{'JobState':'Scheduled'}")), TaskProgress::Running);
        QCOMPARE(readTask(json("{'JobState':'CompletedWithErrors'}")), TaskProgress::Failed);
        QCOMPARE(readTask(json("{}")), TaskProgress::Completed);
        HttpAnswer answer{202, {{"Location", "https://10.0.0.1/redfish/v1/Tasks/1"}}, "{}"};
        QCOMPARE(taskPath(answer), QStringLiteral("/redfish/v1/Tasks/1"));
        answer.headers = {{"Location", "mailto:bmc"}};
        QCOMPARE(taskPath(answer), QString());
        answer.headers = {{"location", "/redfish/v1/Jobs/2"}};
        QCOMPARE(taskPath(answer), QStringLiteral("/redfish/v1/Jobs/2"));
        answer.headers.clear();
        QCOMPARE(taskPath(answer), QString());
        answer.body = "{\"@odata.id\":\"/t/3\"}";
        QCOMPARE(taskPath(answer), QStringLiteral("/t/3"));
    }

    void readsAllowedResetsOfAnActionInfo()
    {
        QCOMPARE(allowedResets(json("{'Parameters':[{'Name':'X','AllowableValues':['a']},"
                                    "{'Name':'ResetType','AllowableValues':['On','ForceOff']}]}")),
                 QStringList({QStringLiteral("On"), QStringLiteral("ForceOff")}));
        QCOMPARE(allowedResets({}), QStringList());
    }

    void sendsBootTargetEnabledAndModeTogether()
    {
        const auto ami = json("{'BootSourceOverrideMode':null,'BootSourceOverrideTarget':'None'}");
        auto forms = bootForms(ami, BootTarget::Pxe, FirmwareMode::Unknown);
        QCOMPARE(words(forms.at(0)),
                 QStringLiteral("{\"Enabled\":\"Once\",\"Mode\":\"UEFI\",\"Target\":\"Pxe\"}"));
        QCOMPARE(int(forms.size()), 2);
        forms = bootForms({}, BootTarget::None, FirmwareMode::Bios);
        QCOMPARE(words(forms.at(0)),
                 QStringLiteral("{\"Enabled\":\"Disabled\",\"Target\":\"None\"}"));
        QCOMPARE(words(forms.at(1)), QStringLiteral("{\"Enabled\":\"Disabled\"}"));
    }

    void readsWhatAMachineDrawsAndHowWarmItIs()
    {
        const auto read = [](const char* text) {
            return telemetryOf(readingsOf(json(text)));
        };
        // The first of PowerControl is the machine, the others are parts of it.
        QCOMPARE(read("{'@odata.type':'#Power.v1_7_1.Power','PowerControl':["
                      "{'@odata.id':'/c/Power#/PowerControl/0','PowerConsumedWatts':708},"
                      "{'@odata.id':'/c/Power#/PowerControl/1','Name':'CPU Sub-system Power',"
                      "'PowerConsumedWatts':99}]}")
                     .powerW,
                 708.0);
        QCOMPARE(read("{'@odata.type':'#Power.v1_7_1.Power','PowerControl':["
                      "{'Name':'Chassis Power Control','PowerConsumedWatts':null}]}")
                     .powerW,
                 0.0);
        const Telemetry thermal = read("{'@odata.type':'#Thermal.v1_6_2.Thermal','Temperatures':["
                                       "{'Name':'01-Inlet Ambient','ReadingCelsius':22},"
                                       "{'Name':'CPU 1 DTS','ReadingCelsius':-51},"
                                       "{'Name':'CPU 1 Temp','ReadingCelsius':61},"
                                       "{'Name':'Liquid Inlet','ReadingCelsius':17},"
                                       "{'Name':'broken','ReadingCelsius':255}]}");
        QCOMPARE(thermal.inletC, 22.0);
        QCOMPARE(thermal.hottestC, 61.0);
        const Telemetry environment =
            read("{'@odata.type':'#EnvironmentMetrics.v1_3_0.EnvironmentMetrics','PowerWatts':"
                 "{'Reading':374,'DataSourceUri':'/c/Sensors/HSC_0'}}");
        QCOMPARE(environment.powerW, 374.0);
        QCOMPARE(read("{'@odata.type':'#ThermalMetrics.v1_0_0.ThermalMetrics',"
                      "'TemperatureSummaryCelsius':{'Intake':{'Reading':24.8},"
                      "'Exhaust':{'Reading':40}}}")
                     .inletC,
                 24.8);
        QCOMPARE(read("{'@odata.type':'#Sensor.v1_7_0.Sensor','Name':'PWR_SYSTEM',"
                      "'ReadingType':'Power','Reading':5120}")
                     .powerW,
                 5120.0);
        QCOMPARE(read("{'@odata.type':'#Sensor.v1_7_0.Sensor','Name':'PWR_GPU1',"
                      "'ReadingType':'Power','Reading':700}")
                     .powerW,
                 0.0);
        QCOMPARE(read("{'PowerControl':7}").powerW, 0.0);
    }

    void tellsAnswersApart()
    {
        const QString path = QStringLiteral("/x");
        const auto code = [&path](int status, const char* body) {
            return readAnswer({status, {}, body}, path).error().code;
        };
        QCOMPARE(code(200, "<html>login</html>"), QStringLiteral("bmc-not-redfish"));
        QCOMPARE(code(200, "{\"a\":"), QStringLiteral("bmc-bad-json"));
        QCOMPARE(code(401, "{}"), QStringLiteral("bmc-auth-failed"));
        QCOMPARE(code(403, "{\"error\":{\"@Message.ExtendedInfo\":[{\"MessageId\":"
                           "\"Base.1.8.PasswordChangeRequired\"}]}}"),
                 QStringLiteral("bmc-password-change-required"));
        QCOMPARE(code(404, "{}"), QStringLiteral("bmc-resource-missing"));
        QCOMPARE(code(503, ""), QStringLiteral("bmc-busy"));
        QCOMPARE(code(400, "{}"), QStringLiteral("bmc-refused"));
        QVERIFY(readAnswer({204, {}, {}}, path));
    }
};

QTEST_GUILESS_MAIN(TestReaders)
#include "test_redfish_readers.moc"
