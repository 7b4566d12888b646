#include "models/topology/lldp.h"

#include "samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace rackhouse;

/// What devices print of their neighbours, in each of its forms.
class TestLldp : public QObject
{
    Q_OBJECT

private:
    static LldpNeighbor at(const QList<LldpNeighbor>& all, const char* port)
    {
        for (const LldpNeighbor& neighbor : all) {
            if (neighbor.localPort == QLatin1String(port))
                return neighbor;
        }
        return {};
    }

    static QString line(const QString& local, const QString& name, const QString& port)
    {
        return QStringLiteral("%1 %2 %3").arg(local, name, plainMac(port));
    }

    /// Lists of flat maps whose texts stand in quotes, one a line: all that these files hold.
    static QStringList linesOfYaml(const QByteArray& yaml)
    {
        static const QRegularExpression member(QStringLiteral("^  (- |  )([a-z_]+): \"?(.*?)\"?$"),
                                               QRegularExpression::MultilineOption);
        QStringList lines;
        QHash<QString, QString> row;
        const auto end = [&] {
            if (!row.isEmpty())
                lines << line(row.value(u"local_interface"_qs), row.value(u"neighbor_name"_qs),
                              row.value(u"neighbor_interface"_qs));
            row.clear();
        };
        auto match = member.globalMatch(QString::fromUtf8(yaml));
        while (match.hasNext()) {
            const auto one = match.next();
            if (one.captured(1) == QLatin1String("- "))
                end();
            row.insert(one.captured(2), one.captured(3));
        }
        end();
        return lines;
    }

    static QStringList linesOfJson(const QByteArray& json)
    {
        QStringList lines;
        const QJsonObject ports = QJsonDocument::fromJson(json).object();
        for (auto port = ports.begin(); port != ports.end(); ++port) {
            const QJsonArray neighbors = port.value().toArray();
            for (const QJsonValue& neighbor : neighbors)
                lines << line(port.key(), neighbor[u"remote_system_name"].toString(),
                              neighbor[u"remote_port"].toString());
        }
        return lines;
    }

private slots:
    void lldpctlNamesTheChassis()
    {
        SAMPLE(text, "inband_collectors/lldp_happy.json");
        const auto all = readLldp(text);
        QVERIFY(all);
        QCOMPARE(all->size(), 2);
        QCOMPARE(at(*all, "ens11f0np0"), (LldpNeighbor{u"ens11f0np0"_qs,
                                                       {},
                                                       u"JP01-1-P1-TAN-LEAF-1"_qs,
                                                       u"swp9s3"_qs,
                                                       u"jcsi2a1wg1psg36-11/1"_qs,
                                                       u"10.0.0.253"_qs}));
        QCOMPARE(at(*all, "ens11f1np1").port, u"swp10s3"_qs);
    }

    void oneInterfaceIsAnObject()
    {
        const auto all = readLldp(R"({"lldp":{"interface":{"eth0":{"chassis":{"leaf-1":
            {"id":{"type":"mac","value":"B8:CE:F6:00:00:01"}}},
            "port":{"id":{"type":"ifname","value":"swp1"},"descr":"to eth0"}}}}})");
        QVERIFY(all);
        QCOMPARE(*all, (QList<LldpNeighbor>{{u"eth0"_qs, u"b8:ce:f6:00:00:01"_qs, u"leaf-1"_qs,
                                             u"swp1"_qs, u"to eth0"_qs}}));
    }

    void json0IsListsAllTheWay()
    {
        const auto all = readLldp(R"({"lldp":[{"interface":[{"name":"eth0","chassis":[{"id":
            [{"type":"mac","value":"b8:ce:f6:00:00:01"}],"name":[{"value":"leaf-1"}]}],
            "port":[{"id":[{"type":"ifname","value":"swp1"}],"descr":[{"value":"x"}]}]},
            {"name":"eth0","chassis":[{"id":[{"type":"mac","value":"b8:ce:f6:00:00:02"}]}],
            "port":[{"id":[{"value":"swp9"}]}]}]}]})");
        QVERIFY(all);
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->at(0).name, u"leaf-1"_qs);
        QCOMPARE(all->at(1).name, QString());
        QCOMPARE(all->at(1).chassis, u"b8:ce:f6:00:00:02"_qs);
    }

    void eapiTellsBriefly()
    {
        SAMPLE(text, "napalm_eos_eapi/test_get_lldp_neighbors/normal/show_lldp_neighbors.json");
        const auto all = readLldp(text);
        QVERIFY(all);
        QCOMPARE(all->size(), 2);
        QCOMPARE(at(*all, "Ethernet2"),
                 (LldpNeighbor{u"Ethernet2"_qs, {}, u"precise64"_qs, u"08:00:27:ca:c5:be"_qs, {}}));
    }

    void eapiTellsInDetail()
    {
        SAMPLE(text, "napalm_eos_eapi/test_get_lldp_neighbors_detail/normal/"
                     "show_lldp_neighbors__detail.json");
        const auto all = readLldp(text);
        QVERIFY(all);
        QCOMPARE(at(*all, "Ethernet8"),
                 (LldpNeighbor{u"Ethernet8"_qs, u"2c:60:0c:ad:30:de"_qs, u"78m3"_qs,
                               u"00:0f:53:2e:ce:d1"_qs, u"eth3"_qs}));
        QCOMPARE(at(*all, "Ethernet3").name, u"ord78"_qs);
    }

    void sonicSpeaksOpenConfig()
    {
        const auto all = readLldp(R"({"openconfig-lldp:interfaces":{"interface":[{"name":
            "Ethernet0","neighbors":{"neighbor":[{"id":"1","state":{"chassis-id":
            "0c:42:a1:00:00:01","port-id":"eth0","system-name":"node-1",
            "port-description":"rail 0"}}]}},{"name":"Ethernet4"}]}})");
        QVERIFY(all);
        QCOMPARE(*all, (QList<LldpNeighbor>{{u"Ethernet0"_qs, u"0c:42:a1:00:00:01"_qs, u"node-1"_qs,
                                             u"eth0"_qs, u"rail 0"_qs}}));
    }

    void nvueKeysByNeighbor()
    {
        const auto all = readLldp(R"({"eth0":{"lldp":{}},"swp1":{"lldp":{"neighbor":{"spine01":
            {"chassis":{"chassis-id":"44:38:39:22:01:82"},"port":{"name":"swp3",
            "description":"swp3"}}}}}})");
        QVERIFY(all);
        QCOMPARE(*all, (QList<LldpNeighbor>{{u"swp1"_qs, u"44:38:39:22:01:82"_qs, u"spine01"_qs,
                                             u"swp3"_qs, u"swp3"_qs}}));
    }

    /// What others who read the same files found, neighbour by neighbour.
    void asOthersReadThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto printed = [](const char* name) {
            const QString base = QStringLiteral("lldp_raw/%1").arg(QLatin1String(name));
            QTest::newRow(name) << base + QStringLiteral(".raw") << base + QStringLiteral(".yml");
        };
        printed("arista_eos/show_lldp_neighbors/arista_eos_show_lldp_neighbors");
        printed("arista_eos/show_lldp_neighbors/arista_eos_show_lldp_neighbors2");
        printed("arista_eos/show_lldp_neighbors_detail/arista_eos_show_lldp_neighbors_detail");
        printed("cisco_nxos/show_lldp_neighbors/cisco_nxos_show_lldp_neighbors");
        printed("cisco_nxos/show_lldp_neighbors/cisco_nxos_show_lldp_neighbors_multiline");
        printed("cisco_nxos/show_lldp_neighbors_detail/cisco_nxos_show_lldp_neighbors_detail");
        printed("cisco_nxos/show_lldp_neighbors_detail/cisco_nxos_show_lldp_neighbors_detail2");
        printed("juniper_junos/show_lldp_neighbors/juniper_junos_show_lldp_neighbors");
        printed("juniper_junos/show_lldp_neighbors/juniper_junos_show_lldp_neighbors_ae7");
        for (const char* name : {"normal", "issue1153", "issue903"}) {
            const QString base = QStringLiteral("napalm_eos_eapi/test_get_lldp_neighbors_detail/%1")
                                     .arg(QLatin1String(name));
            QTest::newRow(name) << base + QStringLiteral("/show_lldp_neighbors__detail.json")
                                << base + QStringLiteral("/expected_result.json");
        }
    }
    void asOthersReadThem()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        SAMPLE(printed, qPrintable(text));
        SAMPLE(answer, qPrintable(expected));
        const auto all = readLldp(printed);
        QVERIFY(all);
        QStringList told =
            expected.endsWith(QLatin1String(".yml")) ? linesOfYaml(answer) : linesOfJson(answer);
        QStringList found;
        for (const LldpNeighbor& neighbor : *all) {
            // A name on a line of its own was lost on one of those readers.
            const QString nameless = line(neighbor.localPort, {}, neighbor.port);
            found << (told.contains(nameless)
                          ? nameless
                          : line(neighbor.localPort, neighbor.name, neighbor.port));
        }
        found.sort();
        told.sort();
        QCOMPARE(found, told);
    }

    void terminalTables_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("port");
        QTest::addColumn<QString>("device");
        QTest::addColumn<QString>("other");
        const auto row = [](const char* name, int count, const char* port, const char* device,
                            const char* other) {
            QTest::newRow(name) << QByteArray(name) << count << QByteArray(port)
                                << QString::fromLatin1(device) << QString::fromLatin1(other);
        };
        row("arista_eos/show_lldp_neighbors/arista_eos_show_lldp_neighbors.raw", 4, "Et3/1",
            "tg104.sjc.aristanetworks.com", "Ethernet3/2");
        row("arista_eos/show_lldp_neighbors/arista_eos_show_lldp_neighbors2.raw", 6, "Et7",
            "arista2", "Ethernet7");
        row("arista_eos/show_lldp_neighbors_detail/arista_eos_show_lldp_neighbors_detail.raw", 20,
            "Ethernet1", "spine2.company.com", "Ethernet1");
        row("cisco_nxos/show_lldp_neighbors/cisco_nxos_show_lldp_neighbors.raw", 3, "Eth1/2",
            "nx-osv9000-4-extremely-long-name", "Ethernet1/1");
        row("cisco_nxos/show_lldp_neighbors/cisco_nxos_show_lldp_neighbors_multiline.raw", 15,
            "Eth1/5", "fw1-clinical-partner", "ethernet1/9");
        row("juniper_junos/show_lldp_neighbors/juniper_junos_show_lldp_neighbors_ae7.raw", 4,
            "xe-0/1/1", "core01.sjc01", "Ethernet3/29/1");
    }
    void terminalTables()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, count);
        QFETCH(QByteArray, port);
        const QByteArray path = QByteArray("lldp_raw/") + name;
        SAMPLE(text, path.constData());
        const auto all = readLldp(text);
        QVERIFY(all);
        QCOMPARE(all->size(), count);
        const LldpNeighbor neighbor = at(*all, port.constData());
        QTEST(neighbor.name, "device");
        QTEST(neighbor.port, "other");
    }

    void nxosTellsInDetail()
    {
        SAMPLE(text, "lldp_raw/cisco_nxos/show_lldp_neighbors_detail/"
                     "cisco_nxos_show_lldp_neighbors_detail.raw");
        const auto all = readLldp(text);
        QVERIFY(all);
        QCOMPARE(at(*all, "mgmt0"),
                 (LldpNeighbor{u"mgmt0"_qs, u"00:14:1c:57:a4:8b"_qs, u"Switch.cisco.com"_qs,
                               u"Fa1/0/9"_qs, u"FastEthernet1/0/9"_qs}));
        QCOMPARE(at(*all, "Eth1/1").name, u"n9k2.company.com"_qs);
    }

    void aNeighborToldTwiceIsThereOnce()
    {
        const char* one = R"({"port":"Et1","neighborDevice":"a","neighborPort":"x"})";
        const auto all = readLldp(QByteArray(R"({"lldpNeighbors":[)") + one + ',' + one + "]}");
        QVERIFY(all);
        QCOMPARE(all->size(), 1);
    }

    void whatIsNoneOfTheseIsRefused()
    {
        for (const char* text : {"", "{}", "[]", "null", "hello", "{\"lldp\"", "<xml/>"}) {
            const auto all = readLldp(text);
            QVERIFY2(!all, text);
            QCOMPARE(all.error().code, u"lldp-unreadable"_qs);
        }
        QCOMPARE(readLldp(QByteArray(17 << 20, ' ')).error().code, u"topology-too-large"_qs);
    }

    void portsAreComparedWhateverTheyAreCalled()
    {
        QCOMPARE(plainPort(u"Ethernet3/1"_qs), plainPort(u"Et3/1"_qs));
        QCOMPARE(plainPort(u"Eth1/1"_qs), plainPort(u"Ethernet1/1"_qs));
        QVERIFY(plainPort(u"eth1"_qs) != plainPort(u"Ethernet1"_qs));
        QVERIFY(plainPort(u"swp1"_qs) != plainPort(u"swp10"_qs));
        QCOMPARE(plainPort(u"000f.532e.ced1"_qs), u"00:0f:53:2e:ce:d1"_qs);
    }
};

QTEST_GUILESS_MAIN(TestLldp)
#include "test_topology_lldp.moc"
