#include "models/query/completion.h"

#include "models/domain/asset.h"

#include <QTest>

using namespace rackhouse;
using namespace rackhouse::query;

class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void suggestions_data();
    void suggestions();
    void whatIsSuggestedReplacesTheWord();
    void aTypedValue();
    void aValueWithSpacesIsQuoted();
};

void TestCompletion::suggestions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("first");
    const auto row = [](const char* text, const QStringList& first) {
        QTest::newRow(text) << QString::fromUtf8(text) << first;
    };
    row("mem", {QStringLiteral("memory:")});
    row("reven", {QStringLiteral("revenue:")});
    row("fre", {QStringLiteral("free:")});
    row("te", {QStringLiteral("temp:")});
    row("x (hea", {QStringLiteral("health:")});
    row("-sta", {QStringLiteral("state:"), QStringLiteral("state_reason:")});
    row("state:q", {QStringLiteral("quarantined")});
    row("health:ok,w", {QStringLiteral("warning")});
    row("is:st", {QStringLiteral("stale")});
    row("power:powering", {QStringLiteral("powering-on"), QStringLiteral("powering-off")});
    row("nothing_is_like_this", {});
}

void TestCompletion::suggestions()
{
    QFETCH(QString, text);
    QFETCH(QStringList, first);
    QStringList found;
    for (const Suggestion& suggestion : complete(text, text.size(), Machine::record()))
        found << suggestion.text;
    QCOMPARE(found, first);
}

void TestCompletion::whatIsSuggestedReplacesTheWord()
{
    QString text = QStringLiteral("rack:A* sta gpu:8");
    const auto found = complete(text, 11, Machine::record());
    QVERIFY(!found.empty());
    text.replace(found[0].start, found[0].length, found[0].text);
    QCOMPARE(text, QStringLiteral("rack:A* state: gpu:8"));
    QVERIFY(complete(QString(), 0, Machine::record()).size() == 20);
}

void TestCompletion::aTypedValue()
{
    const QString text = QStringLiteral("state:available rack:A,\"B gpu:8");
    const auto typed = typedValue(text, 25, Machine::record());
    QVERIFY(typed);
    QCOMPARE(typed->field->nameText(), QStringLiteral("rack_id"));
    QCOMPARE(typed->begin, QStringLiteral("B"));
    QCOMPARE(text.mid(typed->start, typed->length), QStringLiteral("\"B"));
    // Words and numbers have no values that rows could propose, and a bare word no field.
    for (const char* other : {"state:a", "cores:8", "rack", "nothing:x"})
        QVERIFY2(!typedValue(QString::fromLatin1(other), qstrlen(other), Machine::record()), other);
}

void TestCompletion::aValueWithSpacesIsQuoted()
{
    QCOMPARE(filterValue(QStringLiteral("r1-u02")), QStringLiteral("r1-u02"));
    QCOMPARE(filterValue(QStringLiteral("Hall 1")), QStringLiteral("\"Hall 1\""));
    QCOMPARE(filterValue(QStringLiteral("a\"b\\")), QStringLiteral("\"a\\\"b\\\\\""));
    QCOMPARE(filterValue(QStringLiteral("A*")), QStringLiteral("\"A*\""));
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "test_query_completion.moc"
