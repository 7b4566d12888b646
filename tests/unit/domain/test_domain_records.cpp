#include "models/domain/asset.h"
#include "models/domain/registry.h"
#include "models/domain/security.h"

#include <QSet>
#include <QTest>

using namespace rackhouse;

class TestRecords : public QObject
{
    Q_OBJECT

private slots:
    void everyDescriptionIsSound();
    void jsonAndSqlGiveTheRecordBack();
    void wrongValuesAreNamed();
    void secretsHaveNoJson();
};

void TestRecords::everyDescriptionIsSound()
{
    QSet<QString> kinds;
    for (const RecordInfo* info : allRecords()) {
        QVERIFY2(!kinds.contains(info->kindText()), info->kind);
        kinds.insert(info->kindText());
        QCOMPARE(recordOfKind(info->kindText()), info);
        QVERIFY(info->fields.front().has(Key));
        QSet<QString> names;
        for (const FieldInfo& field : info->fields) {
            QVERIFY2(!names.contains(field.nameText()), field.name);
            names.insert(field.nameText());
            // Parents are written before their children; a row may refer to its own kind.
            QVERIFY2(!field.references || kinds.contains(QString::fromLatin1(field.references)),
                     field.name);
            QCOMPARE(field.type == FieldType::Enum, !field.words.isEmpty());
        }
    }
    QVERIFY(!recordOfKind(QStringLiteral("teleporter")));
}

void TestRecords::jsonAndSqlGiveTheRecordBack()
{
    Machine machine;
    machine.id = MachineId::create();
    machine.name = QStringLiteral("r1-\u00fc");
    machine.state = MachineState::Quarantined;
    machine.memoryBytes = (1LL << 50) + 1;
    machine.macs = {QStringLiteral("02:00:00:00:00:01")};
    machine.observedAt = {1'800'000'000'123};
    const auto again = fromJson<Machine>(toJson(machine));
    QVERIFY(again);
    QCOMPARE(toJson(*again), toJson(machine));
    QCOMPARE(again->memoryBytes, machine.memoryBytes);
    Machine fromSql;
    for (const FieldInfo& field : Machine::record().fields)
        QVERIFY2(field.fromSql(&fromSql, field.toSql(&machine)), field.name);
    QCOMPARE(toJson(fromSql), toJson(machine));
}

void TestRecords::wrongValuesAreNamed()
{
    for (const auto& [name, value] : {std::pair("state", QJsonValue(QStringLiteral("green"))),
                                      std::pair("position", QJsonValue(QStringLiteral("7"))),
                                      std::pair("rack_id", QJsonValue(QStringLiteral("not an id"))),
                                      std::pair("macs", QJsonValue(QJsonArray{1}))}) {
        const auto machine = fromJson<Machine>({{QString::fromLatin1(name), value}});
        QVERIFY2(!machine, name);
        QCOMPARE(machine.error().args.value(QStringLiteral("field")).toString(),
                 QString::fromLatin1(name));
    }
    QVERIFY(fromJson<Machine>({{QStringLiteral("unknown"), 1}}));
}

void TestRecords::secretsHaveNoJson()
{
    SealedSecret secret;
    secret.sealed = "ciphertext";
    const QJsonObject json = toJson(secret);
    QVERIFY(!json.contains(QStringLiteral("sealed")) && !json.contains(QStringLiteral("nonce")));
}

QTEST_GUILESS_MAIN(TestRecords)
#include "test_domain_records.moc"
