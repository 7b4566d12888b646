#include "app/http/message.h"
#include "app/http/range.h"

#include <QtTest>

using namespace rackhouse::http;

class TestHttpMessages : public QObject
{
    Q_OBJECT
private slots:
    void range_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("length");
        const auto row = [](const char* name, const char* header, qint64 size,
                            RangeAnswer::Kind kind, qint64 offset, qint64 length) {
            QTest::newRow(name) << QByteArray(header) << size << int(kind) << offset << length;
        };
        row("none", "", 10, RangeAnswer::Whole, 0, 10);
        row("first byte", "bytes=0-0", 10, RangeAnswer::Partial, 0, 1);
        row("open", "bytes=4-", 10, RangeAnswer::Partial, 4, 6);
        row("past the end", "bytes=4-99", 10, RangeAnswer::Partial, 4, 6);
        row("suffix", "bytes=-3", 10, RangeAnswer::Partial, 7, 3);
        row("long suffix", "bytes=-99", 10, RangeAnswer::Partial, 0, 10);
        row("suffix of nothing", "bytes=-0", 10, RangeAnswer::Unsatisfiable, 0, 0);
        row("beyond", "bytes=10-", 10, RangeAnswer::Unsatisfiable, 0, 0);
        row("empty file", "bytes=0-", 0, RangeAnswer::Unsatisfiable, 0, 0);
        row("backwards", "bytes=5-4", 10, RangeAnswer::Whole, 0, 10);
        row("several", "bytes=0-1,3-4", 10, RangeAnswer::Whole, 0, 10);
        row("other unit", "lines=0-1", 10, RangeAnswer::Whole, 0, 10);
        row("no dash", "bytes=5", 10, RangeAnswer::Whole, 0, 10);
        row("not a number", "bytes=a-b", 10, RangeAnswer::Whole, 0, 10);
        row("overflow", "bytes=99999999999999999999-", 10, RangeAnswer::Whole, 0, 10);
        row("sign", "bytes=+1-2", 10, RangeAnswer::Whole, 0, 10);
        row("upper case", "BYTES=0-1", 10, RangeAnswer::Partial, 0, 2);
    }
    void range()
    {
        QFETCH(QByteArray, header);
        QFETCH(qint64, size);
        const RangeAnswer answer = parseRange(header, size);
        QTEST(int(answer.kind), "kind");
        QTEST(answer.offset, "offset");
        QTEST(answer.length, "length");
    }

    void target()
    {
        Request request;
        QVERIFY(parseTarget("/a%20b/c?x=1&y=%2F", request));
        QCOMPARE(request.path, QStringLiteral("/a b/c"));
        QCOMPARE(request.query.queryItemValue(QStringLiteral("y"), QUrl::FullyDecoded),
                 QStringLiteral("/"));
        for (const char* bad : {"", "*", "a", "http://x/", "/%", "/%4", "/%zz", "/a%00b"})
            QVERIFY2(!parseTarget(bad, request), bad);
    }

    void aHeaderValueStartsNoOtherHeader()
    {
        Response response;
        response.headers.emplaceBack("X-Name", "a\r\nSet-Cookie: b");
        QVERIFY(!responseHead(response, 0, true, false).contains("\nSet-Cookie"));
    }
};

QTEST_APPLESS_MAIN(TestHttpMessages)
#include "test_http_messages.moc"
