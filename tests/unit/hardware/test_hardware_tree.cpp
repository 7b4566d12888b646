#include "models/hardware/hardwaretree.h"
#include "tests/support/demohardware.h"

#include <QTest>

using namespace rackhouse;

namespace
{

Component function(const char* address, const char* parent, const char* kind, int numa = 0)
{
    Component part;
    part.id = ComponentId::create();
    part.kind = ComponentKind::PciDevice;
    part.detail = {{QStringLiteral("address"), QString::fromLatin1(address)},
                   {QStringLiteral("parent"), QString::fromLatin1(parent)},
                   {QStringLiteral("class"), QString::fromLatin1(kind)},
                   {QStringLiteral("vendor"), QStringLiteral("10de")},
                   {QStringLiteral("numa"), numa}};
    return part;
}

Component named(ComponentKind kind, const char* member, const QString& name, const char* address)
{
    Component part;
    part.id = ComponentId::create();
    part.kind = kind;
    part.slot = name;
    part.detail = {{QLatin1String(member), name},
                   {QStringLiteral("pci"), QString::fromLatin1(address)}};
    return part;
}

void setLink(Component& part, const char* speed, int width, const char* maxSpeed, int maxWidth)
{
    part.detail.insert(QStringLiteral("link_speed"), QString::fromLatin1(speed));
    part.detail.insert(QStringLiteral("link_width"), width);
    part.detail.insert(QStringLiteral("max_speed"), QString::fromLatin1(maxSpeed));
    part.detail.insert(QStringLiteral("max_width"), maxWidth);
}

int find(const HardwareTree& tree, const QString& name)
{
    for (std::size_t row = 0; row < tree.nodes().size(); ++row) {
        if (tree.nodes()[row].name == name)
            return static_cast<int>(row);
    }
    return -1;
}

/// Each node in a line of its own, below what it hangs from.
QStringList outline(const HardwareTree& tree, const std::vector<int>& rows, int depth = 0)
{
    QStringList lines;
    for (const int row : rows) {
        const HardwareNode& node = tree.node(row);
        lines << QString(depth, QLatin1Char('.')) + node.name;
        lines << outline(tree, node.children, depth + 1);
    }
    return lines;
}

QString word(const HardwareTree& tree, const char* a, const char* b)
{
    const int from = find(tree, QString::fromLatin1(a));
    const int to = find(tree, QString::fromLatin1(b));
    return from < 0 || to < 0 ? QString() : pathWord({tree.path(from, to), 0});
}

} // namespace

class TestHardwareTree : public QObject
{
    Q_OBJECT

    const HardwareTree m_server{DemoHardware(MachineId::create(), Instant{5'000}).parts()};

private slots:
    void aServerIsSocketsSwitchesAndDevices()
    {
        QCOMPARE(m_server.sockets().size(), std::size_t(2));
        const QStringList lines = outline(m_server, m_server.sockets());
        QCOMPARE(lines.mid(0, 15).join(QLatin1Char('\n')),
                 QStringLiteral("CPU0\n"
                                ".0000:00:1a.0\n"
                                "..nvme0n1\n"
                                ".0000:00:1c.0\n"
                                "..eth0\n"
                                "..eth1\n"
                                ".0000:15:01.0\n"
                                "..0000:16:00.0\n" // the switch; its ports downwards are none
                                "...GPU0\n"
                                "...GPU1\n"
                                "...mlx5_0\n"
                                "...mlx5_1\n"
                                "...nvme1n1\n"
                                "...nvme2n1\n"
                                ".0000:37:01.0"));
        QVERIFY(lines.contains(QStringLiteral("...NVSwitch0")));
        QVERIFY(lines.contains(QStringLiteral("...0000:c7:00.0"))); // a switch below a switch
        QVERIFY(lines.contains(QStringLiteral("....mlx5_7")));
        QVERIFY(!lines.join(QLatin1Char(' ')).contains(QLatin1String("0000:04:00.0"))); // display
        QCOMPARE(m_server.node(m_server.sockets()[1]).name, QStringLiteral("CPU1"));
        QCOMPARE(m_server.node(find(m_server, QStringLiteral("GPU7"))).numa, 1);
        QCOMPARE(m_server.observedAt(), Instant{5'000});
    }

    void aCardWithHalfItsLanesIsFound()
    {
        auto degraded = m_server.troubled();
        std::erase_if(degraded, [&](int row) { return !m_server.node(row).isPcieDegraded(); });
        QCOMPARE(degraded.size(), std::size_t(1));
        const HardwareNode& card = m_server.node(degraded.front());
        QCOMPARE(card.name, QStringLiteral("mlx5_5"));
        QCOMPARE(card.link.text(), QStringLiteral("32 GT/s x8 of 32 GT/s x16"));
        QCOMPARE(card.link.shortfall(), QStringLiteral("x8 / x16"));
        QVERIFY(m_server.advice(degraded.front()).contains(QLatin1String("Reseat")));
    }

    void nvLinksThatAreDownAreFound()
    {
        const int row = find(m_server, QStringLiteral("GPU5"));
        QVERIFY(m_server.node(row).isDegraded());
        QVERIFY(!m_server.node(row).isPcieDegraded());
        QCOMPARE(nvLinkText(m_server.node(row).nvLinks),
                 QStringLiteral("16 of 18 NVLinks, 3,400 Gbit/s"));
        QVERIFY(m_server.advice(row).startsWith(QStringLiteral("Down: NVLink_3, NVLink_7. ")));
        const int whole = find(m_server, QStringLiteral("GPU0"));
        QVERIFY(!m_server.node(whole).isDegraded());
        QCOMPARE(m_server.nvLinks(whole, row), 16); // what the one with fewer has
    }

    void aPartThatIsNotHealthyIsListed()
    {
        const int row = find(m_server, QStringLiteral("GPU2"));
        const auto troubled = m_server.troubled();
        QVERIFY(std::find(troubled.begin(), troubled.end(), row) != troubled.end());
        QVERIFY(m_server.advice(row).contains(QLatin1String("not healthy")));
    }

    void nvLinkCountsThatCannotBeAreNotTold()
    {
        const QJsonObject more{{QStringLiteral("count"), 4}, {QStringLiteral("up"), 5}};
        QVERIFY(!NvLinks::of({{QStringLiteral("nvlink"), more}}).isKnown());
        QVERIFY(!NvLinks::of({{QStringLiteral("nvlink"), QStringLiteral("18")}}).isKnown());
    }

    void aGpuThatIdlesIsNotDegraded()
    {
        const int row = find(m_server, QStringLiteral("GPU6"));
        QVERIFY(!m_server.node(row).isDegraded());
        QVERIFY(m_server.node(row).mayIdle());
        QCOMPARE(m_server.node(row).link.text(), QStringLiteral("8 GT/s x16 of 32 GT/s x16"));
        QVERIFY(m_server.advice(row).contains(QLatin1String("while it works")));
    }

    /// A card in a slot that has less than the card is not degraded: the slot is what it is.
    void whatTheOtherEndCannotDoIsNotMissed()
    {
        auto port = function("0000:00:01.0", "", "060400");
        auto gpu = function("0000:01:00.0", "0000:00:01.0", "030200");
        auto card = function("0000:01:00.1", "0000:00:01.0", "020700");
        setLink(port, "16.0 GT/s PCIe", 8, "16.0 GT/s PCIe", 8);
        setLink(gpu, "16.0 GT/s PCIe", 8, "32.0 GT/s PCIe", 16);
        setLink(card, "8.0 GT/s PCIe", 8, "32.0 GT/s PCIe", 16);
        const HardwareTree tree({port, gpu, card});
        QCOMPARE(tree.node(find(tree, QStringLiteral("GPU0"))).link.text(),
                 QStringLiteral("16 GT/s x8"));
        QCOMPARE(tree.troubled().size(), std::size_t(1)); // a card does not idle slower
        QCOMPARE(tree.node(tree.troubled().front()).link.shortfall(),
                 QStringLiteral("8 / 16 GT/s"));
    }

    void waysInTheWordsOfNvidiaSmi()
    {
        QCOMPARE(word(m_server, "GPU0", "GPU0"), QStringLiteral("X"));
        QCOMPARE(word(m_server, "GPU0", "GPU1"), QStringLiteral("PIX"));
        QCOMPARE(word(m_server, "GPU0", "mlx5_1"), QStringLiteral("PIX"));
        QCOMPARE(word(m_server, "eth0", "eth1"), QStringLiteral("PIX")); // one card
        QCOMPARE(word(m_server, "GPU6", "mlx5_7"), QStringLiteral("PXB"));
        QCOMPARE(word(m_server, "nvme0n1", "eth0"), QStringLiteral("PHB"));
        QCOMPARE(word(m_server, "GPU0", "GPU2"), QStringLiteral("NODE")); // over PCIe
        QCOMPARE(word(m_server, "GPU0", "GPU7"), QStringLiteral("SYS"));
    }

    void aWayInWords()
    {
        const auto say = [this](const char* a, const char* b) {
            return m_server.sentence(find(m_server, QString::fromLatin1(a)),
                                     find(m_server, QString::fromLatin1(b)));
        };
        QCOMPARE(say("GPU0", "mlx5_1"),
                 QStringLiteral("GPU0 to mlx5_1: through one PCIe switch (PIX)."));
        QCOMPARE(say("eth0", "eth1"), QStringLiteral("eth0 to eth1: below one root port (PIX)."));
        QCOMPARE(say("GPU1", "GPU4"),
                 QStringLiteral(
                     "GPU1 to GPU4: over 18 NVLinks through NVSwitches (NV18); over PCIe from NUMA "
                     "node 0 to NUMA node 1 (SYS)."));
        QStringList names;
        for (const int row : m_server.way(find(m_server, QStringLiteral("GPU6")),
                                          find(m_server, QStringLiteral("mlx5_7"))))
            names << m_server.node(row).name;
        QCOMPARE(names.join(QLatin1Char(' ')),
                 QStringLiteral("GPU6 0000:b8:00.0 0000:c7:00.0 mlx5_7"));
    }

    void theMatrixHoldsGpusThenCards()
    {
        const GpuMatrix matrix = m_server.matrix();
        QCOMPARE(matrix.devices.size(), 18);
        QCOMPARE(matrix.devices[0].name, QStringLiteral("GPU0"));
        QCOMPARE(matrix.devices[8].name, QStringLiteral("eth0"));
        QCOMPARE(matrix.devices[17].name, QStringLiteral("mlx5_7"));
        QCOMPARE(matrix.devices[17].numaNode, QStringLiteral("1"));
        for (qsizetype row = 0; row < 18; ++row) {
            for (qsizetype column = 0; column < 18; ++column) {
                QCOMPARE(matrix.cell(row, column), matrix.cell(column, row));
                // Of GPUs only, as nvidia-smi writes it.
                const bool areGpus = row < 8 && column < 8 && row != column;
                QCOMPARE(matrix.cell(row, column).path == GpuPath::NvLink, areGpus);
            }
        }
        QCOMPARE(matrix.weakPairs().size(), 7); // GPU5 with each of the others
    }

    void withoutAnInspectionThereIsNothing()
    {
        QVERIFY(HardwareTree().isEmpty());
        Component drive = named(ComponentKind::Drive, "device", QStringLiteral("sda"), "");
        drive.source = Source::Bmc;
        const HardwareTree tree({drive});
        QVERIFY(tree.isEmpty());
        QVERIFY(tree.nodes().empty());
        QVERIFY(tree.matrix().devices.isEmpty());
    }

    void bridgesThatGoInCircles()
    {
        const HardwareTree tree({function("0000:01:00.0", "0000:03:00.0", "060400"),
                                 function("0000:02:00.0", "0000:01:00.0", "060400"),
                                 function("0000:03:00.0", "0000:02:00.0", "060400"),
                                 function("0000:04:00.0", "0000:03:00.0", "030200"),
                                 function("0000:05:00.0", "0000:05:00.0", "030200")});
        QCOMPARE(tree.pci().odd, 2);
        QVERIFY(tree.doubt().contains(QLatin1String("below themselves: 2.")));
        QVERIFY(m_server.doubt().isEmpty());
        QVERIFY(find(tree, QStringLiteral("GPU0")) >= 0);
        QCOMPARE(word(tree, "GPU0", "GPU1"), QStringLiteral("?"));
        QCOMPARE(tree.matrix().devices.size(), 2);
    }

    void bridgesWithoutEnd()
    {
        std::vector<Component> parts{function("0000:00:00.0", "", "060400")};
        for (int depth = 1; depth < 3000; ++depth) {
            const QByteArray above = QByteArray::number(depth - 1).rightJustified(9, '0');
            const QByteArray own = QByteArray::number(depth).rightJustified(9, '0');
            parts.push_back(function(own.constData(),
                                     depth == 1 ? "0000:00:00.0" : above.constData(),
                                     depth % 50 == 0 ? "030200" : "060400"));
        }
        const HardwareTree tree(parts);
        QVERIFY(tree.pci().odd > 0);
        QCOMPARE(tree.matrix().devices.size(), 59);
    }

    void aBridgeThatIsNotThere()
    {
        const HardwareTree tree({function("0000:02:00.0", "0000:01:00.0", "030200", 0),
                                 function("0000:03:00.0", "0000:01:01.0", "030200", 0),
                                 function("0000:04:00.0", "0000:01:02.0", "030200", 1)});
        QCOMPARE(word(tree, "GPU0", "GPU1"), QStringLiteral("?"));
        QCOMPARE(word(tree, "GPU0", "GPU2"), QStringLiteral("SYS")); // the nodes tell that much
        QVERIFY(!tree.node(find(tree, QStringLiteral("GPU0"))).link.isKnown());
    }

    void anAddressTwice()
    {
        const HardwareTree tree({function("0000:02:00.0", "", "030200"),
                                 function("0000:02:00.0", "", "020700"),
                                 function("0000:03:00.0", "", "030200")});
        QCOMPARE(tree.pci().odd, 1);
        QCOMPARE(tree.matrix().devices.size(), 2);
    }

    void aNameOfAnyLength()
    {
        const QString name(300, QLatin1Char('n'));
        const HardwareTree tree({function("0000:02:00.0", "", "010802"),
                                 function("0000:02:00.1", "", "020000"),
                                 named(ComponentKind::Drive, "device", name, "0000:02:00.0"),
                                 named(ComponentKind::Nic, "name", name, "0000:02:00.1")});
        QCOMPARE(tree.node(find(tree, name)).kind, HardwareKind::Drive);
        QCOMPARE(tree.matrix().devices.size(), 1);
        QCOMPARE(tree.matrix().devices[0].name, name);
    }

    void oneCardUnderTwoNames()
    {
        const HardwareTree tree(
            {function("0000:02:00.0", "", "020000"),
             named(ComponentKind::Nic, "name", QStringLiteral("ens1"), "0000:02:00.0"),
             named(ComponentKind::InfiniBand, "device", QStringLiteral("mlx5_0"), "0000:02:00.0")});
        QCOMPARE(tree.matrix().devices.size(), 1);
        const HardwareNode& card = tree.node(find(tree, QStringLiteral("mlx5_0")));
        QCOMPARE(card.also, QStringLiteral("ens1"));
    }

    void numbersThatCannotBe()
    {
        auto card = function("0000:02:00.0", "", "020000");
        setLink(card, "Unknown", 255, "-5 GT/s PCIe", 1 << 30);
        card.detail.insert(QStringLiteral("numa"), QStringLiteral("left"));
        const HardwareTree tree({card});
        QVERIFY(!tree.node(find(tree, QStringLiteral("0000:02:00.0"))).link.isKnown());
        QCOMPARE(tree.node(tree.sockets().front()).name, QStringLiteral("NUMA node not told"));
    }
};

QTEST_GUILESS_MAIN(TestHardwareTree)
#include "test_hardware_tree.moc"
