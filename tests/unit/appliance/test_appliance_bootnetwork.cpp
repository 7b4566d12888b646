#include "app/appliance/bootnetwork.h"

#include "models/domain/asset.h"
#include "models/store/store.h"
#include "tests/support/memory_lease_journal.h"
#include "tests/support/private_network.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QtTest>

using namespace rackhouse;

namespace
{

bool ip(const QString& arguments)
{
    return bool(test::runCommand(QString(QStringLiteral("ip ") + arguments).split(u' ')));
}

Subnet subnet(const QString& name, const QString& interface, int net)
{
    const QString prefix = QStringLiteral("10.77.%1.").arg(net);
    Subnet subnet;
    subnet.id = SubnetId::create();
    subnet.name = name;
    subnet.networkInterface = interface;
    subnet.cidr = prefix + QStringLiteral("0/24");
    subnet.serverAddress = prefix + u'1';
    subnet.rangeFirst = prefix + QStringLiteral("10");
    subnet.rangeLast = prefix + QStringLiteral("99");
    return subnet;
}

} // namespace

/// The test has a network namespace of its own, with two provisioning interfaces.
class TestApplianceBootNetwork : public QObject
{
    Q_OBJECT
public:
    explicit TestApplianceBootNetwork(Result<void> privateNetwork)
        : m_privateNetwork(std::move(privateNetwork))
    {
    }

private slots:
    void initTestCase()
    {
        if (!m_privateNetwork)
            QSKIP(qPrintable(m_privateNetwork.error().detail));
        for (int net = 0; net < 2; ++net) {
            const QString name = QStringLiteral("prov%1").arg(net);
            QVERIFY(ip(QStringLiteral("link add %1 type veth peer name %1-far").arg(name)));
            QVERIFY(ip(QStringLiteral("addr add 10.77.%1.1/24 dev %2").arg(net).arg(name)));
            for (const QString& end : {name, QString(name + QStringLiteral("-far"))})
                QVERIFY(ip(QStringLiteral("link set %1 up").arg(end)));
        }
    }

    void oneBadSubnetDoesNotStopTheOthers()
    {
        QTemporaryDir dir;
        SystemClock clock;
        auto store = *Store::open(dir.filePath(QStringLiteral("s.db")), clock);
        const auto put = [&store](const auto& row) {
            store->write<void>([row](Writer& writer) { return writer.put(row); }).waitForFinished();
        };
        const auto said = [&store]() -> QString {
            const Site site =
                store->read<std::vector<Site>>([](Reader& reader) { return reader.list<Site>(); })
                    ->front();
            return enumText(site.netbootState) + u' ' + site.netbootReason + u' ' +
                   site.netbootArgs.value(u"name").toString();
        };
        Site site;
        site.id = SiteId::create();
        put(site);
        put(subnet(QStringLiteral("good"), QStringLiteral("prov0"), 0));
        test::MemoryLeaseJournal leases;
        std::atomic<quint16> port = 0;
        BootNetwork network(*store, netboot::NetbootDependencies{clock, leases, {}}, {}, port);
        network.start();
        QTRY_COMPARE(said(), QStringLiteral("serving  "));
        const quint16 before = port;
        QVERIFY(before != 0);

        Subnet bad = subnet(QStringLiteral("bad"), QStringLiteral("prov1"), 1);
        bad.dns = QStringList{QStringLiteral("resolver")}; // as an earlier version took it
        put(bad);
        QTRY_COMPARE(said(), QStringLiteral("serving subnet-not-served bad"));
        QCOMPARE(port.load(), before); // booted machines know it
        bad.dns.clear();
        put(bad);
        QTRY_COMPARE(said(), QStringLiteral("serving  "));
        QCOMPARE(port.load(), before);
    }

private:
    Result<void> m_privateNetwork;
};

int main(int argc, char** argv)
{
    auto privateNetwork = test::enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestApplianceBootNetwork test(std::move(privateNetwork));
    return QTest::qExec(&test, argc, argv);
}
#include "test_appliance_bootnetwork.moc"
