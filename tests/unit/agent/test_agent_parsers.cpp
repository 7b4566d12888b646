#include "app/agent/httpexchange.h"
#include "app/agent/inventory/pciids.h"
#include "app/agent/inventory/smbios.h"
#include "app/agent/kernelarguments.h"
#include "app/agent/tools/efibootmgr.h"
#include "app/agent/tools/hdparm.h"
#include "app/agent/tools/lldp.h"
#include "app/agent/tools/nvme.h"
#include "app/agent/wipe/ladder.h"
#include "app/agent/wipe/markers.h"

#include <QTest>

using namespace rackhouse::agent;

namespace
{
/// A structure of a type with a formatted area of `length` bytes, the given bytes in it, and
/// strings.
std::string structure(int type, std::size_t length, const std::map<std::size_t, int>& bytes,
                      const std::vector<std::string>& strings)
{
    std::string text(length, '\0');
    text[0] = static_cast<char>(type);
    text[1] = static_cast<char>(length);
    for (const auto& [at, value] : bytes)
        text[at] = static_cast<char>(value);
    for (const auto& string : strings)
        text += string + '\0';
    return text + (strings.empty() ? std::string(2, '\0') : std::string(1, '\0'));
}
} // namespace

class TestAgentParsers : public QObject
{
    Q_OBJECT
private slots:
    void smbios()
    {
        const std::string table =
            structure(0, 0x18, {{4, 1}, {5, 2}}, {"Vendor", "1.2"}) +
            structure(1, 0x1B,
                      {{4, 1}, {5, 2}, {7, 3}, {8, 0x33}, {9, 0x22}, {10, 0x11}, {11, 0x00}},
                      {"Dell Inc.", "PowerEdge R750", " ABC123 "}) +
            structure(4, 0x30, {{4, 1}, {0x10, 2}, {0x18, 0x41}, {0x23, 32}, {0x25, 64}},
                      {"CPU1", "Xeon"}) +
            structure(4, 0x30, {{4, 1}, {0x18, 0x00}}, {"CPU2"}) +
            structure(17, 0x28,
                      {{0x0C, 0xFF},
                       {0x0D, 0x7F},
                       {0x1D, 0x00},
                       {0x1E, 0x01},
                       {0x10, 1},
                       {0x17, 2},
                       {0x20, 0xC0},
                       {0x21, 0x12}},
                      {"A1", "Samsung"}) +
            structure(17, 0x28, {{0x10, 1}}, {"A2"}) + structure(127, 4, {}, {});
        const Smbios found = Smbios::parse(table);
        QCOMPARE(found.manufacturer, std::string("Dell Inc."));
        QCOMPARE(found.serial, std::string("ABC123"));
        QCOMPARE(found.uuid, std::string("00112233-0000-0000-0000-000000000000"));
        QCOMPARE(found.processors.size(), std::size_t(1));
        QCOMPARE(found.processors[0].threads, 64);
        QCOMPARE(found.memory.size(), std::size_t(1));
        QCOMPARE(found.memory[0].sizeBytes, std::int64_t(65536) << 20);
        QCOMPARE(found.memory[0].speedMts, 4800);
        for (std::size_t cut = 0; cut < table.size(); ++cut)
            Smbios::parse(std::string_view(table).substr(0, cut));
    }

    void hdparmSecurity()
    {
        const auto security = HdparmTool::parseIdentify("Commands/features:\n"
                                                        "\t   *\tSANITIZE feature set\n"
                                                        "\t   *\tCRYPTO_SCRAMBLE_EXT command\n"
                                                        "Security: \n"
                                                        "\tMaster password revision code = 65534\n"
                                                        "\t\tsupported\n"
                                                        "\tnot\tenabled\n"
                                                        "\tnot\tlocked\n"
                                                        "\t\tfrozen\n"
                                                        "\tnot\texpired: security count\n"
                                                        "\t\tsupported: enhanced erase\n"
                                                        "\t2min for SECURITY ERASE UNIT. 8min for "
                                                        "ENHANCED SECURITY ERASE UNIT.\n"
                                                        "Checksum: correct\n");
        QVERIFY(security.supported && security.frozen && security.enhanced);
        QVERIFY(!security.enabled && !security.locked && security.sanitizeCrypto);
        QCOMPARE(security.eraseMinutes, 2);
        QCOMPARE(security.enhancedMinutes, 8);
        QVERIFY(!HdparmTool::parseIdentify("ATA device\n\tModel Number: QEMU\n").supported);
    }

    void nvmeController()
    {
        const auto found = NvmeTool::parseController(
            R"({"sn":"S1   ","mn":"Disk ","fr":"1","oacs":2,"fna":4,"sanicap":3})");
        QVERIFY(found && found->format && found->cryptoErase && !found->formatsAllNamespaces);
        QCOMPARE(found->serial, std::string("S1"));
        QVERIFY(found->sanitizeCrypto && found->sanitizeBlock && !found->sanitizeOverwrite);
        QVERIFY(!NvmeTool::parseController("no json"));
    }

    void lldp()
    {
        const auto one = LldpTool::parse(
            R"({"lldp":{"interface":{"eth0":{"chassis":{"tor1":{"id":{"type":"mac","value":"aa"}}},)"
            R"("port":{"id":{"type":"ifname","value":"Ethernet7"}}}}}})");
        QVERIFY(one && one->size() == 1);
        QCOMPARE(one->front().system, std::string("tor1"));
        QCOMPARE(one->front().neighborPort, std::string("Ethernet7"));
        const auto two = LldpTool::parse(
            R"({"lldp":{"interface":[{"eth0":{"chassis":{"id":{"value":"aa"}}}},{"eth1":{}}]}})");
        QVERIFY(two && two->size() == 2);
        QCOMPARE(two->front().chassis, std::string("aa"));
        QVERIFY(LldpTool::parse(R"({"lldp":{}})")->empty());
        QVERIFY(!LldpTool::parse("[]"));
    }

    void efiBootEntries()
    {
        const auto boot = EfiBootTool::parse("BootCurrent: 0001\nBootOrder: 0001,,0000\n"
                                             "Boot0000  UiApp\nBoot0001* Rackhouse disk\tHD(2)\n");
        QCOMPARE(boot.order, (std::vector<std::string>{"0001", "0000"}));
        QCOMPARE(boot.entries.size(), std::size_t(2));
        QCOMPARE(boot.entries[1].label, std::string("Rackhouse disk"));
        QCOMPARE(boot.entries[0].label, std::string("UiApp"));
    }

    void pciNames()
    {
        const std::string ids = "# comment\n10de  NVIDIA Corporation\n\t2330  GH100 [H100]\n"
                                "\t\t10de 16c1  sub\n1af4  Red Hat\n\t2330  other\n";
        QCOMPARE(PciName::find(ids, "10de", "2330").device, std::string("GH100 [H100]"));
        QCOMPARE(PciName::find(ids, "1af4", "2330").device, std::string("other"));
        QVERIFY(PciName::find(ids, "10de", "9999").device.empty());
        QVERIFY(PciName::find(ids, "ffff", "2330").vendor.empty());
    }

    void kernelArguments()
    {
        const auto found = KernelArguments::parse(
            "quiet rackhouse.url=http://10.0.0.1:80 BOOTIF=01-52-54-00-AB-CD-EF "
            "rackhouse.token=beef\n");
        QCOMPARE(found.url, std::string("http://10.0.0.1:80"));
        QCOMPARE(found.token, std::string("beef"));
        QCOMPARE(found.bootMac, std::string("52:54:00:ab:cd:ef"));
    }

    void urls()
    {
        const auto url = Url::parse("http://[fe80::1]:8080/a/b");
        QVERIFY(url && url->host == "fe80::1" && url->port == 8080 && url->path == "/a/b");
        QCOMPARE(Url::parse("http://10.0.0.1")->port, std::uint16_t(80));
        QVERIFY(!Url::parse("https://10.0.0.1"));
        QVERIFY(!Url::parse("http://10.0.0.1:99999/"));
    }

    void httpHead()
    {
        const auto head =
            HttpHead::parse("HTTP/1.1 206 Partial\nContent-LENGTH: 12\nConnection: Close\n");
        QVERIFY(head && head->status == 206 && head->contentLength() == 12);
        QVERIFY(!head->keepsAlive());
        QVERIFY(!HttpHead::parse("SSH-2.0-OpenSSH"));
        QVERIFY(!HttpHead::parse("HTTP/1.1 200 OK\nContent-Length: -4")->contentLength());
    }

    void rungs()
    {
        Drive drive;
        drive.sanitize.nvmeFormat = true;
        drive.sanitize.nvmeAllNamespaces = true;
        QCOMPARE(rungsFor(drive, false).size(), std::size_t(2));
        QCOMPARE(rungsFor(drive, true).size(), std::size_t(1));
        drive.sanitize.nvmeCrypto = true;
        QCOMPARE(std::string(rungsFor(drive, false).front().reached), std::string("purge"));
        Drive sata;
        sata.transport = "sata";
        sata.sanitize.ataSecurity = true;
        sata.sanitize.ataEnhanced = true;
        QCOMPARE(rungsFor(sata, false).size(), std::size_t(3));
        sata.sanitize.ataFrozen = true;
        QCOMPARE(std::string(rungsFor(sata, false).front().method), std::string("overwrite"));
        QVERIFY(obstacle(sata, false).find("frozen") != std::string::npos);
    }

    void markerPositions()
    {
        const std::int64_t size = std::int64_t(1) << 30;
        const Markers markers("seed", "S1", size, 1000);
        const auto& positions = markers.positions();
        QVERIFY(positions.size() > 980 && positions.size() <= 1000);
        QCOMPARE(positions.front(), std::int64_t(0));
        QCOMPARE(positions.back(), size - 4096);
        for (const auto position : positions)
            QVERIFY(position % 4096 == 0 && position + 4096 <= size);
        QVERIFY(Markers("seed", "S1", size, 1000).positions() == positions);
        QVERIFY(Markers("seed", "S2", size, 1000).positions() != positions);
        QCOMPARE(Markers("seed", "S1", 8192, 1000).positions().size(), std::size_t(2));
        QVERIFY(Markers("seed", "S1", 100, 1000).positions().empty());
    }
};

QTEST_GUILESS_MAIN(TestAgentParsers)
#include "test_agent_parsers.moc"
