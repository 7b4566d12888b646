#include "models/base/units.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/switchfacts.h"
#include "models/items/displaytext.h"

#include <QLocale>
#include <QTest>

using namespace rackhouse;

class TestDisplayText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void bytes();
    void bitRates();
    void speedsOfSwitchPorts();
    void numbers();
    void times();
    void words();
    void values();
};

void TestDisplayText::bytes()
{
    QCOMPARE(binaryBytes(0), QStringLiteral("0 B"));
    QCOMPARE(binaryBytes(1023), QStringLiteral("1023 B"));
    QCOMPARE(binaryBytes(512LL << 30), QStringLiteral("512 GiB"));
    QCOMPARE(binaryBytes(3LL << 39), QStringLiteral("1.50 TiB"));
    QCOMPARE(decimalBytes(1'920'000'000'000), QStringLiteral("1.92 TB"));
    QCOMPARE(decimalBytes(15'360'000'000'000), QStringLiteral("15.4 TB"));
    QCOMPARE(decimalBytes(480'103'981'056), QStringLiteral("480 GB"));
}

void TestDisplayText::bitRates()
{
    QCOMPARE(bitRateText(400'000), QStringLiteral("400 Gbit/s"));
    QCOMPARE(bitRateText(1'600'000), QStringLiteral("1600 Gbit/s"));
    QCOMPARE(bitRateText(2'500), QStringLiteral("2.5 Gbit/s"));
    QCOMPARE(bitRateText(56'250), QStringLiteral("56.25 Gbit/s"));
    QCOMPARE(bitRateText(100), QStringLiteral("100 Mbit/s"));
    QCOMPARE(bitRateText(10.3125 * 1000), QStringLiteral("10.313 Gbit/s"));
}

/// People read the unit that fits; programs, a plain number in the unit of the title.
void TestDisplayText::speedsOfSwitchPorts()
{
    SwitchPort port;
    const RecordInfo& info = SwitchPort::record();
    const FieldInfo& speed = *info.field(QStringLiteral("speed_mbps"));
    const auto index = static_cast<std::size_t>(&speed - info.fields.data());
    const auto row = [&] {
        ReplicaRow values;
        for (const FieldInfo& field : info.fields) {
            values.values << field.toSql(&port);
            values.labels << QString();
        }
        return values;
    };
    QCOMPARE(cellText(info, index, row(), {}), QString());
    QCOMPARE(cellValue(info, index, row()), QString());
    port.speedMbps = 400'000;
    QCOMPARE(cellText(info, index, row(), {}), QStringLiteral("400 Gbit/s"));
    QCOMPARE(unitText(speed), QString());
    QCOMPARE(cellValue(info, index, row()), QStringLiteral("400000"));
    QCOMPARE(valueTitle(speed), QStringLiteral("Speed (Mbit/s)"));
}

void TestDisplayText::numbers()
{
    QCOMPARE(realText(20'000), QStringLiteral("20000"));
    QCOMPARE(realText(1234.6), QStringLiteral("1235"));
    QCOMPARE(realText(55.25), QStringLiteral("55.25"));
    QCOMPARE(realText(0.5), QStringLiteral("0.5"));
    const auto text = [](const auto& record, const char* name) {
        const RecordInfo& info = record.record();
        ReplicaRow row;
        for (const FieldInfo& field : info.fields) {
            row.values << field.toSql(&record);
            row.labels << QString();
        }
        const FieldInfo* field = info.field(QLatin1String(name));
        return cellText(info, static_cast<std::size_t>(field - info.fields.data()), row, {});
    };
    // Where nobody measured or entered it, there is no number.
    Machine machine;
    for (const char* name : {"inlet_c", "power_w", "weight_kg", "position"})
        QCOMPARE(text(machine, name), QString());
    machine.inletC = 24.5;
    QCOMPARE(text(machine, "inlet_c"), QStringLiteral("24.5"));
    Rack rack;
    QCOMPARE(text(rack, "x_mm"), QStringLiteral("0")); // the corner of the plan
    // A port is a name.
    QLocale::setDefault(QLocale(QLocale::English));
    Bmc bmc;
    bmc.port = 8443;
    QCOMPARE(text(bmc, "port"), QStringLiteral("8443"));
    machine.powerW = 10'240;
    QCOMPARE(text(machine, "power_w"), QStringLiteral("10,240"));
    QLocale::setDefault(QLocale::c());
}

void TestDisplayText::times()
{
    const Instant now{1'800'000'000'000};
    QCOMPARE(relativeTime({}, now), QStringLiteral("never"));
    QCOMPARE(relativeTime(now.plusMs(-500), now), QStringLiteral("now"));
    QCOMPARE(relativeTime(now.plusMs(-40'000), now), QStringLiteral("40 s ago"));
    QCOMPARE(relativeTime(now.plusMs(-4 * 60'000 - 59'000), now), QStringLiteral("4 min ago"));
    QCOMPARE(relativeTime(now.plusMs(-3 * 3'600'000), now), QStringLiteral("3 h ago"));
    QCOMPARE(relativeTime(now.plusMs(-2 * 86'400'000), now), QStringLiteral("2 d ago"));
    QVERIFY(!relativeTime(now.plusMs(-20 * 86'400'000LL), now).endsWith(QStringLiteral("ago")));
    QCOMPARE(relativeTime(now.plusMs(5 * 60'000), now), QStringLiteral("in 5 min"));
    QVERIFY(exactTime({}).isEmpty());
    QVERIFY(exactTime(now).startsWith(QStringLiteral("2027-01-15 ")));
}

void TestDisplayText::words()
{
    QCOMPARE(wordText(QStringLiteral("powering-on")), QStringLiteral("Powering on"));
    QCOMPARE(wordText({}), QString());
}

void TestDisplayText::values()
{
    const RecordInfo& info = Job::record();
    ReplicaRow row;
    for (std::size_t i = 0; i < info.fields.size(); ++i) {
        row.values << QVariant();
        row.labels << QString();
    }
    const auto with = [&](const char* name, const QVariant& value, const QString& label = {}) {
        const std::size_t index =
            static_cast<std::size_t>(info.field(QLatin1String(name)) - info.fields.data());
        row.values[static_cast<qsizetype>(index)] = value;
        row.labels[static_cast<qsizetype>(index)] = label;
        return cellValue(info, index, row);
    };
    QCOMPARE(with("created_at", qint64(1'800'000'000'000)),
             QStringLiteral("2027-01-15T08:00:00.000Z"));
    QCOMPARE(with("started_at", 0), QString());
    QCOMPARE(with("state", QStringLiteral("succeeded")), QStringLiteral("succeeded"));
    QCOMPARE(with("progress_permille", 625), QStringLiteral("625"));
    QCOMPARE(valueTitle(*info.field(QStringLiteral("progress_permille"))),
             QStringLiteral("Progress (‰)"));
    QCOMPARE(with("machine_id", QStringLiteral("0190d5a0-0000-7000-8000-000000000001"),
                  QStringLiteral("r1-u01")),
             QStringLiteral("r1-u01"));
    QCOMPARE(with("machine_id", QStringLiteral("0190d5a0-0000-7000-8000-000000000001")),
             QStringLiteral("0190d5a0-0000-7000-8000-000000000001"));
    QCOMPARE(with("reason", QVariant()), QString());
}

QTEST_GUILESS_MAIN(TestDisplayText)
#include "test_items_displaytext.moc"
