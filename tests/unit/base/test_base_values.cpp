#include "models/base/characters.h"
#include "models/base/id.h"
#include "models/base/json.h"
#include "models/base/naturalorder.h"
#include "models/base/redacted.h"
#include "models/base/units.h"

#include <QSet>
#include <QTest>

using namespace rackhouse;

class TestValues : public QObject
{
    Q_OBJECT

private slots:
    void idsSortAsTheyWereMade();
    void namesSortAsPeopleCount();
    void charactersThatGarbleAreFound();
    void secretsPrintAsStars();
    void jsonReadsAreChecked();
    void problemsHaveSentencesAndStatuses();
    void wattsAreMegawattsFromAThousandKilowatts();
};

void TestValues::idsSortAsTheyWereMade()
{
    QSet<QString> seen;
    QString before;
    for (int i = 0; i < 2000; ++i) {
        const QString id = newUuid();
        QVERIFY(isUuid(id));
        QCOMPARE(id.at(14), QLatin1Char('7'));
        QVERIFY(before.left(13) <= id.left(13));
        QVERIFY(!seen.contains(id));
        seen.insert(id);
        before = id;
    }
    QVERIFY(!isUuid(QStringLiteral("nonsense")));
    QVERIFY(!isUuid(before.toUpper()));
}

void TestValues::charactersThatGarbleAreFound()
{
    const QString letters = QString::fromUtf8("\xD8\xAE\xD8\xB2 \xC3\xA4-1 \xE6\x9E\xB6 <b>");
    QCOMPARE(cleaned(letters), letters);
    for (const char16_t code : {0x0, 0x7, 0x1b, 0x7f, 0x85, 0x202a, 0x202e, 0x2066, 0x2069})
        QVERIFY2(isGarbling(QChar(code)), qPrintable(QString::number(code, 16)));
    // Marks that letters of some scripts are written with.
    for (const char16_t code : {0x200c, 0x200d, 0x200e, 0x200f, 0x0301})
        QVERIFY2(!isGarbling(QChar(code)), qPrintable(QString::number(code, 16)));
    QCOMPARE(cleaned(QStringLiteral("a\nb\tc\u2028d\u202ee\u001b[0m")),
             QStringLiteral("a b c de[0m"));
    QCOMPARE(characterName(u'\n'), QStringLiteral("a line break"));
    QCOMPARE(characterName(QChar(0x202e)), QStringLiteral("U+202E"));
    QCOMPARE(characterName(QChar(0x7)), QStringLiteral("U+0007"));
}

void TestValues::namesSortAsPeopleCount()
{
    // Each comes before the next one.
    const QByteArrayList ordered{"",
                                 "10",
                                 "A2",
                                 "a10",
                                 "a10-1",
                                 "r1-u2",
                                 "r1-u02",
                                 "R1-u10",
                                 "r1-ux",
                                 "r2-u1",
                                 "r18446744073709551616",
                                 "r18446744073709551617",
                                 "rack",
                                 "\xc3\xa9"};
    for (qsizetype i = 0; i < ordered.size(); ++i) {
        for (qsizetype j = 0; j < ordered.size(); ++j) {
            const int order = compareNaturally(ordered.at(i), ordered.at(j));
            QVERIFY2((order < 0) == (i < j) && (order > 0) == (i > j),
                     QByteArray(ordered.at(i) + " and " + ordered.at(j)).constData());
        }
    }
    QCOMPARE(compareNaturally("Node-7", "node-7"), 0);
}

void TestValues::secretsPrintAsStars()
{
    const Redacted<QString> secret(QStringLiteral("calvin"));
    QString text;
    QDebug(&text) << secret;
    QVERIFY(text.contains(QStringLiteral("***")));
    QVERIFY(!text.contains(secret.reveal()));
}

void TestValues::jsonReadsAreChecked()
{
    QCOMPARE(parseObject("{\"a\":").error().code, QStringLiteral("bad-json"));
    const QJsonObject object{{QStringLiteral("n"), 7}, {QStringLiteral("s"), QStringLiteral("x")}};
    QCOMPARE(*requireInteger(object, QStringLiteral("n"), 1, 8), 7);
    const auto large = requireInteger(object, QStringLiteral("n"), 1, 6);
    QCOMPARE(large.error().args.value(QStringLiteral("field")).toString(), QStringLiteral("n"));
    QVERIFY(!requireString(object, QStringLiteral("n")));
    QCOMPARE(*requireString(object, QStringLiteral("s")), QStringLiteral("x"));
    QCOMPARE(integerOr(object, QStringLiteral("s"), 3), 3);
}

void TestValues::problemsHaveSentencesAndStatuses()
{
    QCOMPARE(problemStatus(QStringLiteral("not-found")), 404);
    QCOMPARE(problemStatus(QStringLiteral("no-such-code")), 500);
    const Error error = makeError("bad-field", {{QStringLiteral("field"), QStringLiteral("name")}});
    QVERIFY(problemText(error).contains(QStringLiteral("\"name\"")));
    QCOMPARE(problemText(makeError("no-such-code")), QStringLiteral("no-such-code"));
}

void TestValues::wattsAreMegawattsFromAThousandKilowatts()
{
    QCOMPARE(wattsText(999), QStringLiteral("999 W"));
    QCOMPARE(wattsText(999.7), QStringLiteral("1.0 kW"));
    QCOMPARE(wattsText(361'400), QStringLiteral("361 kW"));
    QCOMPARE(wattsText(999'700), QStringLiteral("1.00 MW"));
    QCOMPARE(wattsText(1'234'000), QStringLiteral("1.23 MW"));
}

QTEST_GUILESS_MAIN(TestValues)
#include "test_base_values.moc"
