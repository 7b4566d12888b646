#include "models/topology/lldpmib.h"

#include <QTest>

using namespace rackhouse;

namespace
{

const Oid lldp{1, 0, 8802, 1, 1, 2, 1};
const Oid interfaces{1, 3, 6, 1, 2, 1};

Oid below(Oid name, std::initializer_list<quint32> more)
{
    name.insert(name.end(), more);
    return name;
}

/// lldpLocPortTable: port number, subtype, id, description.
void addPort(std::vector<MibVariable>& all, quint32 number, qint64 subtype, const QByteArray& id,
             const QByteArray& text = {})
{
    all.push_back({below(lldp, {3, 7, 1, 2, number}), subtype, {}});
    all.push_back({below(lldp, {3, 7, 1, 3, number}), 0, id});
    all.push_back({below(lldp, {3, 7, 1, 4, number}), 0, text});
}

/// lldpRemTable at a port; a chassis with a MAC and a port with a name.
void addRemote(std::vector<MibVariable>& all, quint32 port, quint32 index, const QByteArray& name,
               const QByteArray& remotePort)
{
    const auto cell = [&](quint32 column, qint64 number, const QByteArray& bytes) {
        all.push_back({below(lldp, {4, 1, 1, column, 7700, port, index}), number, bytes});
    };
    cell(4, 4, {});
    cell(5, 0, QByteArray::fromHex("b8cef6000001"));
    cell(6, 5, {});
    cell(7, 0, remotePort);
    cell(8, 0, "rail 0");
    cell(9, 0, name);
}

} // namespace

/// Tables of SNMP agents as they differ from vendor to vendor.
class TestLldpMib : public QObject
{
    Q_OBJECT

private slots:
    void aPortGoesByItsName()
    {
        std::vector<MibVariable> all;
        addPort(all, 7, 5, "swp1", "to node-1");
        addRemote(all, 7, 3, "node-1", "eth0");
        all.push_back({below(lldp, {4, 2, 1, 3, 7700, 7, 3, 1, 4, 10, 0, 0, 9}), 2, {}});
        const auto told = readLldpMib(all);
        QVERIFY(told);
        QCOMPARE(*told,
                 (QList<LldpNeighbor>{{QStringLiteral("swp1"), QStringLiteral("b8:ce:f6:00:00:01"),
                                       QStringLiteral("node-1"), QStringLiteral("eth0"),
                                       QStringLiteral("rail 0"), QStringLiteral("10.0.0.9")}}));
    }

    void aPortThatIsAMacIsNamedByIfMib()
    {
        std::vector<MibVariable> all;
        const QByteArray mac = QByteArray::fromHex("0011223344aa");
        addPort(all, 2, 3, mac);
        addRemote(all, 2, 1, "node-1", "eth0");
        all.push_back({below(interfaces, {2, 2, 1, 6, 12}), 0, mac});
        all.push_back({below(interfaces, {31, 1, 1, 1, 1, 12}), 0, "Ethernet12"});
        QCOMPARE(readLldpMib(all)->front().localPort, QStringLiteral("Ethernet12"));
    }

    void twoInterfacesOfOneMacAreNotGuessed()
    {
        std::vector<MibVariable> all;
        const QByteArray mac = QByteArray::fromHex("0011223344aa");
        addPort(all, 2, 3, mac, "uplink");
        addRemote(all, 2, 1, "node-1", "eth0");
        for (const quint32 interface : {12u, 13u}) {
            all.push_back({below(interfaces, {2, 2, 1, 6, interface}), 0, mac});
            all.push_back({below(interfaces, {31, 1, 1, 1, 1, interface}), 0, "any"});
        }
        QCOMPARE(readLldpMib(all)->front().localPort, QStringLiteral("uplink"));
    }

    /// Junos: the id is the ifIndex in digits.
    void aPortThatIsANumberIsNamedByIfMib()
    {
        std::vector<MibVariable> all;
        addPort(all, 512, 7, "512", "a text that somebody wrote");
        addRemote(all, 512, 1, "node-1", "eth0");
        all.push_back({below(interfaces, {31, 1, 1, 1, 1, 512}), 0, "xe-0/0/1"});
        QCOMPARE(readLldpMib(all)->front().localPort, QStringLiteral("xe-0/0/1"));
    }

    void twoNeighborsAtOnePort()
    {
        std::vector<MibVariable> all;
        addPort(all, 7, 5, "swp1");
        addRemote(all, 7, 1, "node-1", "eth0");
        addRemote(all, 7, 2, "node-2", "eth0");
        QCOMPARE(readLldpMib(all)->size(), 2);
    }

    void aSwitchWithoutNeighborsHasNone()
    {
        std::vector<MibVariable> all;
        addPort(all, 7, 5, "swp1");
        QVERIFY(readLldpMib(all)->isEmpty());
    }

    void withoutTheMibThatIsSaid()
    {
        QCOMPARE(readLldpMib({}).error().code, QStringLiteral("switch-without-lldp"));
        QCOMPARE(readLldpMib({{below(interfaces, {31, 1, 1, 1, 1, 1}), 0, "lo"}}).error().code,
                 QStringLiteral("switch-without-lldp"));
    }

    void rowsThatAreHalfThereAreLeftOut()
    {
        std::vector<MibVariable> all;
        addPort(all, 7, 5, "swp1");
        all.push_back({below(lldp, {4, 1, 1, 9, 7700, 7, 1}), 0, "a name alone"});
        all.push_back({below(lldp, {4, 1, 1, 5}), 0, "no index"});
        all.push_back({below(lldp, {4, 2, 1, 3, 7700, 7, 1, 1, 200, 10}), 2, {}});
        QVERIFY(readLldpMib(all)->isEmpty());
    }

    void textIsShownAsText()
    {
        std::vector<MibVariable> all;
        addPort(all, 7, 5, QByteArray("swp1\0", 5));
        addRemote(all, 7, 1, "na\xefve", QByteArray::fromHex("0001ff"));
        const auto told = readLldpMib(all);
        QCOMPARE(told->front().localPort, QStringLiteral("swp1"));
        QCOMPARE(told->front().name, QStringLiteral("naïve"));
        QCOMPARE(told->front().port, QStringLiteral("00:01:ff"));
    }
};

QTEST_APPLESS_MAIN(TestLldpMib)
#include "test_topology_lldpmib.moc"
