#include "models/exchange/devicetypeplan.h"
#include "models/exchange/devicetypeyaml.h"
#include "models/exchange/portnumbering.h"
#include "tests/unit/topology/samples.h"

using namespace rackhouse;

class TestExchangeDeviceType : public QObject
{
    Q_OBJECT

private slots:
    void theQuantumSwitchLacksTwoPorts();
    void theNvlinkSwitch();
    void aServer();
    void whatIsDoubtfulIsSaid_data();
    void whatIsDoubtfulIsSaid();
    void weightsInEachUnit_data();
    void weightsInEachUnit();
    void whatIsNoDeviceType_data();
    void whatIsNoDeviceType();
    void aliasesHaveALimit_data();
    void aliasesHaveALimit();
    void aliasesMayBeUsed();
    void holesInNumberings_data();
    void holesInNumberings();
    void theLibraryIsChangedBySlug();
};

static QJsonArray ports(const DeviceType& type, const char* group)
{
    QJsonArray found;
    const QJsonArray all = type.layout.value(u"ports").toArray();
    for (const QJsonValue& port : all) {
        if (port.toObject().value(u"group").toString() == QLatin1String(group))
            found << port;
    }
    return found;
}

static QString warnings(const DeviceType& type)
{
    return type.warnings.join(u'\n');
}

void TestExchangeDeviceType::theQuantumSwitchLacksTwoPorts()
{
    SAMPLE(text, "netbox_device_types/QM9700.yaml");
    const auto type = readDeviceType(text);
    QVERIFY(type);
    QCOMPARE(type->slug, QStringLiteral("nvidia-qm9700"));
    QCOMPARE(type->manufacturer, QStringLiteral("Nvidia"));
    QCOMPARE(type->model, QStringLiteral("QM9700"));
    QCOMPARE(type->kind, DeviceKind::Switch);
    QCOMPARE(type->heightUnits, 1.0);
    QVERIFY(!type->halfDepth);
    QCOMPARE(type->airflow, QStringLiteral("rear-to-front"));
    QCOMPARE(type->weightKg, 14.8);
    QCOMPARE(type->plateW, 0);
    QCOMPARE(ports(*type, "network").size(), 62);
    QCOMPARE(ports(*type, "power").size(), 2);
    QCOMPARE(ports(*type, "console").size(), 1);
    QCOMPARE(ports(*type, "console").at(0).toObject().value(u"name").toString(),
             QStringLiteral("uart"));
    QCOMPARE(type->layout.value(u"psus").toInt(), 2);
    QCOMPARE(type->warnings.size(), 1);
    QVERIFY2(warnings(*type).contains(QStringLiteral("P22.1, P23.0")), qPrintable(warnings(*type)));
    QVERIFY2(warnings(*type).contains(QStringLiteral("62")), qPrintable(warnings(*type)));
}

void TestExchangeDeviceType::theNvlinkSwitch()
{
    SAMPLE(text, "netbox_device_types/NVLink-5-Switch.yaml");
    const auto type = readDeviceType(text);
    QVERIFY(type);
    QCOMPARE(type->slug, QStringLiteral("nvidia-nvlink-5-switch"));
    QCOMPARE(type->kind, DeviceKind::Switch);
    QCOMPARE(type->heightUnits, 1.0);
    QCOMPARE(ports(*type, "network").size(), 3);
    QCOMPARE(ports(*type, "power").size(), 0); // a busbar feeds it
    QCOMPARE(type->weightKg, 0.0);
    QCOMPARE(type->airflow, QString());
    QCOMPARE(warnings(*type), QString());
}

void TestExchangeDeviceType::aServer()
{
    const auto type = readDeviceType(
        "manufacturer: Acme\nmodel: G8\nslug: acme-g8\nu_height: 8\n"
        "is_full_depth: false\npart_number: G8-1\n"
        "power-ports:\n  - name: PSU1\n    type: iec-60320-c20\n    maximum_draw: 3300\n"
        "  - name: PSU2\n    type: iec-60320-c20\n    maximum_draw: 3300\n"
        "module-bays:\n  - name: GPU 1\n  - name: GPU 2\n  - name: Drive bay 1\n"
        "interfaces:\n  - name: bmc\n    type: 1000base-t\n    mgmt_only: true\n");
    QVERIFY(type);
    QCOMPARE(type->kind, DeviceKind::Server);
    QCOMPARE(type->heightUnits, 8.0);
    QVERIFY(type->halfDepth);
    QCOMPARE(type->partNumber, QStringLiteral("G8-1"));
    QCOMPARE(type->plateW, 6600);
    QVERIFY2(warnings(*type).contains(QStringLiteral("6600 W")), qPrintable(warnings(*type)));
    QCOMPARE(type->layout.value(u"gpus").toInt(), 2);
    QCOMPARE(type->layout.value(u"drives").toInt(), 1);
    QCOMPARE(type->layout.value(u"psus").toInt(), 2);
}

void TestExchangeDeviceType::whatIsDoubtfulIsSaid_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("warning");
    const auto row = [](const char* name, const char* yaml, const char* warning) {
        QTest::newRow(name) << QByteArray("model: X switch\nslug: x\n") + yaml
                            << QString::fromUtf8(warning);
    };
    row("no height", "", "taken as 1 U");
    row("a negative height", "u_height: -2\n", "height in line 3 is \"-2\"");
    row("an absurd height", "u_height: 4000\n", "height in line 3");
    row("no half", "u_height: 1.3\n", "no whole number of halves");
    row("a word for a weight", "u_height: 1\nweight: heavy\nweight_unit: kg\n", "weight in line 4");
    row("an unknown unit", "u_height: 1\nweight: 2\nweight_unit: st\n", "the unit \"st\"");
    row("a port twice", "u_height: 1\ninterfaces:\n- {name: e1, type: t}\n- {name: e1, type: t}\n",
        "e1 twice (line 6)");
    row("a port without a name", "u_height: 1\ninterfaces:\n- {type: t}\n", "no name");
    row("a port without a type", "u_height: 1\ninterfaces:\n- {name: e1}\n",
        "e1 in line 5 has no type");
    row("no list", "u_height: 1\ninterfaces: 5\n", "is no list");
    row("an unknown key", "u_height: 1\nlasers:\n- name: x\n", "\"lasers\" in line 4");
    row("fewer ports than told",
        "u_height: 1\ncomments: Has 64 ports\ninterfaces:\n- {name: e1, type: t}\n",
        "speak of 64 ports, and 1 are listed");
}

void TestExchangeDeviceType::whatIsDoubtfulIsSaid()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, warning);
    const auto type = readDeviceType(yaml);
    QVERIFY(type);
    QVERIFY2(warnings(*type).contains(warning), qPrintable(warnings(*type)));
    QVERIFY(type->heightUnits >= 0 && type->heightUnits <= 100);
}

void TestExchangeDeviceType::weightsInEachUnit_data()
{
    QTest::addColumn<QByteArray>("weight");
    QTest::addColumn<double>("kg");
    QTest::newRow("kg") << QByteArray("weight: 14.8\nweight_unit: kg\n") << 14.8;
    QTest::newRow("g") << QByteArray("weight: 1480\nweight_unit: g\n") << 1.48;
    QTest::newRow("lb") << QByteArray("weight: 100\nweight_unit: lb\n") << 45.359;
    QTest::newRow("oz") << QByteArray("weight: 16\nweight_unit: oz\n") << 0.454;
}

void TestExchangeDeviceType::weightsInEachUnit()
{
    QFETCH(QByteArray, weight);
    QFETCH(double, kg);
    const auto type = readDeviceType("model: X\nu_height: 1\n" + weight);
    QVERIFY(type);
    QCOMPARE(type->weightKg, kg);
}

void TestExchangeDeviceType::whatIsNoDeviceType_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("code");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("device-type-no-map");
    QTest::newRow("a list") << QByteArray("- a\n- b\n") << QStringLiteral("device-type-no-map");
    QTest::newRow("no model") << QByteArray("manufacturer: X\n")
                              << QStringLiteral("device-type-incomplete");
    QTest::newRow("a model of its own")
        << QByteArray("model: [1, 2]\n") << QStringLiteral("device-type-incomplete");
    QTest::newRow("broken") << QByteArray("model: X\nslug: [x\n")
                            << QStringLiteral("device-type-not-yaml");
    QTest::newRow("nested") << QByteArray("model: ") + QByteArray(100'000, '[')
                            << QStringLiteral("device-type-not-yaml");
    QTest::newRow("large") << QByteArray("model: X\ncomments: ") + QByteArray(2'000'000, 'x')
                           << QStringLiteral("device-type-too-large");
    QByteArray many("model: X\ninterfaces:\n");
    for (int i = 0; i < 20'000; ++i)
        many += "- {name: e" + QByteArray::number(i) + ", type: t}\n";
    QTest::newRow("many ports") << many << QStringLiteral("device-type-too-many-ports");
}

void TestExchangeDeviceType::whatIsNoDeviceType()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, code);
    const auto type = readDeviceType(yaml);
    QVERIFY(!type);
    QCOMPARE(type.error().code, code);
    if (code == u"device-type-not-yaml")
        QVERIFY(type.error().args.value(QStringLiteral("line")).toInt() > 0);
}

static QByteArray anchored(int number, const QByteArray& item)
{
    return "a" + QByteArray::number(number) + ": &a" + QByteArray::number(number) + " [" +
           QByteArray(item + ",").repeated(8) + item + "]\n";
}

void TestExchangeDeviceType::aliasesHaveALimit_data()
{
    QTest::addColumn<QByteArray>("yaml");
    const QByteArray head("model: X\nslug: x\n");
    QByteArray laughs = head + anchored(0, "x");
    for (int i = 1; i < 30; ++i)
        laughs += anchored(i, "*a" + QByteArray::number(i - 1));
    QTest::newRow("a billion laughs") << laughs + "interfaces: *a29\n";
    QTest::newRow("a list in itself") << head + "interfaces: &a [*a, *a]\n";
    QByteArray wide = head + "a: &a {";
    for (int i = 0; i < 50'000; ++i)
        wide += "k" + QByteArray::number(i) + ": 1, ";
    wide += "}\ninterfaces: [" + QByteArray("*a,").repeated(100'000) + "*a]\n";
    QTest::newRow("one large map, many times") << wide;
    QTest::newRow("many values") << head + "a: [" + QByteArray("x,").repeated(300'000) + "x]\n";
}

void TestExchangeDeviceType::aliasesHaveALimit()
{
    QFETCH(QByteArray, yaml);
    const auto type = readDeviceType(yaml);
    QVERIFY(!type);
    QCOMPARE(type.error().code, QStringLiteral("yaml-too-many-values"));
    QVERIFY2(problemText(type.error()).contains(QStringLiteral("200000")),
             qPrintable(problemText(type.error())));
}

void TestExchangeDeviceType::aliasesMayBeUsed()
{
    const auto type = readDeviceType("model: X\nslug: x\np: &p {type: t, name: e1}\n"
                                     "interfaces: [*p, {name: e2, type: t}]\n");
    QVERIFY(type);
    QCOMPARE(ports(*type, "network").size(), 2);
}

void TestExchangeDeviceType::holesInNumberings_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("missing");
    const auto list = [](const char* text) {
        return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    };
    QTest::newRow("whole") << list("eth0 eth1 eth2 eth3 eth4") << QStringList();
    QTest::newRow("one hole") << list("eth0 eth1 eth3 eth4 eth5") << list("eth2");
    QTest::newRow("few ports have no order") << list("eth0 eth2") << QStringList();
    QTest::newRow("steps are no holes") << list("e1 e5 e9 e13 e17") << QStringList();
    QTest::newRow("one of a pair")
        << list("p1.0 p1.1 p2.0 p2.1 p3.0 p4.0 p4.1 p5.0 p5.1") << list("p3.1");
    QTest::newRow("a pair") << list("p1.0 p1.1 p2.0 p2.1 p4.0 p4.1 p5.0 p5.1") << list("p3.0 p3.1");
    QTest::newRow("modules differ") << list("1/1 1/2 1/3 1/4 2/1 2/2") << QStringList();
    QTest::newRow("a port of a module")
        << list("Eth1/1 Eth1/2 Eth1/4 Eth1/5 Eth1/6 mgmt0") << list("Eth1/3");
}

void TestExchangeDeviceType::holesInNumberings()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, missing);
    QCOMPARE(missingPorts(names), missing);
}

void TestExchangeDeviceType::theLibraryIsChangedBySlug()
{
    const QByteArray first = "manufacturer: Acme\nmodel: S1 switch\nslug: s1\nu_height: 1\n";
    auto library = std::vector<DeviceType>{*readDeviceType(first)};
    library.front().id = DeviceTypeId::create();
    library.front().revision = 7;
    QByteArray taller = first;
    taller.replace("u_height: 1", "u_height: 2");
    const ChangePlan plan = planDeviceTypes(
        library, {{QStringLiteral("s1.yaml"), taller},
                  {QStringLiteral("s2.yaml"), QByteArray(first).replace("slug: s1", "slug: s2")},
                  {QStringLiteral("again.yaml"), first},
                  {QStringLiteral("bad.yaml"), "- no\n"}});
    using Outcome = PlannedRow::Outcome;
    QCOMPARE(plan.rows.size(), 4u);
    QCOMPARE(plan.rows[0].outcome, Outcome::Changed);
    QCOMPARE(plan.rows[0].differences,
             (QList<FieldDifference>{
                 {QStringLiteral("height_units"), QStringLiteral("1"), QStringLiteral("2")}}));
    QCOMPARE(plan.rows[0].item.value(u"revision").toInt(), 7);
    QCOMPARE(plan.rows[1].outcome, Outcome::Added);
    QCOMPARE(plan.rows[2].problem->code, QStringLiteral("device-type-twice"));
    QCOMPARE(plan.rows[3].problem->code, QStringLiteral("device-type-no-map"));
    QCOMPARE(plan.rows[3].source, QStringLiteral("bad.yaml"));
    QCOMPARE(planDeviceTypes(library, {{QStringLiteral("s1.yaml"), first}}).rows[0].outcome,
             Outcome::Unchanged);
}

QTEST_APPLESS_MAIN(TestExchangeDeviceType)
#include "test_exchange_devicetype.moc"
