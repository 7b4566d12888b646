#include "tests/unit/netboot/dhcp_samples.h"

#include <QRandomGenerator>
#include <QTest>

using namespace rackhouse;
using namespace rackhouse::netboot;

class TestDhcpPacket : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip();
    void everyLength();
    void everyLengthOfNoise();
    void overload();
    void longOption();
    void relayOptionIsLast();
    void tooLarge();
    void tooLargeForTheRelay();
    void refused_data();
    void refused();
    void userClasses();
    void textIsClean();
};

namespace
{

DhcpPacket fullPacket()
{
    DhcpPacket packet = sampleRequest(DhcpMessage::Discover);
    addArchitecture(packet, 7);
    packet.hops = 1;
    packet.seconds = 4;
    packet.flags = DhcpPacket::broadcastFlag;
    packet.clientAddress = *Ipv4::parse(QStringLiteral("10.0.0.1"));
    packet.yourAddress = *Ipv4::parse(QStringLiteral("10.0.0.2"));
    packet.serverAddress = *Ipv4::parse(QStringLiteral("10.0.0.3"));
    packet.relayAddress = *Ipv4::parse(QStringLiteral("10.0.0.4"));
    packet.serverName = "boot.example";
    packet.fileName = "undionly.kpxe";
    packet.options.set(DhcpOption::UserClass, "iPXE");
    return packet;
}

} // namespace

void TestDhcpPacket::roundTrip()
{
    const DhcpPacket packet = fullPacket();
    const auto bytes = encodeDhcp(packet);
    QVERIFY(bytes);
    QVERIFY(bytes->size() >= 300);
    const auto read = decodeDhcp(*bytes);
    QVERIFY(read);
    QCOMPARE(read->fileName, packet.fileName);
    QVERIFY(*read == packet);
    QVERIFY(read->message() == DhcpMessage::Discover);
}

void TestDhcpPacket::everyLength()
{
    const QByteArray whole = encodeDhcp(fullPacket())->leftJustified(1500, '\0');
    for (int length = 0; length <= 1500; ++length) {
        const QByteArray cut = whole.left(length); // its own allocation: ASan sees a read beyond it
        const auto read = decodeDhcp(cut);
        QVERIFY(length >= 240 || !read);
        if (length >= 400)
            QVERIFY(read);
    }
}

void TestDhcpPacket::everyLengthOfNoise()
{
    QRandomGenerator random(20260131);
    const QByteArray header = encodeDhcp(fullPacket())->left(240);
    for (int length = 0; length <= 1500; ++length) {
        QByteArray noise = header.left(length);
        while (noise.size() < length)
            noise += char(random.bounded(256));
        const auto read = decodeDhcp(noise);
        if (read)
            QVERIFY(encodeDhcp(*read, 65000));
    }
}

void TestDhcpPacket::overload()
{
    DhcpPacket packet = sampleRequest(DhcpMessage::Ack);
    packet.options.set(60, QByteArray(100, 'a'));
    packet.options.set(43, QByteArray(100, 'b'));
    packet.options.set(15, QByteArray(50, 'c'));
    const auto bytes = encodeDhcp(packet, 240 + 120);
    QVERIFY(bytes);
    QVERIFY(bytes->size() <= 360);
    const auto read = decodeDhcp(*bytes);
    QVERIFY(read);
    QCOMPARE(read->options.number8(DhcpOption::Overload).value_or(0), quint8(3));
    QCOMPARE(read->options.value(DhcpOption::VendorClass), QByteArray(100, 'a'));
    QCOMPARE(read->options.value(DhcpOption::VendorSpecific), QByteArray(100, 'b'));
    QVERIFY(read->fileName.isEmpty());
}

void TestDhcpPacket::longOption()
{
    DhcpPacket packet = sampleRequest(DhcpMessage::Ack);
    const QByteArray value(700, 'x');
    packet.options.set(DhcpOption::VendorSpecific, value);
    const auto read = decodeDhcp(*encodeDhcp(packet));
    QVERIFY(read);
    QCOMPARE(read->options.value(DhcpOption::VendorSpecific), value);
}

void TestDhcpPacket::relayOptionIsLast()
{
    DhcpPacket packet = sampleRequest(DhcpMessage::Ack);
    packet.options.set(DhcpOption::RelayAgent, QByteArrayLiteral("\x01\x02hi"));
    packet.options.set(DhcpOption::LeaseTime, QByteArray(4, '\1'));
    const auto read = decodeDhcp(*encodeDhcp(packet));
    QVERIFY(read);
    QCOMPARE(read->options.items().back().code, quint8(DhcpOption::RelayAgent));
}

void TestDhcpPacket::tooLarge()
{
    DhcpPacket packet = sampleRequest(DhcpMessage::Ack);
    packet.options.set(DhcpOption::VendorSpecific, QByteArray(600, 'x'));
    const auto bytes = encodeDhcp(packet, 548);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().code, QStringLiteral("dhcp-too-large"));
}

/// A relay cannot deliver a reply without its own option.
void TestDhcpPacket::tooLargeForTheRelay()
{
    DhcpPacket packet = sampleRequest(DhcpMessage::Ack);
    packet.options.set(DhcpOption::RelayAgent, QByteArray(320, 'r'));
    const auto bytes = encodeDhcp(packet, 548);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().code, QStringLiteral("dhcp-too-large"));
}

void TestDhcpPacket::refused_data()
{
    const QByteArray good = *encodeDhcp(sampleRequest(DhcpMessage::Discover));
    const auto with = [&good](int at, char value) {
        QByteArray bytes = good;
        bytes[at] = value;
        return bytes;
    };
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("operation") << with(0, 3);
    QTest::newRow("hardware length") << with(2, 17);
    QTest::newRow("cookie") << with(236, 0);
    QTest::newRow("option without length") << good.left(240) + char(60);
    QTest::newRow("option beyond the end") << good.left(240) + QByteArrayLiteral("\x3c\x05hi");
    QByteArray overloaded = good.left(240) + QByteArrayLiteral("\x34\x01\x01\xff");
    overloaded[108 + 126] = 60;
    overloaded[108 + 127] = 9;
    QTest::newRow("overloaded option beyond its field") << overloaded;
}

void TestDhcpPacket::refused()
{
    QFETCH(QByteArray, bytes);
    const auto read = decodeDhcp(bytes);
    QVERIFY(!read);
    QCOMPARE(read.error().code, QStringLiteral("dhcp-malformed"));
}

void TestDhcpPacket::userClasses()
{
    DhcpOptions options;
    options.set(DhcpOption::UserClass, "iPXE");
    QVERIFY(options.userClasses().contains("iPXE"));
    options.set(DhcpOption::UserClass, QByteArrayLiteral("\x03one\x04iPXE"));
    QVERIFY(options.userClasses().contains("iPXE"));
    options.set(DhcpOption::UserClass, QByteArrayLiteral("\xff"));
    QVERIFY(!options.userClasses().contains("iPXE"));
}

void TestDhcpPacket::textIsClean()
{
    DhcpOptions options;
    options.set(DhcpOption::HostName, QByteArrayLiteral("node\n\x1b[31m1\0"));
    QCOMPARE(options.text(DhcpOption::HostName), QStringLiteral("node[31m1"));
}

QTEST_GUILESS_MAIN(TestDhcpPacket)
#include "test_netboot_dhcp_packet.moc"
