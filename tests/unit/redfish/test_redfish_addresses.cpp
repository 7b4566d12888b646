#include "app/redfish/addressrange.h"

#include <QTest>

using namespace rackhouse;
using namespace rackhouse::redfish;

class TestAddresses : public QObject
{
    Q_OBJECT
private slots:
    void expands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        const auto row = [](const char* text, int count, const char* first, const char* last) {
            QTest::newRow(text) << QString::fromLatin1(text) << count << QString::fromLatin1(first)
                                << QString::fromLatin1(last);
        };
        row("10.0.0.7", 1, "10.0.0.7", "10.0.0.7");
        row("127.20.0.1-127.20.0.50", 50, "127.20.0.1", "127.20.0.50");
        row("127.20.0.250-127.20.1.5", 12, "127.20.0.250", "127.20.1.5");
        row("10.0.0.1-9", 9, "10.0.0.1", "10.0.0.9");
        row("10.0.0.1 - 10.0.0.3", 3, "10.0.0.1", "10.0.0.3");
        row("10.0.0.0/24", 254, "10.0.0.1", "10.0.0.254");
        row("10.0.0.77/30", 2, "10.0.0.77", "10.0.0.78");
        row("10.0.0.0/31", 2, "10.0.0.0", "10.0.0.1");
        row("10.0.0.9/32", 1, "10.0.0.9", "10.0.0.9");
        row("255.255.255.254-255.255.255.255", 2, "255.255.255.254", "255.255.255.255");
        row("bmc-17.example", 1, "bmc-17.example", "bmc-17.example");
        row("fe80::1", 1, "fe80::1", "fe80::1");
        row("10.0.0.1, 10.0.0.2\n10.0.0.1-10.0.0.3", 3, "10.0.0.1", "10.0.0.3");
        row("10.0.0.0/20", 4094, "10.0.0.1", "10.0.15.254");
    }
    void expands()
    {
        QFETCH(QString, text);
        const auto hosts = expandAddresses(text);
        QVERIFY2(hosts, qPrintable(text));
        QTEST(int(hosts->size()), "count");
        QTEST(hosts->first(), "first");
        QTEST(hosts->last(), "last");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        const QString invalid = QStringLiteral("address-range-invalid");
        const QString large = QStringLiteral("address-range-too-large");
        for (const char* text :
             {"", "10.0.0", "10.0.0.256", "10.0.0.9-10.0.0.1", "10.0.0.1-300", "10.0.0.0/33",
              "10.0.0.0/", "/24", "-", "a..b", "10.0.0.1-", "10.0.0.1-2-3", "bmc 17!", "1.2.3.4/x"})
            QTest::newRow(text) << QString::fromLatin1(text) << invalid;
        for (const char* text :
             {"10.0.0.0/8", "0.0.0.0/0", "0.0.0.0-255.255.255.255", "10.0.0.0/20 10.1.0.0/20"})
            QTest::newRow(text) << QString::fromLatin1(text) << large;
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto hosts = expandAddresses(text);
        QVERIFY(!hosts);
        QTEST(hosts.error().code, "code");
    }
};

QTEST_GUILESS_MAIN(TestAddresses)
#include "test_redfish_addresses.moc"
