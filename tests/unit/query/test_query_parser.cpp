#include "models/query/parser.h"

#include <QTest>

using namespace rackhouse;
using namespace rackhouse::query;

namespace
{

/// The tree in one line: (and rack:A01 (not state:failed)).
QString shown(const Node& node)
{
    if (node.kind == Node::Kind::Term)
        return (node.term.hasField ? node.term.field + QLatin1Char(':') : QString()) +
               node.term.value;
    QString text = node.kind == Node::Kind::And  ? QStringLiteral("(and")
                   : node.kind == Node::Kind::Or ? QStringLiteral("(or")
                                                 : QStringLiteral("(not");
    for (const Node& child : node.children)
        text += QLatin1Char(' ') + shown(child);
    return text + QLatin1Char(')');
}

} // namespace

class TestParser : public QObject
{
    Q_OBJECT

private slots:
    void trees_data();
    void trees();
    void errors_data();
    void errors();
    void aDeepTreeIsRefused();
    void noiseNeverBreaksIt();
};

void TestParser::trees_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char* text, const char* tree) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(tree);
    };
    row("", "(and)");
    row("h200", "h200");
    row("gpu:h200 rack:A*", "(and gpu:h200 rack:A*)");
    row("a or b c", "(or a (and b c))");
    row("a OR b and c", "(or a (and b c))");
    row("(a or b) c", "(and (or a b) c)");
    row("-state:failed", "(not state:failed)");
    row("not -a", "(not (not a))");
    row("-(a b)", "(not (and a b))");
    row("r1-u07", "r1-u07");
    row("\"free text\" x", "(and free text x)");
    row("name:\"a \\\"b\\\" :c\"", "name:a \"b\" :c");
    row("mac:02:00:00", "mac:02:00:00");
    row("\"or\"", "or");
    row("-", "-");
    row(":x", ":x");
}

void TestParser::trees()
{
    QFETCH(QString, text);
    QFETCH(QString, tree);
    const auto node = parse(text);
    QVERIFY2(node, qPrintable(node ? QString() : node.error().code));
    QCOMPARE(shown(*node), tree);
}

void TestParser::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("position");
    const auto row = [](const char* text, const char* code, int position) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(code) << position;
    };
    row("name:\"a", "filter-quote-open", 5);
    row("a or", "filter-unexpected", 4);
    row("or a", "filter-unexpected", 0);
    row("(a b", "filter-unexpected", 4);
    row("a ) b", "filter-unexpected", 2);
    row("()", "filter-unexpected", 1);
}

void TestParser::errors()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(int, position);
    const auto node = parse(text);
    QVERIFY(!node);
    QCOMPARE(node.error().code, code);
    QCOMPARE(node.error().args.value(QStringLiteral("position")).toInt(), position);
}

void TestParser::aDeepTreeIsRefused()
{
    const auto node = parse(QString(100'000, QLatin1Char('(')));
    QVERIFY(!node);
    QCOMPARE(node.error().code, QStringLiteral("filter-too-deep"));
}

void TestParser::noiseNeverBreaksIt()
{
    const QString alphabet = QStringLiteral("ab:\"\\()- or<>=.,*?\u00e9");
    quint32 state = 1;
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (int i = 0; i < round % 24; ++i) {
            state = state * 1664525 + 1013904223;
            text += alphabet.at(static_cast<qsizetype>((state >> 8) % alphabet.size()));
        }
        const auto node = parse(text);
        if (!node)
            QVERIFY(node.error().args.value(QStringLiteral("position")).toInt() <= text.size());
    }
}

QTEST_GUILESS_MAIN(TestParser)
#include "test_query_parser.moc"
