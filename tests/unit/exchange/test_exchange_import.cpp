#include "models/exchange/tableexport.h"
#include "tests/unit/exchange/planning.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace rackhouse;

using Outcome = PlannedRow::Outcome;

/// CSV files against small books: what each line would do, and that what goes out comes back as it
/// was.
class TestExchangeImport : public PlanningTest
{
    Q_OBJECT

private slots:
    void init();
    void whatGoesOutComesBackUnchanged_data();
    void whatGoesOutComesBackUnchanged();
    void racksAreAddedAndChanged();
    void aMissingColumnLeavesItsField();
    void aDecimalCommaInAGermanFile();
    void whatIsWrongWithALine_data();
    void whatIsWrongWithALine();
    void whatIsWrongWithAFile();
    void anIdAllowsANewName();
    void machinesAreFoundBySerial();
    void theHardwareHasTheLastWord();
    void aNewAssetIsWhatItsTypeSays();
    void anInletIsOneOfThoseOfTheType();
    void twoInOneUnit();
    void placesAreSwapped();
    void aCableWithOneEnd();
    void aPortTakesOneCable();
    void aNameOfTwoThings();
    void sixtyThousandCables();
};

void TestExchangeImport::init()
{
    m_books = {};
    Rack rack;
    rack.id = RackId::create();
    rack.name = text("A01");
    rack.hall = text("North");
    rack.row = text("A");
    rack.position = 1;
    rack.weightLimitKg = 100;
    rack.onPlan = true;
    rack.xMm = 1200;
    m_books.racks.push_back(rack);
    DeviceType type;
    type.id = DeviceTypeId::create();
    type.slug = text("acme-s1");
    type.model = text("S1");
    type.manufacturer = text("Acme");
    type.kind = DeviceKind::Switch;
    type.heightUnits = 2;
    type.weightKg = 14.8;
    QJsonArray inlets;
    for (const char* name : {"IN A", "IN B"})
        inlets << QJsonObject{{text("name"), text(name)}, {text("group"), text("power")}};
    type.layout = {{text("ports"), inlets}};
    m_books.deviceTypes.push_back(type);
    for (int i = 0; i < 2; ++i) {
        Machine machine;
        machine.id = MachineId::create();
        machine.name = text("n") + QString::number(i + 1);
        machine.serial = text("SN") + QString::number(i + 1);
        machine.rackId = rack.id;
        machine.position = 1 + 2 * i;
        machine.heightUnits = 2;
        machine.revision = 5;
        m_books.machines.push_back(machine);
    }
    Asset leaf;
    leaf.id = AssetId::create();
    leaf.name = text("leaf-1");
    leaf.kind = AssetKind::Switch;
    leaf.rackId = rack.id;
    leaf.position = 20.5;
    leaf.note = text("=HYPERLINK(\"x\")");
    leaf.until = Instant{1'800'000'000'123};
    m_books.assets.push_back(leaf);
    PowerFeed feed;
    feed.id = PowerFeedId::create();
    feed.name = text("A-12");
    m_books.feeds.push_back(feed);
    Cable cable;
    cable.id = CableId::create();
    cable.label = text("C1");
    cable.kind = CableKind::Dac;
    cable.aKind = EndKind::Machine;
    cable.aId = m_books.machines[0].id.text();
    cable.aPort = text("eth0");
    cable.bKind = EndKind::Asset;
    cable.bId = leaf.id.text();
    cable.bPort = text("1");
    cable.lengthM = 1.5;
    m_books.cables.push_back(cable);
    cable.id = CableId::create();
    cable.label.clear();
    cable.aKind = EndKind::Feed;
    cable.aId = feed.id.text();
    cable.aPort.clear();
    cable.bKind = EndKind::None;
    cable.bId.clear();
    cable.bPort.clear();
    m_books.cables.push_back(cable);
}

void TestExchangeImport::whatGoesOutComesBackUnchanged_data()
{
    QTest::addColumn<QString>("table");
    for (const char* table : {"racks", "placements", "cables"})
        QTest::newRow(table) << text(table);
}

void TestExchangeImport::whatGoesOutComesBackUnchanged()
{
    QFETCH(QString, table);
    // Names as people give them.
    m_books.racks[0].name = QString::fromUtf8("R\xC3\xA4"
                                              "ck, \"1\"; -2\n");
    m_books.machines[0].name = QString::fromUtf8("\xD8\xAE\xD8\xB2\xD8\xA7\xD9\x86\xD8\xA9");
    m_books.machines[1].name = text("-5");
    m_books.machines[0].weightKg = 130.123456789;
    m_books.assets[0].name = text("  '=1+1 ");
    m_books.cables[0].label = text("@sum");
    // One end leads to what is gone from the books.
    m_books.cables[1].aId = text("01970000-0000-7000-8000-000000000000");
    const auto kind = *enumFromText<ExchangeTable>(table);
    const QByteArray csv = exportTable(kind, m_books);
    QVERIFY(!csv.contains(",=") && !csv.contains(",@") && !csv.contains("\n=") &&
            !csv.contains("\n@"));
    const ChangePlan back = plan(kind, csv);
    QVERIFY(!back.rows.empty());
    for (const PlannedRow& row : back.rows)
        QVERIFY2(row.outcome == Outcome::Unchanged,
                 qPrintable(row.name + u' ' + code(row) + u' ' + difference(row)));
    QVERIFY(back.parts().empty());
    QVERIFY(back.notes.isEmpty());
}

void TestExchangeImport::racksAreAddedAndChanged()
{
    const ChangePlan racks = plan(ExchangeTable::Racks, "name,hall,row,height_units\r\n"
                                                        "A01,South,A,48\r\n"
                                                        "A02,South,A,\r\n");
    QCOMPARE(racks.rows[0].outcome, Outcome::Changed);
    QCOMPARE(difference(racks.rows[0]), text("hall=North>South height_units=42>48"));
    QCOMPARE(racks.rows[0].line, 2);
    const QJsonObject change = racks.rows[0].item;
    QCOMPARE(change.value(u"op").toString(), text("change"));
    QCOMPARE(change.value(u"id").toString(), m_books.racks[0].id.text());
    QCOMPARE(change.value(u"fields").toObject(),
             (QJsonObject{{text("hall"), text("South")}, {text("height_units"), 48}}));
    QCOMPARE(racks.rows[1].outcome, Outcome::Added);
    QCOMPARE(racks.rows[1].item.value(u"fields").toObject(),
             (QJsonObject{{text("name"), text("A02")},
                          {text("hall"), text("South")},
                          {text("row_name"), text("A")}}));
}

void TestExchangeImport::aMissingColumnLeavesItsField()
{
    QCOMPARE(plan(ExchangeTable::Racks, "name\nA01\n").rows[0].outcome, Outcome::Unchanged);
    const PlannedRow emptied = plan(ExchangeTable::Racks, "name,hall\nA01,\n").rows[0];
    QCOMPARE(difference(emptied), text("hall=North>"));
}

void TestExchangeImport::aDecimalCommaInAGermanFile()
{
    const ChangePlan german = plan(ExchangeTable::Placements, "name;unit\nleaf-1;21,5\n");
    QCOMPARE(difference(german.rows[0]), text("unit=20.5>21.5"));
    QCOMPARE(code(plan(ExchangeTable::Placements, "name,unit\nleaf-1,\"21,5\"\n").rows[0]),
             text("import-bad-value"));
}

void TestExchangeImport::whatIsWrongWithALine_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const char* table, const char* csv, const char* problem) {
        QTest::newRow(name) << text(table) << QByteArray(csv) << text(problem);
    };
    row("cells", "racks", "name,hall\nA01\n", "cells-count");
    row("a word for a number", "racks", "name,height_units\nA01,tall\n", "import-bad-value");
    row("a tall rack", "racks", "name,height_units\nA01,101\n", "import-out-of-range");
    row("a huge number", "racks", "name,x_mm\nA01,1e300\n", "import-bad-value");
    row("an unknown word", "racks", "name,facing\nA01,up\n", "import-bad-value");
    row("no name", "racks", "name,hall\n,North\n", "import-name-missing");
    row("an unknown id", "racks", "name,id\nA01,01970000-0000-7000-8000-000000000000\n",
        "import-row-unknown");
    row("an unknown rack", "placements", "name,rack\nn1,Z99\n", "import-name-unknown");
    row("an unknown type", "placements", "name,device_type\nn1,none\n", "import-name-unknown");
    row("no kind", "placements", "name,rack\nnew,A01\n", "import-kind-missing");
    row("a new machine", "placements", "name,kind\nnew,machine\n", "import-name-unknown");
    row("an unknown kind", "placements", "name,kind\nnew,toaster\n", "import-bad-value");
    row("an inlet of a switch", "placements", "name,preferred_inlet\nleaf-1,IN A\n",
        "import-bad-value");
    row("an inlet that it has not", "placements",
        "name,kind,device_type,preferred_inlet\nats,transfer-switch,acme-s1,IN C\n",
        "import-bad-value");
    row("a third of a unit", "placements", "name,unit\nleaf-1,3.3\n", "import-bad-value");
    row("half a unit for a machine", "placements", "name,unit\nn1,3.5\n", "import-bad-value");
    row("above the rack", "placements", "name,unit\nleaf-1,42.5\n", "place-outside");
    row("an unknown device", "cables", "label,a_device,b_device\nC9,n1,n9\n",
        "import-name-unknown");
    row("an unknown serial", "placements", "serial,unit\nSN9,3\n", "import-name-unknown");
    row("no end", "cables", "label,a_device,b_device\nC9,,\n", "import-cable-free");
    row("a cable to itself", "cables",
        "label,a_device,a_port,b_device,b_port\nC9,n1,eth9,n1,eth9\n", "cable-loop");
    row("a line break in a name", "racks", "name\n\"A\n02\"\n", "character-refused");
    row("a name that turns around", "placements", "name,kind\nx\xE2\x80\xAEy,switch\n",
        "character-refused");
    row("a port of nothing", "cables", "label,a_device,b_device,b_port\nC9,n1,,1\n",
        "import-name-missing");
}

void TestExchangeImport::whatIsWrongWithALine()
{
    QFETCH(QString, table);
    QFETCH(QByteArray, csv);
    QFETCH(QString, problem);
    const ChangePlan planned = plan(*enumFromText<ExchangeTable>(table), csv);
    QCOMPARE(planned.rows.size(), 1u);
    QCOMPARE(code(planned.rows[0]), problem);
    QCOMPARE(planned.rows[0].line, 2);
    QVERIFY(planned.parts().empty());
    // A sentence, with its values in it.
    QVERIFY(!problemText(*planned.rows[0].problem).contains(u'%'));
}

void TestExchangeImport::whatIsWrongWithAFile()
{
    const auto error = [this](ExchangeTable table, const char* csv) {
        const auto planned = planImport(table, csv, m_books);
        return planned ? QString() : planned.error().code;
    };
    QCOMPARE(error(ExchangeTable::Racks, "hall\nNorth\n"), text("csv-column-missing"));
    QCOMPARE(error(ExchangeTable::Cables, "label,a_device\nC1,n1\n"), text("csv-column-missing"));
    QCOMPARE(error(ExchangeTable::Racks, "name,Name\nA,B\n"), text("csv-column-twice"));
    const ChangePlan more = plan(ExchangeTable::Racks, "Name,Owner,Height units\nA01,me,42\n");
    QCOMPARE(more.rows[0].outcome, Outcome::Unchanged);
    QVERIFY(more.notes.value(0).contains(text("Owner")));
    const ChangePlan twice = plan(ExchangeTable::Racks, "name,hall\nA01,S\nB,S\nA01,T\nB,T\n");
    QCOMPARE(code(twice.rows[2]), text("import-row-twice"));
    QCOMPARE(code(twice.rows[3]), text("import-row-twice"));
    QCOMPARE(twice.rows[3].problem->args.value(text("line")).toInt(), 3);
}

void TestExchangeImport::anIdAllowsANewName()
{
    const PlannedRow row =
        plan(ExchangeTable::Racks, "name,id\nB01," + m_books.racks[0].id.text().toUtf8() + '\n')
            .rows[0];
    QCOMPARE(difference(row), text("name=A01>B01"));
    QCOMPARE(row.outcome, Outcome::Changed);
}

void TestExchangeImport::machinesAreFoundBySerial()
{
    const PlannedRow row =
        plan(ExchangeTable::Placements, "serial,unit,asset_tag\nSN2,7,T-9\n").rows[0];
    QCOMPARE(row.name, text("n2"));
    QCOMPARE(difference(row), text("unit=3>7 asset_tag=>T-9"));
    QCOMPARE(row.item.value(u"kind").toString(), text("machine"));
    QCOMPARE(row.item.value(u"revision").toInt(), 5);
}

void TestExchangeImport::theHardwareHasTheLastWord()
{
    const PlannedRow row = plan(ExchangeTable::Placements, "name,serial\nn1,OTHER\n").rows[0];
    QCOMPARE(code(row), text("import-read-only"));
    QCOMPARE(plan(ExchangeTable::Placements, "name,serial\nn1,\n").rows[0].outcome,
             Outcome::Unchanged);
    QCOMPARE(code(plan(ExchangeTable::Placements, "name,note\nn1,mine\n").rows[0]),
             text("import-no-field"));
    QCOMPARE(code(plan(ExchangeTable::Placements, "name,kind\nleaf-1,machine\n").rows[0]),
             text("import-name-unknown"));
}

void TestExchangeImport::aNewAssetIsWhatItsTypeSays()
{
    const PlannedRow row =
        plan(ExchangeTable::Placements,
             "name,kind,device_type,rack,unit,height_units\nleaf-2,,acme-s1,A01,30,\n")
            .rows[0];
    QCOMPARE(code(row), QString());
    QCOMPARE(row.outcome, Outcome::Added);
    const QJsonObject fields = row.item.value(u"fields").toObject();
    QCOMPARE(fields.value(u"kind").toString(), text("switch"));
    QCOMPARE(fields.value(u"height_units").toDouble(), 2.0);
    QCOMPARE(fields.value(u"weight_kg").toDouble(), 14.8);
    QCOMPARE(fields.value(u"rack_id").toString(), m_books.racks[0].id.text());
    QVERIFY2(difference(row).contains(text("device_type=>acme-s1")), qPrintable(difference(row)));
}

void TestExchangeImport::anInletIsOneOfThoseOfTheType()
{
    const auto row = [this](const QByteArray& inlet) {
        return plan(ExchangeTable::Placements,
                    "name,kind,device_type,preferred_inlet\nats,transfer-switch,acme-s1," + inlet +
                        "\n")
            .rows[0];
    };
    QCOMPARE(code(row("in b")), QString());
    QCOMPARE(code(row("")), QString());
    const PlannedRow wrong = row("IN C");
    QCOMPARE(code(wrong), text("import-bad-value"));
    QVERIFY2(problemText(*wrong.problem).contains(text("takes nothing or one of IN A, IN B")),
             qPrintable(problemText(*wrong.problem)));
}

void TestExchangeImport::twoInOneUnit()
{
    const ChangePlan both =
        plan(ExchangeTable::Placements, "name,kind,rack,unit\nx,switch,A01,3\ny,blank,A01,9\n");
    QCOMPARE(code(both.rows[0]), text("position-taken"));
    QCOMPARE(both.rows[0].problem->args.value(text("name")).toString(), text("n2"));
    QCOMPARE(both.rows[1].outcome, Outcome::Added);
    const ChangePlan heavy =
        plan(ExchangeTable::Placements, "name,kind,rack,unit,weight_kg\nx,switch,A01,30,400\n");
    QCOMPARE(heavy.rows[0].outcome, Outcome::Added);
    QVERIFY(heavy.rows[0].notes.value(0).contains(text("400 kg of the 100 kg")));
    m_books.racks[0].depthMm = 800;
    const ChangePlan deep =
        plan(ExchangeTable::Placements, "name,kind,rack,unit,depth_mm\nx,switch,A01,30,900\n");
    QCOMPARE(deep.rows[0].outcome, Outcome::Added);
    QVERIFY2(deep.rows[0].notes.value(0).contains(text("900 mm of the 800 mm")),
             qPrintable(deep.rows[0].notes.join(u'|')));
}

void TestExchangeImport::placesAreSwapped()
{
    const ChangePlan swapped = plan(ExchangeTable::Placements, "name,unit\nn1,3\nn2,1\n");
    QCOMPARE(swapped.rows[0].outcome, Outcome::Changed);
    QCOMPARE(swapped.rows[1].outcome, Outcome::Changed);
    QCOMPARE(swapped.parts().size(), 1u);
}

void TestExchangeImport::aCableWithOneEnd()
{
    const PlannedRow row = plan(ExchangeTable::Cables,
                                "label,kind,a_device,a_port,b_device,b_port\nC2,fibre,n2,eth0,,\n")
                               .rows[0];
    QCOMPARE(row.outcome, Outcome::Added);
    QVERIFY(row.notes.value(0).contains(text("end B")));
    const QJsonObject fields = row.item.value(u"fields").toObject();
    QCOMPARE(fields.value(u"a_kind").toString(), text("machine"));
    QVERIFY(!fields.contains(text("b_kind")));
}

void TestExchangeImport::aPortTakesOneCable()
{
    const ChangePlan taken =
        plan(ExchangeTable::Cables,
             "label,a_device,a_port,b_device,b_port\nC2,n2,eth0,leaf-1,1\nC3,n2,eth1,leaf-1,2\n");
    QCOMPARE(code(taken.rows[0]), text("port-taken"));
    QCOMPARE(taken.rows[0].problem->args.value(text("cable")).toString(), text("C1"));
    QCOMPARE(taken.rows[1].outcome, Outcome::Added);
    // The cable that is there moves away in the same file.
    const ChangePlan moved =
        plan(ExchangeTable::Cables,
             "label,a_device,a_port,b_device,b_port\nC2,n2,eth0,leaf-1,1\nC1,n1,eth0,leaf-1,9\n");
    QCOMPARE(moved.rows[0].outcome, Outcome::Added);
    QCOMPARE(difference(moved.rows[1]), text("b_port=1>9"));
}

void TestExchangeImport::aNameOfTwoThings()
{
    m_books.assets[0].name = text("n1");
    QCOMPARE(code(plan(ExchangeTable::Placements, "name,unit\nn1,7\n").rows[0]),
             text("import-name-ambiguous"));
    QCOMPARE(plan(ExchangeTable::Placements, "name,kind,unit\nn1,machine,7\n").rows[0].outcome,
             Outcome::Changed);
    QCOMPARE(code(plan(ExchangeTable::Cables, "label,a_device,b_device\nC9,n1,\n").rows[0]),
             text("import-name-ambiguous"));
    QCOMPARE(plan(ExchangeTable::Cables, "label,a_kind,a_device,b_device\nC9,asset,n1,\n")
                 .rows[0]
                 .outcome,
             Outcome::Added);
}

void TestExchangeImport::sixtyThousandCables()
{
    for (int i = 0; i < 2'000; ++i) {
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = text("s") + QString::number(i);
        m_books.assets.push_back(leaf);
    }
    QByteArray csv("label,kind,a_device,a_port,b_device,b_port,length_m\n");
    for (int i = 0; i < 60'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        csv += "L" + number + ",aoc,s" + QByteArray::number(i % 1000) + ",p" +
               QByteArray::number(i / 1000) + ",s" + QByteArray::number(1000 + i % 1000) + ",q" +
               QByteArray::number(i / 1000) + ",3\n";
    }
    QElapsedTimer timer;
    timer.start();
    const ChangePlan planned = plan(ExchangeTable::Cables, csv);
    qInfo("60,000 new cables are planned in %lld ms", timer.elapsed());
    QCOMPARE(planned.count(Outcome::Added), 60'000);
    QCOMPARE(planned.parts().size(), 30u);
}

QTEST_APPLESS_MAIN(TestExchangeImport)
#include "test_exchange_import.moc"
