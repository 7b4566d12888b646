#include "models/exchange/csv.h"

#include <QTest>

using namespace rackhouse;

class TestExchangeCsv : public QObject
{
    Q_OBJECT

private slots:
    void whatSpreadsheetsWrite_data();
    void whatSpreadsheetsWrite();
    void linesAreCountedAsAnEditorCountsThem();
    void whatIsNoCsv_data();
    void whatIsNoCsv();
    void whatIsWrittenIsReadAlike();
    void noFormulaGoesOut();
};

static std::vector<QStringList> cellsOf(const CsvText& csv)
{
    std::vector<QStringList> rows;
    for (const CsvRow& row : csv.rows)
        rows.push_back(row.cells);
    return rows;
}

void TestExchangeCsv::whatSpreadsheetsWrite_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QChar>("separator");
    QTest::newRow("commas, CRLF") << QByteArray("a,b\r\n1,\"x, y\"\r\n") << QChar(u',');
    QTest::newRow("semicolons, BOM") << QByteArray("\xEF\xBB\xBF"
                                                   "a;b\n1;x, y\n")
                                     << QChar(u';');
    QTest::newRow("tabs, no last line end") << QByteArray("a\tb\n1\tx, y") << QChar(u'\t');
    QTest::newRow("old line ends, empty lines")
        << QByteArray("a,b\r\r1,\"x, y\"\r\r") << QChar(u',');
    QTest::newRow("separator in a quoted title")
        << QByteArray("\"a\",\"b\"\n\"1\",\"x, y\"\n") << QChar(u',');
}

void TestExchangeCsv::whatSpreadsheetsWrite()
{
    QFETCH(QByteArray, text);
    QFETCH(QChar, separator);
    const auto csv = readCsv(text);
    QVERIFY(csv);
    QCOMPARE(csv->separator, separator);
    const std::vector<QStringList> expected{{QStringLiteral("a"), QStringLiteral("b")},
                                            {QStringLiteral("1"), QStringLiteral("x, y")}};
    QCOMPARE(cellsOf(*csv), expected);
}

void TestExchangeCsv::linesAreCountedAsAnEditorCountsThem()
{
    const auto csv = readCsv("name,note\n\nr1,\"two\nlines \"\"quoted\"\"\"\nr2,\n");
    QVERIFY(csv);
    QCOMPARE(csv->rows.size(), 3u);
    QCOMPARE(csv->rows[1].line, 3);
    QCOMPARE(csv->rows[1].cells.at(1), QStringLiteral("two\nlines \"quoted\""));
    QCOMPARE(csv->rows[2].line, 5);
    QCOMPARE(csv->rows[2].cells.at(1), QString());
}

void TestExchangeCsv::whatIsNoCsv_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("line");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("csv-empty") << 0;
    QTest::newRow("empty lines") << QByteArray("\n \n") << QStringLiteral("csv-empty") << 0;
    QTest::newRow("Latin-1") << QByteArray("a\nb\nM\xFCnchen\n") << QStringLiteral("csv-not-utf8")
                             << 3;
    QTest::newRow("binary") << QByteArray("PK\3\4\0\0a\n", 8) << QStringLiteral("csv-not-utf8")
                            << 1;
    QTest::newRow("open quote") << QByteArray("a\n\"b\nc\n") << QStringLiteral("csv-quote") << 2;
    QTest::newRow("after the quote")
        << QByteArray("a\n\"b\"c\n") << QStringLiteral("csv-quote") << 2;
}

void TestExchangeCsv::whatIsNoCsv()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    QFETCH(int, line);
    const auto csv = readCsv(text);
    QVERIFY(!csv);
    QCOMPARE(csv.error().code, code);
    QCOMPARE(csv.error().args.value(QStringLiteral("line")).toInt(), line);
}

void TestExchangeCsv::whatIsWrittenIsReadAlike()
{
    const std::vector<QStringList> rows{
        {QStringLiteral("name"), QStringLiteral("note")},
        {QStringLiteral("a,b;c\td"), QStringLiteral("\"quoted\"")},
        {QStringLiteral(" spaces "), QStringLiteral("two\r\nlines")},
        {QString::fromUtf8("\xD8\xAE\xD8\xB2\xD8\xA7\xD9\x86\xD8\xA9"), QString(300, u'x')},
        {QString(), QString()}};
    const QByteArray text = writeCsv(rows);
    QVERIFY(text.startsWith("name,note\r\n"));
    const auto csv = readCsv(text);
    QVERIFY(csv);
    QCOMPARE(cellsOf(*csv), rows);
}

void TestExchangeCsv::noFormulaGoesOut()
{
    for (const QString& text :
         {QStringLiteral("=1+1"), QStringLiteral("+cmd|' /C calc'!A0"), QStringLiteral("-2+3"),
          QStringLiteral("@SUM(A1)"), QStringLiteral("\t=1"), QStringLiteral("'=1")}) {
        QVERIFY(guardFormula(text).startsWith(u'\''));
        QCOMPARE(unguardFormula(guardFormula(text)), text);
    }
    for (const QString& text : {QStringLiteral("r1"), QString(), QStringLiteral("'quoted'")}) {
        QCOMPARE(guardFormula(text), text);
        QCOMPARE(unguardFormula(text), text);
    }
}

QTEST_APPLESS_MAIN(TestExchangeCsv)
#include "test_exchange_csv.moc"
