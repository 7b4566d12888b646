#include "models/topology/switchmib.h"
#include "models/topology/switchwords.h"
#include "tests/unit/topology/samples.h"

#include <cmath>

using namespace rackhouse;

namespace
{

/// A round of questions; what could not be read is told.
SwitchWords wordsOf(const QList<QByteArray>& answers)
{
    SwitchWords words;
    for (const QByteArray& answer : answers) {
        if (const auto read = readSwitchWords(answer, words); !read)
            qWarning() << read.error().code << answer.left(60);
    }
    words.conclude();
    return words;
}

bool isAbout(double a, double b)
{
    return std::abs(a - b) < 0.001;
}

Oid below(Oid name, std::initializer_list<quint32> more)
{
    name.insert(name.end(), more);
    return name;
}

const Oid mib2{1, 3, 6, 1, 2, 1};

void addInterface(std::vector<MibVariable>& all, quint32 index, const QByteArray& name, qint64 type,
                  qint64 admin, qint64 oper, qint64 megabits)
{
    all.push_back({below(mib2, {2, 2, 1, 3, index}), type, {}});
    all.push_back({below(mib2, {2, 2, 1, 7, index}), admin, {}});
    all.push_back({below(mib2, {2, 2, 1, 8, index}), oper, {}});
    all.push_back({below(mib2, {2, 2, 1, 14, index}), 3, {}});
    all.push_back({below(mib2, {2, 2, 1, 20, index}), 4, {}});
    all.push_back({below(mib2, {31, 1, 1, 1, 1, index}), 0, name});
    all.push_back({below(mib2, {31, 1, 1, 1, 15, index}), megabits, {}});
}

} // namespace

/// What switches say of themselves, by every way that they are asked.
class TestSwitchWords : public QObject
{
    Q_OBJECT

private slots:
    void factsOfEos()
    {
        SAMPLE(version, "napalm_eos_eapi/test_get_facts/normal/show_version.json");
        SAMPLE(hostname, "napalm_eos_eapi/test_get_facts/normal/show_hostname.json");
        SAMPLE(interfaces, "napalm_eos_eapi/test_get_facts/normal/show_interfaces.json");
        const SwitchWords words = wordsOf({version, hostname, interfaces});
        QCOMPARE(words.facts.model, QStringLiteral("vEOS"));
        QCOMPARE(words.facts.software, QStringLiteral("4.15.5M"));
        QCOMPARE(words.facts.serial, QString());
        QCOMPARE(words.facts.hostname, QStringLiteral("localhost"));
        QCOMPARE(words.facts.health, Health::Unknown);
        QCOMPARE(words.ports.size(), std::size_t(5));
        for (const auto& [name, port] : words.ports) {
            QCOMPARE(port.name, name);
            QCOMPARE(port.state, PortState::Up);
            QCOMPARE(port.duplex, QStringLiteral("full"));
            QCOMPARE(port.errorCount, 0);
            // A virtual switch tells no speed of its ports but of the one to manage it at.
            QCOMPARE(port.speedMbps, name == QLatin1String("Management1") ? 1000 : 0);
        }
    }

    void opticsOfEos()
    {
        SAMPLE(optics, "napalm_eos_eapi/test_get_optics/normal/show_interfaces_transceiver.json");
        const SwitchWords words = wordsOf({optics});
        QCOMPARE(words.ports.size(), std::size_t(3));
        const SwitchPort& second = words.ports.at(QStringLiteral("Ethernet3/1/2"));
        QCOMPARE(second.media, QStringLiteral("40GBASE-SR4"));
        QCOMPARE(second.mediaSerial, QStringLiteral("XMD1401000RP"));
        QVERIFY(isAbout(second.rxDbm, -2.288));
        QVERIFY(isAbout(second.txDbm, -0.708));
        QVERIFY(isAbout(second.mediaC, 35.262));
        QVERIFY(!second.isDim());
        // The three are lanes of one module: none of them runs at its 40 Gbit/s.
        for (const auto& [name, port] : words.ports)
            QCOMPARE(port.mostMbps, 0);
    }

    void environmentOfEos_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("serial");
        QTest::addColumn<Health>("health");
        QTest::addColumn<double>("hottest");
        QTest::addColumn<int>("fans"); // of trays and of power supplies
        QTest::addColumn<int>("supplies");
        QTest::addColumn<QStringList>("failed");
        const QString fixed = QStringLiteral("DCS-7280SR-48C6-M-R");
        for (const char* name :
             {"normal", "issue1671_top_mb", "issue80_stacktrace_for_get_environment"})
            QTest::newRow(name) << fixed << QString() << Health::Ok << 64.0 << 34 << 4
                                << QStringList();
        QTest::newRow("issue810_7010t")
            << QStringLiteral("DCS-7010T-48-R") << QStringLiteral("SSJ12345678") << Health::Warning
            << 52.016 << 2 << 2 << QStringList{QStringLiteral("PSU 2: powerLoss")};
        // Switches of software have no sensors, and do not know the command for power.
        QTest::newRow("issue90_veos") << QStringLiteral("vEOS") << QString() << Health::Unknown
                                      << 0.0 << 0 << 0 << QStringList();
        QTest::newRow("ceos430") << QStringLiteral("cEOSLab")
                                 << QStringLiteral("DE5B7D98C24A207BE70876CC0AD5546F")
                                 << Health::Unknown << 0.0 << 0 << 0 << QStringList();
    }

    void environmentOfEos()
    {
        QList<QByteArray> answers;
        for (const char* command : {"version", "system_environment_temperature",
                                    "system_environment_cooling", "system_environment_power"}) {
            const QByteArray path = QByteArray("napalm_eos_eapi/test_get_environment/") +
                                    QTest::currentDataTag() + "/show_" + command + ".json";
            if (const QByteArray answer = topologySample(path.constData()); !answer.isEmpty())
                answers << answer;
        }
        if (answers.isEmpty())
            QSKIP("the samples of real networks are not beside the source tree");
        const SwitchWords words = wordsOf(answers);
        QTEST(words.facts.model, "model");
        QTEST(words.facts.serial, "serial");
        QTEST(words.facts.health, "health");
        QFETCH(double, hottest);
        QVERIFY2(isAbout(words.facts.hottestC, hottest), qPrintable(QString::number(hottest)));
        QTEST(int(words.facts.fanCount), "fans");
        QTEST(int(words.facts.supplyCount), "supplies");
        QTEST(words.facts.failed, "failed");
    }

    void macsOfEos()
    {
        SAMPLE(table, "napalm_eos_eapi/test_get_mac_address_table/normal/"
                      "show_mac_address_table.json");
        SwitchWords words;
        for (const char* port : {"Ethernet44", "Ethernet47", "Port-Channel1"})
            words.ports[QString::fromLatin1(port)].name = QString::fromLatin1(port);
        QVERIFY(readSwitchWords(table, words));
        words.conclude();
        QCOMPARE(words.macs.at(QStringLiteral("Ethernet44")),
                 QStringList{QStringLiteral("00:0f:53:27:0c:21")});
        QCOMPARE(words.ports.at(QStringLiteral("Ethernet44")).macs,
                 words.macs.at(QStringLiteral("Ethernet44")));
        QCOMPARE(words.macs.at(QStringLiteral("Ethernet47")).size(), 24); // to another switch
        QVERIFY(words.ports.at(QStringLiteral("Ethernet47")).macs.isEmpty());
        // Its own address is static, in four VLANs.
        QVERIFY(words.macs.at(QStringLiteral("Router")).isEmpty());
    }

    void whatIsBrokenIsNamed()
    {
        const SwitchWords words = wordsOf({R"({"jsonrpc":"2.0","id":"1","result":[{"tempSensors":[
                {"name":"TempSensor1","hwStatus":"ok","inAlertState":false,
                 "currentTemperature":96.0,"overheatThreshold":95.0},
                {"name":"TempSensor2","hwStatus":"failed","inAlertState":false,
                 "currentTemperature":0.0,"overheatThreshold":95.0}],
                "cardSlots":[],"powerSupplySlots":[]}]})",
                                           R"({"fanTraySlots":[{"label":"1","status":"ok","fans":[
                {"label":"1/1","status":"failed"},{"label":"1/2","status":"ok"}]}],
                "powerSupplySlots":[]})"});
        QCOMPARE(words.facts.failed, (QStringList{QStringLiteral("Fan 1/1: failed"),
                                                  QStringLiteral("TempSensor1: 96 °C"),
                                                  QStringLiteral("TempSensor2: failed")}));
        QCOMPARE(words.facts.health, Health::Warning);
    }

    void portsOfEosThatAreNotUp()
    {
        const SwitchWords words =
            wordsOf({R"({"interfaces":{
                "Ethernet1":{"interfaceStatus":"notconnect","hardware":"ethernet",
                             "bandwidth":400000000000},
                "Ethernet2":{"interfaceStatus":"disabled","hardware":"ethernet","bandwidth":0},
                "Ethernet3":{"interfaceStatus":"connected","hardware":"ethernet",
                             "bandwidth":100000000000,
                             "interfaceCounters":{"totalInErrors":2,"totalOutErrors":5}},
                "Port-Channel1":{"interfaceStatus":"connected","hardware":"portChannel",
                                 "bandwidth":200000000000}}})",
                     R"({"interfaces":{"Ethernet1":{},"Ethernet3":{"mediaType":"100GBASE-LR4",
                "vendorSn":"X1","rxPower":-30.0,"txPower":0.5,"temperature":40.0}}})"});
        QCOMPARE(words.ports.size(), std::size_t(3));
        const auto at = [&](int number) {
            return words.ports.at(QStringLiteral("Ethernet%1").arg(number));
        };
        QCOMPARE(at(1).state, PortState::Down);
        QCOMPARE(at(1).speedMbps, 0);
        QCOMPARE(at(2).state, PortState::Disabled);
        QCOMPARE(at(3).speedMbps, 100'000);
        QCOMPARE(at(3).mostMbps, 100'000);
        QCOMPARE(at(3).errorCount, 7);
        QVERIFY(at(3).isDim());
    }

    void nvue()
    {
        const SwitchWords words = wordsOf(
            {R"({"swp1":{"type":"swp","link":{"speed":"400G","duplex":"full","state":{"up":{}},
                "stats":{"in-errors":1,"out-errors":2}}},
                "swp2":{"type":"swp","link":{"speed":"100G","supported-speed":"100G,400G",
                "state":"up"}},
                "swp3":{"type":"swp","link":{"state":{"down":{}}}},
                "bond1":{"type":"bond","link":{"speed":"800G","state":{"up":{}}}}})",
             R"({"hardware":{"model":"SN5600","serial-number":"MT2440X00711"}})",
             R"({"hostname":"leaf-1","build":"Cumulus Linux 5.12.0"})",
             R"({"fan":{"Fan1":{"state":"ok"},"Fan2":{"state":"bad"}},"psu":{"PSU1":{"state":"ok"}},
                "temperature":{"CPU":{"current":"42.50","state":"ok"}}})"});
        QCOMPARE(words.facts.model, QStringLiteral("SN5600"));
        QCOMPARE(words.facts.serial, QStringLiteral("MT2440X00711"));
        QCOMPARE(words.facts.software, QStringLiteral("Cumulus Linux 5.12.0"));
        QCOMPARE(words.facts.hostname, QStringLiteral("leaf-1"));
        QCOMPARE(words.facts.failed, QStringList{QStringLiteral("Fan2: bad")});
        QCOMPARE(words.facts.fanCount, 2);
        QCOMPARE(words.facts.supplyCount, 1);
        QCOMPARE(words.facts.hottestC, 42.5);
        QCOMPARE(words.ports.size(), std::size_t(3));
        QCOMPARE(words.ports.at(QStringLiteral("swp1")).speedMbps, 400'000);
        QCOMPARE(words.ports.at(QStringLiteral("swp1")).errorCount, 3);
        QCOMPARE(words.ports.at(QStringLiteral("swp2")).mostMbps, 400'000);
        QCOMPARE(words.ports.at(QStringLiteral("swp3")).state, PortState::Down);
    }

    void openConfig()
    {
        const SwitchWords words = wordsOf({R"({"openconfig-interfaces:interfaces":{"interface":[
                {"name":"Ethernet0","state":{"oper-status":"UP","admin-status":"UP",
                 "counters":{"in-errors":"4","out-errors":"0"}},
                 "openconfig-if-ethernet:ethernet":{"state":{
                 "port-speed":"openconfig-if-ethernet:SPEED_100GB"}}},
                {"name":"Ethernet4","state":{"oper-status":"DOWN","admin-status":"DOWN"}},
                {"name":"PortChannel1","state":{"oper-status":"UP"}}]}})",
                                           R"({"openconfig-platform:components":{"component":[
                {"name":"System Eeprom","state":{"serial-no":"TH0123","part-no":"0F6N2R",
                 "description":"S5232F-ON","software-version":"4.2"}},
                {"name":"PSU 1","state":{"type":"openconfig-platform-types:POWER_SUPPLY",
                 "oper-status":"openconfig-platform-types:DISABLED"}}]}})"});
        QCOMPARE(words.facts.serial, QStringLiteral("TH0123"));
        QCOMPARE(words.facts.model, QStringLiteral("S5232F-ON"));
        QCOMPARE(words.facts.software, QStringLiteral("4.2"));
        QCOMPARE(words.facts.failed, QStringList{QStringLiteral("PSU 1: disabled")});
        QCOMPARE(words.ports.size(), std::size_t(2));
        QCOMPARE(words.ports.at(QStringLiteral("Ethernet0")).speedMbps, 100'000);
        QCOMPARE(words.ports.at(QStringLiteral("Ethernet0")).errorCount, 4);
        QCOMPARE(words.ports.at(QStringLiteral("Ethernet4")).state, PortState::Disabled);
    }

    void snmp()
    {
        std::vector<MibVariable> all;
        addInterface(all, 1, "lo", 24, 1, 1, 10);
        addInterface(all, 2, "swp1", 6, 1, 1, 400'000);
        addInterface(all, 3, "swp2", 6, 1, 2, 10'000);
        addInterface(all, 4, "swp3", 6, 2, 2, 0);
        all.push_back({below(mib2, {1, 1, 0}), 0, "Switch OS 9.3\nbuilt once"});
        all.push_back({below(mib2, {1, 5, 0}), 0, "leaf-7"});
        all.push_back({below(mib2, {47, 1, 1, 1, 1, 5, 1}), 3, {}});
        all.push_back({below(mib2, {47, 1, 1, 1, 1, 11, 1}), 0, "SER-1"});
        all.push_back({below(mib2, {47, 1, 1, 1, 1, 13, 1}), 0, "MODEL-1"});
        all.push_back({below(mib2, {47, 1, 1, 1, 1, 5, 2}), 6, {}});
        all.push_back({below(mib2, {47, 1, 1, 1, 1, 11, 2}), 0, "of a supply"});
        SwitchWords words;
        QVERIFY(readSwitchMib(all, words));
        QCOMPARE(words.facts.software, QStringLiteral("Switch OS 9.3"));
        QCOMPARE(words.facts.hostname, QStringLiteral("leaf-7"));
        QCOMPARE(words.facts.serial, QStringLiteral("SER-1"));
        QCOMPARE(words.facts.model, QStringLiteral("MODEL-1"));
        QCOMPARE(words.facts.supplyCount, 1);
        QCOMPARE(words.ports.size(), std::size_t(3));
        QCOMPARE(words.ports.at(QStringLiteral("swp1")).speedMbps, 400'000);
        QCOMPARE(words.ports.at(QStringLiteral("swp1")).errorCount, 7);
        QCOMPARE(words.ports.at(QStringLiteral("swp2")).state, PortState::Down);
        QCOMPARE(words.ports.at(QStringLiteral("swp2")).speedMbps, 0);
        QCOMPARE(words.ports.at(QStringLiteral("swp3")).state, PortState::Disabled);
        const auto nothing = readSwitchMib({}, words);
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().code, QStringLiteral("switch-unreadable"));
    }

    void whatIsNoAnswerIsRefused_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>Log in</html>");
        QTest::newRow("another object") << QByteArray(R"({"result":[{"messages":["done"]}]})");
        QTest::newRow("a list") << QByteArray("[1,2]");
    }

    void whatIsNoAnswerIsRefused()
    {
        QFETCH(QByteArray, answer);
        SwitchWords words;
        const auto read = readSwitchWords(answer, words);
        QVERIFY(!read);
        QCOMPARE(read.error().code, QStringLiteral("switch-unreadable"));
    }

    void speedsOfModules()
    {
        QCOMPARE(speedOfMedia(QStringLiteral("400GBASE-DR4")), 400'000);
        QCOMPARE(speedOfMedia(QStringLiteral("1000BASE-T")), 1000);
        QCOMPARE(speedOfMedia(QStringLiteral("xcvr-unknown")), 0);
    }
};

QTEST_GUILESS_MAIN(TestSwitchWords)
#include "test_topology_switchwords.moc"
