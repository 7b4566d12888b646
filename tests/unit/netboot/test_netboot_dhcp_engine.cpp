#include "tests/unit/netboot/dhcp_scenario.h"

#include <QTest>

using namespace rackhouse;
using namespace rackhouse::netboot;

class TestDhcpEngine : public QObject
{
    Q_OBJECT

private slots:
    void discoverAndSelect();
    void otherServerChosen();
    void reservation();
    void poolFullThenExpired();
    void sameClientSameAddress();
    void reboot();
    void renewAndRebind();
    void declined();
    void released();
    void inform();
    void restored();
    void relayed();
    void otherInterface();
    void replyTargets();
    void bootPrograms_data();
    void bootPrograms();
    void plainClientGetsNoBootFile();
    void bootOffWithoutHttp();
    void badSubnets_data();
    void badSubnets();
    void anyLengthIsSafe();
};

void TestDhcpEngine::discoverAndSelect()
{
    Scenario s;
    const auto offer = s.send(sampleRequest(DhcpMessage::Discover));
    QVERIFY(answerOf(offer) == DhcpMessage::Offer);
    QVERIFY(offer.changes.empty());
    const DhcpPacket& reply = offer.reply->packet;
    QCOMPARE(reply.yourAddress.toString(), QStringLiteral("10.77.0.10"));
    QCOMPARE(reply.transaction, 0x1001u);
    QVERIFY(reply.options.address(DhcpOption::SubnetMask) == ip("255.255.255.0"));
    QVERIFY(reply.options.address(DhcpOption::Router) == ip("10.77.0.1"));
    QCOMPARE(reply.options.value(DhcpOption::DnsServers).size(), 8);

    const auto ack = s.select(1, reply.yourAddress);
    QVERIFY(answerOf(ack) == DhcpMessage::Ack);
    QCOMPARE(ack.changes.size(), size_t(1));
    const Lease& lease = ack.changes[0].lease;
    QCOMPARE(lease.mac, QStringLiteral("52:54:00:00:00:01"));
    QCOMPARE(lease.address, QStringLiteral("10.77.0.10"));
    QCOMPARE(lease.expiresAt.ms, s.clock.now().ms + 3'600'000);
    QVERIFY(isUuid(lease.id.text()));
    QVERIFY(!ack.event); // an ordinary client is no line in a boot log
}

void TestDhcpEngine::otherServerChosen()
{
    Scenario s;
    const Ipv4 address = s.discover(1);
    QVERIFY(answerOf(s.select(1, address, ip("10.77.0.2"))) == DhcpMessage::None);
    QVERIFY(s.discover(2) != Ipv4{});
    QCOMPARE(s.engine.pools()[0].usedAddresses(s.clock.now()), qint64(1));
}

void TestDhcpEngine::reservation()
{
    Scenario s;
    QCOMPARE(s.discover(0x99).toString(), QStringLiteral("10.77.0.11"));
    QCOMPARE(s.lease(1).toString(), QStringLiteral("10.77.0.10"));
    QCOMPARE(s.lease(2).toString(), QStringLiteral("10.77.0.12"));
    QVERIFY(s.discover(3).isNull());
    QVERIFY(answerOf(s.select(3, ip("10.77.0.11"))) == DhcpMessage::Nak);
    QCOMPARE(s.lease(0x99).toString(), QStringLiteral("10.77.0.11"));
}

void TestDhcpEngine::poolFullThenExpired()
{
    Subnet subnet = sampleSubnet();
    subnet.reservations = {};
    Scenario s(subnet);
    const Ipv4 first = s.lease(1);
    s.clock.advanceMs(1000);
    s.lease(2);
    s.lease(3);
    const auto full = s.send(sampleRequest(DhcpMessage::Discover, 4));
    QVERIFY(!full.reply);
    QVERIFY(full.event);
    QCOMPARE(full.event->problem, QStringLiteral("dhcp-pool-full"));
    s.clock.advanceMs(3'600'000);
    const auto offer = s.send(sampleRequest(DhcpMessage::Discover, 4));
    QVERIFY(answerOf(offer) == DhcpMessage::Offer);
    QVERIFY(offer.reply->packet.yourAddress == first); // the longest unused
    QCOMPARE(offer.changes.size(), size_t(1));
    QVERIFY(offer.changes[0].removed);
    QVERIFY(answerOf(s.renew(1, first, true)) == DhcpMessage::Nak);
}

void TestDhcpEngine::sameClientSameAddress()
{
    Scenario s;
    const Ipv4 address = s.lease(1);
    DhcpPacket again = sampleRequest(DhcpMessage::Discover, 1);
    again.options.set(DhcpOption::ClientId, "another stage of the same machine");
    const auto offer = s.send(again);
    QVERIFY(offer.reply->packet.yourAddress == address);
    QCOMPARE(offer.reply->packet.options.value(DhcpOption::ClientId),
             again.options.value(DhcpOption::ClientId));
}

void TestDhcpEngine::reboot()
{
    Scenario s;
    const Ipv4 address = s.lease(1);
    QVERIFY(answerOf(s.rebootWith(1, address)) == DhcpMessage::Ack);
    QVERIFY(answerOf(s.rebootWith(1, ip("10.77.0.12"))) == DhcpMessage::Nak);
    QVERIFY(answerOf(s.rebootWith(1, ip("192.168.1.5"))) == DhcpMessage::Nak);
    QVERIFY(answerOf(s.rebootWith(2, address)) == DhcpMessage::Nak);
    QVERIFY(answerOf(s.rebootWith(3, ip("10.77.0.12"))) == DhcpMessage::None);
}

void TestDhcpEngine::renewAndRebind()
{
    Scenario s;
    const Ipv4 address = s.lease(1);
    s.clock.advanceMs(1'800'000);
    const auto renewed = s.renew(1, address, true);
    QVERIFY(answerOf(renewed) == DhcpMessage::Ack);
    QVERIFY(renewed.reply->target.way == DhcpTarget::Way::Client);
    QCOMPARE(renewed.changes[0].lease.expiresAt.ms, s.clock.now().ms + 3'600'000);
    QVERIFY(answerOf(s.renew(1, address, false)) == DhcpMessage::Ack);
    QVERIFY(answerOf(s.renew(2, address, false)) == DhcpMessage::Nak);
    QVERIFY(answerOf(s.renew(2, ip("10.77.0.12"), false)) == DhcpMessage::None);
    QVERIFY(answerOf(s.renew(2, ip("10.77.0.12"), true)) == DhcpMessage::Ack);
}

void TestDhcpEngine::declined()
{
    Scenario s;
    const Ipv4 address = s.lease(1);
    DhcpPacket packet = sampleRequest(DhcpMessage::Decline, 1);
    packet.options.setAddress(DhcpOption::RequestedAddress, address);
    const auto outcome = s.send(packet);
    QVERIFY(!outcome.reply);
    QVERIFY(outcome.changes.at(0).removed);
    QCOMPARE(outcome.event->problem, QStringLiteral("dhcp-address-in-use"));
    QVERIFY(s.discover(1) != address);
    s.clock.advanceMs(3'600'001);
    QVERIFY(s.engine.pools()[0].isAvailable(QStringLiteral("x"), address, s.clock.now()));
}

void TestDhcpEngine::released()
{
    Scenario s;
    const Ipv4 address = s.lease(1);
    DhcpPacket packet = sampleRequest(DhcpMessage::Release, 1);
    packet.clientAddress = address;
    const auto outcome = s.send(packet, true);
    QVERIFY(!outcome.reply);
    QCOMPARE(outcome.changes.at(0).lease.expiresAt, s.clock.now());
    QVERIFY(!outcome.changes.at(0).removed);
    QVERIFY(s.discover(1) == address); // nobody else needed it
}

void TestDhcpEngine::inform()
{
    Scenario s;
    DhcpPacket packet = sampleRequest(DhcpMessage::Inform, 1);
    packet.clientAddress = ip("10.77.0.200");
    const auto outcome = s.send(packet, true);
    QVERIFY(answerOf(outcome) == DhcpMessage::Ack);
    QVERIFY(outcome.reply->packet.yourAddress.isNull());
    QVERIFY(!outcome.reply->packet.options.has(DhcpOption::LeaseTime));
    QVERIFY(outcome.changes.empty());
}

void TestDhcpEngine::restored()
{
    const Subnet subnet = sampleSubnet();
    Scenario before(subnet);
    before.lease(1);
    DhcpPacket packet = sampleRequest(DhcpMessage::Request, 2);
    packet.options.setAddress(DhcpOption::RequestedAddress, ip("10.77.0.12"));
    packet.options.setAddress(DhcpOption::ServerId, ip("10.77.0.1"));
    const std::vector<Lease> stored{before.send(packet).changes.at(0).lease};

    Scenario after(subnet);
    after.engine.restore(stored);
    QCOMPARE(after.discover(2).toString(), QStringLiteral("10.77.0.12"));
    QCOMPARE(after.discover(1).toString(), QStringLiteral("10.77.0.10"));
    QVERIFY(after.discover(3).isNull());
    QVERIFY(answerOf(after.rebootWith(2, ip("10.77.0.12"))) == DhcpMessage::Ack);
}

void TestDhcpEngine::relayed()
{
    Subnet far = sampleSubnet();
    far.id = SubnetId::create();
    far.cidr = QStringLiteral("10.88.0.0/24");
    far.rangeFirst = QStringLiteral("10.88.0.10");
    far.rangeLast = QStringLiteral("10.88.0.20");
    far.gateway = QStringLiteral("10.88.0.1");
    far.reservations = {};
    DhcpEngine engine({*SubnetConfig::from(far), *SubnetConfig::from(sampleSubnet())}, {8080});
    DhcpPacket packet = sampleRequest(DhcpMessage::Discover);
    packet.relayAddress = ip("10.88.0.1");
    packet.options.set(DhcpOption::RelayAgent, QByteArrayLiteral("\x01\x04port"));
    const auto outcome = engine.handle(packet, {QStringLiteral("prov0"), true}, {1});
    QVERIFY(answerOf(outcome) == DhcpMessage::Offer);
    QCOMPARE(outcome.reply->packet.yourAddress.toString(), QStringLiteral("10.88.0.10"));
    QVERIFY(outcome.reply->target.way == DhcpTarget::Way::Relay);
    QVERIFY(outcome.reply->target.address == packet.relayAddress);
    QCOMPARE(outcome.reply->packet.options.value(DhcpOption::RelayAgent),
             packet.options.value(DhcpOption::RelayAgent));

    packet.options.set(DhcpOption::RelayAgent, QByteArrayLiteral("\x05\x04\x0a\x4d\x00\x00"));
    const auto selected = engine.handle(packet, {QStringLiteral("prov0"), true}, {1});
    QCOMPARE(selected.reply->packet.yourAddress.toString(), QStringLiteral("10.77.0.10"));

    packet.options.set(DhcpOption::RelayAgent, QByteArray());
    packet.relayAddress = ip("10.99.0.1"); // a network that is not served
    QVERIFY(!engine.handle(packet, {QStringLiteral("prov0"), true}, {1}).reply);
}

void TestDhcpEngine::otherInterface()
{
    Scenario s;
    const auto packet = sampleRequest(DhcpMessage::Discover);
    QVERIFY(!s.engine.handle(packet, {QStringLiteral("eth0"), false}, {1}).reply);
}

void TestDhcpEngine::replyTargets()
{
    Scenario s;
    DhcpPacket packet = sampleRequest(DhcpMessage::Discover);
    QVERIFY(s.send(packet).reply->target.way == DhcpTarget::Way::Hardware);
    packet.flags = DhcpPacket::broadcastFlag;
    QVERIFY(s.send(packet).reply->target.way == DhcpTarget::Way::Broadcast);
    QVERIFY(s.rebootWith(1, ip("192.168.1.5")).reply->target.way == DhcpTarget::Way::Broadcast);

    DhcpPacket infiniband = sampleRequest(DhcpMessage::Discover, 7);
    infiniband.hardwareType = 32;
    infiniband.hardwareLength = 0;
    QVERIFY(!s.send(infiniband).reply); // neither MAC nor client id
    infiniband.options.set(DhcpOption::ClientId, QByteArrayLiteral("\xff\x01\x02"));
    QVERIFY(s.send(infiniband).reply->target.way == DhcpTarget::Way::Broadcast);
}

void TestDhcpEngine::bootPrograms_data()
{
    QTest::addColumn<int>("architecture");
    QTest::addColumn<QByteArray>("vendor");
    QTest::addColumn<QByteArray>("ipxe");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("answerClass");
    QTest::addColumn<QString>("problem");
    const QByteArray pxe = "PXEClient";
    const QByteArray http = "HTTPClient";
    const QByteArray withHttp = QByteArrayLiteral("\x13\x01\x01");
    const QByteArray script = "http://10.77.0.1:8080/boot/ipxe?mac=52:54:00:00:00:05&uuid=${uuid}";
    QTest::newRow("bios") << 0 << pxe << QByteArray() << QByteArray("undionly.kpxe") << pxe << "";
    QTest::newRow("uefi 7") << 7 << pxe << QByteArray() << QByteArray("snponly.efi") << pxe << "";
    QTest::newRow("uefi 9") << 9 << pxe << QByteArray() << QByteArray("snponly.efi") << pxe << "";
    QTest::newRow("ipxe bios") << 0 << pxe << withHttp << script + "&arch=bios" << QByteArray()
                               << "";
    QTest::newRow("ipxe uefi") << 7 << pxe << withHttp << script + "&arch=uefi-x64" << QByteArray()
                               << "";
    QTest::newRow("ipxe without http") << 0 << pxe << QByteArrayLiteral("\x12\x01\x01")
                                       << QByteArray("undionly.kpxe") << pxe << "";
    QTest::newRow("uefi http") << 16 << http << QByteArray()
                               << QByteArray("http://10.77.0.1:8080/boot/snponly.efi") << http
                               << "";
    const QString unsupported = QStringLiteral("boot-architecture-unsupported");
    QTest::newRow("arm64") << 11 << pxe << QByteArray() << QByteArray() << QByteArray()
                           << unsupported;
    QTest::newRow("arm64 http") << 19 << http << QByteArray() << QByteArray() << QByteArray()
                                << unsupported;
}

void TestDhcpEngine::bootPrograms()
{
    QFETCH(int, architecture);
    QFETCH(QByteArray, vendor);
    QFETCH(QByteArray, ipxe);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, answerClass);
    QFETCH(QString, problem);
    Scenario s;
    DhcpPacket packet = sampleRequest(DhcpMessage::Request, 5);
    packet.options.setAddress(DhcpOption::RequestedAddress, ip("10.77.0.10"));
    packet.options.setAddress(DhcpOption::ServerId, ip("10.77.0.1"));
    addArchitecture(packet, quint16(architecture), vendor);
    if (!ipxe.isEmpty())
        packet.options.set(DhcpOption::Ipxe, ipxe);
    const auto outcome = s.send(packet);
    QVERIFY(answerOf(outcome) == DhcpMessage::Ack);
    const DhcpPacket& reply = outcome.reply->packet;
    QCOMPARE(reply.options.value(DhcpOption::BootFile), file);
    QCOMPARE(reply.options.value(DhcpOption::VendorClass), answerClass);
    if (vendor == "PXEClient" && !file.isEmpty()) {
        QCOMPARE(reply.fileName, file);
        QCOMPARE(reply.serverAddress.toString(), QStringLiteral("10.77.0.1"));
    }
    QVERIFY(outcome.event);
    QCOMPARE(outcome.event->problem, problem);
    QCOMPARE(outcome.changes[0].lease.architecture, architectureName(quint16(architecture)));
    QVERIFY(encodeDhcp(reply, outcome.reply->limit));
}

void TestDhcpEngine::plainClientGetsNoBootFile()
{
    Scenario s;
    const auto outcome = s.send(sampleRequest(DhcpMessage::Discover));
    QVERIFY(outcome.reply->packet.fileName.isEmpty());
    QVERIFY(outcome.reply->packet.serverAddress.isNull());
    QVERIFY(!outcome.reply->packet.options.has(DhcpOption::BootFile));
}

void TestDhcpEngine::bootOffWithoutHttp()
{
    DhcpEngine engine({*SubnetConfig::from(sampleSubnet())}, {});
    DhcpPacket packet = sampleRequest(DhcpMessage::Discover);
    addArchitecture(packet, 0);
    const auto outcome = engine.handle(packet, {QStringLiteral("prov0"), false}, {1});
    QVERIFY(answerOf(outcome) == DhcpMessage::Offer);
    QVERIFY(outcome.reply->packet.fileName.isEmpty());
}

void TestDhcpEngine::badSubnets_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("no interface") << "network_interface"
                                  << "";
    QTest::newRow("long interface") << "network_interface"
                                    << "abcdefghijklmnop";
    QTest::newRow("no prefix") << "cidr"
                               << "10.0.0.0";
    QTest::newRow("host prefix") << "cidr"
                                 << "10.0.0.0/32";
    QTest::newRow("server") << "server_address"
                            << "10.77.0";
    QTest::newRow("outside") << "range_first"
                             << "10.76.0.1";
    QTest::newRow("backwards") << "range_last"
                               << "10.77.0.2";
    QTest::newRow("half a range") << "range_last"
                                  << "";
    QTest::newRow("gateway") << "gateway"
                             << "here";
}

void TestDhcpEngine::badSubnets()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QJsonObject object = toJson(sampleSubnet());
    object[field] = value;
    const auto config = SubnetConfig::from(*fromJson<Subnet>(object));
    QVERIFY(!config);
    QCOMPARE(config.error().code, QStringLiteral("subnet-invalid"));
    QCOMPARE(config.error().args.value(QStringLiteral("field")).toString(), field);
}

void TestDhcpEngine::anyLengthIsSafe()
{
    Scenario s;
    DhcpPacket packet = sampleRequest(DhcpMessage::Discover);
    addArchitecture(packet, 0);
    const QByteArray whole = encodeDhcp(packet)->leftJustified(1500, '\xfe');
    for (int length = 0; length <= 1500; ++length) {
        const auto read = decodeDhcp(whole.left(length));
        if (!read)
            continue;
        const auto outcome = s.send(*read);
        if (outcome.reply)
            QVERIFY(encodeDhcp(outcome.reply->packet, outcome.reply->limit));
    }
}

QTEST_GUILESS_MAIN(TestDhcpEngine)
#include "test_netboot_dhcp_engine.moc"
