#include "models/domain/asset.h"
#include "models/exchange/bulkedit.h"

#include <QTest>

using namespace rackhouse;

class TestExchangeBulk : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatManyRowsCanShare();
    void rowsThatHaveTheValueStay();
    void aWrongValueIsRefused();
    void aRefusalIsToldRowByRow();
    void largePlansGoInParts();
};

static Rack rackNamed(const char* name, const char* hall)
{
    Rack rack;
    rack.id = RackId::create();
    rack.name = QString::fromLatin1(name);
    rack.hall = QString::fromLatin1(hall);
    rack.revision = 3;
    return rack;
}

static const FieldInfo& fieldOf(const char* name)
{
    return *Rack::record().field(QString::fromLatin1(name));
}

void TestExchangeBulk::onlyWhatManyRowsCanShare()
{
    QStringList names;
    for (const FieldInfo* field : bulkFields(Machine::record()))
        names << field->nameText();
    QVERIFY(names.contains(QStringLiteral("rack_id")));
    QVERIFY(names.contains(QStringLiteral("device_type_id")));
    QVERIFY(names.contains(QStringLiteral("weight_kg")));
    for (const char* other : {"id", "name", "serial", "state", "macs", "revision"})
        QVERIFY2(!names.contains(QString::fromLatin1(other)), other);
}

void TestExchangeBulk::rowsThatHaveTheValueStay()
{
    const auto plan = planBulkEdit(
        Rack::record(), {toJson(rackNamed("r1", "North")), toJson(rackNamed("r2", "South"))},
        fieldOf("hall"), QStringLiteral("South"));
    QVERIFY(plan);
    QCOMPARE(plan->rows[0].outcome, PlannedRow::Outcome::Changed);
    QCOMPARE(plan->rows[0].differences,
             (QList<FieldDifference>{
                 {QStringLiteral("hall"), QStringLiteral("North"), QStringLiteral("South")}}));
    QCOMPARE(plan->rows[0].item.value(u"revision").toInt(), 3);
    QCOMPARE(plan->rows[1].outcome, PlannedRow::Outcome::Unchanged);
    QCOMPARE(plan->parts().size(), 1u);
    QCOMPARE(plan->body(plan->parts().front()).value(u"items").toArray().size(), 1);
}

void TestExchangeBulk::aWrongValueIsRefused()
{
    for (const auto& [name, value] :
         {std::pair("height_units", "tall"), std::pair("height_units", "1.5"),
          std::pair("facing", "up"), std::pair("on_plan", "perhaps")}) {
        const auto plan = planBulkEdit(Rack::record(), {toJson(rackNamed("r1", ""))}, fieldOf(name),
                                       QString::fromLatin1(value));
        QVERIFY2(!plan, value);
        QCOMPARE(plan.error().code, QStringLiteral("import-bad-value"));
    }
}

void TestExchangeBulk::aRefusalIsToldRowByRow()
{
    auto plan =
        *planBulkEdit(Rack::record(), {toJson(rackNamed("r1", "N")), toJson(rackNamed("r2", "N"))},
                      fieldOf("hall"), QStringLiteral("South"));
    const auto part = plan.parts().front();
    const QJsonObject refused{
        {QStringLiteral("applied"), false},
        {QStringLiteral("items"),
         QJsonArray{
             QJsonObject{{QStringLiteral("row"), QJsonObject()}},
             QJsonObject{{QStringLiteral("problem"),
                          QJsonObject{{QStringLiteral("code"), QStringLiteral("conflict")}}}}}}};
    QVERIFY(!plan.takeAnswer(part, refused));
    QCOMPARE(plan.rows[0].outcome, PlannedRow::Outcome::Changed);
    QCOMPARE(plan.rows[1].outcome, PlannedRow::Outcome::Problem);
    QCOMPARE(plan.rows[1].problem->code, QStringLiteral("conflict"));
    QCOMPARE(plan.parts().front().size(), 1u);
    QVERIFY(!plan.rows[0].done);
    QVERIFY(plan.takeAnswer(plan.parts().front(), {{QStringLiteral("applied"), true}}));
    QVERIFY(plan.rows[0].done);
    QVERIFY(plan.parts().empty());
}

void TestExchangeBulk::largePlansGoInParts()
{
    std::vector<QJsonObject> rows;
    for (int i = 0; i < 4'500; ++i)
        rows.push_back(toJson(rackNamed("r", "N")));
    const auto plan = planBulkEdit(Rack::record(), rows, fieldOf("hall"), QStringLiteral("S"));
    const auto parts = plan->parts();
    QCOMPARE(parts.size(), 3u);
    QCOMPARE(parts[0].size(), 2000u);
    QCOMPARE(parts[2].size(), 500u);
    QCOMPARE(parts[2].back(), 4'499u);
}

QTEST_APPLESS_MAIN(TestExchangeBulk)
#include "test_exchange_bulk.moc"
