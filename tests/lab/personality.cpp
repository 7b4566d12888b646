#include "tests/lab/personality.h"

namespace rackhouse::lab
{

namespace
{

constexpr qint64 GB = 1'000'000'000;

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(u' ');
}

QString nicMac(int index)
{
    return QStringLiteral("02:%M%:%1").arg(index, 2, 16, QLatin1Char('0'));
}

void addDrives(Hardware& hardware, int count, const char* model, const char* protocol, qint64 bytes)
{
    for (int i = 0; i < count; ++i) {
        const auto number = static_cast<int>(hardware.drives.size());
        hardware.drives.push_back({QString::fromLatin1(model),
                                   QStringLiteral("%S%N%1").arg(number, 2, 10, QLatin1Char('0')),
                                   {},
                                   QStringLiteral("GDC7302Q"),
                                   QString::fromLatin1(protocol),
                                   false,
                                   bytes});
    }
}

void addNics(Hardware& hardware, int count, const char* model, int speedMbps)
{
    for (int i = 0; i < count; ++i)
        hardware.nics.push_back({nicMac(static_cast<int>(hardware.nics.size())),
                                 QString::fromLatin1(model), speedMbps});
}

Hardware paper(const char* manufacturer, const char* model, const char* bios, const char* bmc)
{
    Hardware hardware;
    hardware.manufacturer = QString::fromLatin1(manufacturer);
    hardware.model = QString::fromLatin1(model);
    hardware.serial = QStringLiteral("%S%");
    hardware.uuid = QStringLiteral("%U%");
    hardware.partNumber = QStringLiteral("PN-") + hardware.model.section(u' ', -1);
    hardware.biosVersion = QString::fromLatin1(bios);
    hardware.bmcVersion = QString::fromLatin1(bmc);
    return hardware;
}

void setCpus(Hardware& hardware, int sockets, const char* model, int cores)
{
    hardware.sockets = sockets;
    hardware.cpuModel = QString::fromLatin1(model);
    hardware.coresPerSocket = cores;
    hardware.threadsPerCore = 2;
}

Personality dgxH100()
{
    Personality p;
    p.name = QStringLiteral("dgx-h100");
    p.product = QStringLiteral("AMI Redfish Server");
    p.redfishVersion = QStringLiteral("1.11.0");
    p.oemKey = QStringLiteral("Ami");
    p.systemId = QStringLiteral("DGX");
    p.managerId = QStringLiteral("BMC");
    p.managerModel = QStringLiteral("AST2600");
    p.chassisId = QStringLiteral("DGX");
    p.resetTypes = words("On ForceOff GracefulShutdown GracefulRestart ForceRestart");
    p.inlineAllowable = false;
    p.actionInfo = true;
    p.bootTargets = words("None Pxe Hdd BiosSetup UefiHttp");
    p.settings = QStringLiteral("SD");
    p.bootTogether = true;
    p.needsIfMatch = true;
    p.sensors = true;
    p.pageSize = 50;
    p.rackUnits = 8;
    p.hardware = paper("NVIDIA", "DGXH100", "1.1.3", "23.11.09");
    setCpus(p.hardware, 2, "Intel(R) Xeon(R) Platinum 8480C", 56);
    p.hardware.dimms = 32;
    p.hardware.dimmMiB = 65536;
    addDrives(p.hardware, 2, "SAMSUNG MZ1L21T9HCLS-00A07", "NVMe", 1920 * GB);
    addDrives(p.hardware, 8, "KCM6DRUL3T84", "NVMe", 3840 * GB);
    addNics(p.hardware, 2, "Intel X550", 10000);
    addNics(p.hardware, 10, "ConnectX-7", 400000);
    p.hardware.gpus = 8;
    p.hardware.gpuModel = QStringLiteral("H100 80GB HBM3");
    p.hardware.gpuPartNumber = QStringLiteral("2330-885-A1");
    p.hardware.psus = 6;
    p.hardware.psuWatts = 3300;
    p.hardware.fans = 12;
    p.hardware.leakDetectors = 2; // as in the liquid-cooled ones
    return p;
}

Personality supermicro()
{
    Personality p;
    p.name = QStringLiteral("supermicro");
    p.redfishVersion = QStringLiteral("1.14.0");
    p.oemKey = QStringLiteral("Supermicro");
    p.systemId = QStringLiteral("1");
    p.managerId = QStringLiteral("1");
    p.managerModel = QStringLiteral("ASPEED");
    p.chassisId = QStringLiteral("1");
    p.resetTypes = words("On ForceOff GracefulShutdown GracefulRestart ForceRestart Nmi ForceOn "
                         "PowerCycle");
    p.bootTargets = words("None Pxe Hdd Cd BiosSetup UefiHttp");
    p.rackUnits = 4;
    p.hardware = paper("Supermicro", "SYS-421GE-TNRT", "2.1", "01.03.18");
    setCpus(p.hardware, 2, "Intel(R) Xeon(R) Gold 6430", 32);
    p.hardware.dimms = 16;
    p.hardware.dimmMiB = 32768;
    addDrives(p.hardware, 2, "Micron_7450_MTFDKBA960TFR", "NVMe", 960 * GB);
    addDrives(p.hardware, 4, "INTEL SSDPF2KX038T1", "NVMe", 3840 * GB);
    addNics(p.hardware, 2, "Intel X710", 10000);
    p.hardware.gpus = 8;
    p.hardware.gpuModel = QStringLiteral("NVIDIA L40S");
    p.hardware.gpuPartNumber = QStringLiteral("2937-890-A1");
    p.hardware.psus = 4;
    p.hardware.psuWatts = 2700;
    p.hardware.fans = 8;
    return p;
}

Personality dell()
{
    Personality p;
    p.name = QStringLiteral("dell");
    p.vendor = QStringLiteral("Dell");
    p.product = QStringLiteral("Integrated Dell Remote Access Controller");
    p.redfishVersion = QStringLiteral("1.17.0");
    p.oemKey = QStringLiteral("Dell");
    p.systemId = QStringLiteral("System.Embedded.1");
    p.managerId = QStringLiteral("iDRAC.Embedded.1");
    p.managerModel = QStringLiteral("16G Monolithic");
    p.chassisId = QStringLiteral("System.Embedded.1");
    p.resetTypes =
        words("On ForceOff ForceRestart GracefulRestart GracefulShutdown PushPowerButton "
              "Nmi PowerCycle");
    p.bootTargets = words("None Pxe Cd Hdd BiosSetup UefiTarget UefiHttp");
    p.jobOnReset = true;
    p.sensors = true;
    p.pageSize = 50;
    p.sessionLimit = 8;
    p.rackUnits = 2;
    p.hardware = paper("Dell Inc.", "PowerEdge R760", "2.1.5", "7.10.30.00");
    setCpus(p.hardware, 2, "Intel(R) Xeon(R) Gold 6448Y", 32);
    p.hardware.dimms = 16;
    p.hardware.dimmMiB = 32768;
    addDrives(p.hardware, 2, "Dell BOSS-N1", "SATA", 480 * GB);
    addDrives(p.hardware, 6, "Dell Ent NVMe CM6 RI", "NVMe", 7680 * GB);
    addNics(p.hardware, 4, "BCM57504", 25000);
    p.hardware.gpus = 2;
    p.hardware.gpuModel = QStringLiteral("NVIDIA H100 PCIe");
    p.hardware.gpuPartNumber = QStringLiteral("900-21010-0000-000");
    p.hardware.psuWatts = 2400;
    return p;
}

Personality hpe()
{
    Personality p;
    p.name = QStringLiteral("hpe");
    p.vendor = QStringLiteral("HPE");
    p.product = QStringLiteral("ProLiant DL380 Gen11");
    p.redfishVersion = QStringLiteral("1.13.0");
    p.oemKey = QStringLiteral("Hpe");
    p.systemId = QStringLiteral("1");
    p.managerId = QStringLiteral("1");
    p.managerModel = QStringLiteral("iLO 6");
    p.chassisId = QStringLiteral("1");
    p.resetTypes = words("On ForceOff GracefulShutdown ForceRestart Nmi PushPowerButton "
                         "GracefulRestart");
    p.bootTargets = words("Cd Hdd Usb Utilities Diags BiosSetup Pxe UefiShell UefiHttp");
    p.bootNoneRejected = true;
    p.weakEtags = true;
    p.trailingSlash = true;
    p.ignoreCase = true;
    p.rackUnits = 2;
    p.hardware = paper("HPE", "ProLiant DL380 Gen11", "U54 v2.12", "iLO 6 v1.55");
    setCpus(p.hardware, 2, "Intel(R) Xeon(R) Silver 4410Y", 12);
    p.hardware.dimms = 8;
    p.hardware.dimmMiB = 32768;
    addDrives(p.hardware, 8, "VO003840RXAUD", "NVMe", 3840 * GB);
    addNics(p.hardware, 4, "BCM5719", 1000);
    p.hardware.psuWatts = 1600;
    return p;
}

Personality lenovo()
{
    Personality p;
    p.name = QStringLiteral("lenovo");
    p.vendor = QStringLiteral("Lenovo");
    p.product = QStringLiteral("Lenovo XClarity Controller");
    p.redfishVersion = QStringLiteral("1.15.0");
    p.oemKey = QStringLiteral("Lenovo");
    p.systemId = QStringLiteral("1");
    p.managerId = QStringLiteral("1");
    p.managerModel = QStringLiteral("XCC2");
    p.chassisId = QStringLiteral("1");
    p.resetTypes = words("On Nmi GracefulShutdown GracefulRestart ForceOn ForceOff ForceRestart");
    p.inlineAllowable = false;
    p.actionInfo = true;
    p.bootTargets = words("None Pxe Cd Usb Hdd BiosSetup Diags UefiTarget UefiHttp");
    p.rackUnits = 3;
    p.hardware = paper("Lenovo", "ThinkSystem SR675 V3", "KAE118K-5.10", "QGX326H-4.20");
    setCpus(p.hardware, 2, "AMD EPYC 9354 32-Core Processor", 32);
    p.hardware.dimms = 24;
    p.hardware.dimmMiB = 32768;
    addDrives(p.hardware, 2, "MZ7L3960HBLT-00A07", "SATA", 960 * GB);
    addDrives(p.hardware, 4, "KCD8XRUG7T68", "NVMe", 7680 * GB);
    addNics(p.hardware, 2, "ConnectX-6 Lx", 25000);
    p.hardware.gpus = 4;
    p.hardware.gpuModel = QStringLiteral("NVIDIA A100-SXM4-80GB");
    p.hardware.gpuPartNumber = QStringLiteral("20B2-895-A1");
    p.hardware.psuWatts = 1800;
    return p;
}

Personality openbmc()
{
    Personality p;
    p.name = QStringLiteral("openbmc");
    p.product = QStringLiteral("bmcweb");
    p.redfishVersion = QStringLiteral("1.17.0");
    p.oemKey = QStringLiteral("OpenBMC");
    p.systemId = QStringLiteral("system");
    p.managerId = QStringLiteral("bmc");
    p.managerModel = QStringLiteral("OpenBmc");
    p.chassisId = QStringLiteral("chassis");
    p.resetTypes = words("On ForceOff ForceOn ForceRestart GracefulRestart GracefulShutdown "
                         "PowerCycle Nmi");
    p.inlineAllowable = false;
    p.actionInfo = true;
    p.bootTargets = words("None Pxe Hdd Cd Diags BiosSetup Usb UefiHttp");
    p.etags = false;
    p.legacyPower = false;
    p.sensors = true;
    p.rackUnits = 1;
    p.hardware = paper("Quanta Cloud Technology", "QuantaGrid S43CA-2U", "3A12", "2.14.0-dev");
    setCpus(p.hardware, 1, "AMD EPYC 9124 16-Core Processor", 16);
    p.hardware.dimms = 8;
    p.hardware.dimmMiB = 16384;
    addDrives(p.hardware, 2, "WUS4BB019D7P3E3", "NVMe", 1920 * GB);
    addNics(p.hardware, 2, "BCM57414", 25000);
    return p;
}

} // namespace

QStringList personalityNames()
{
    return {QStringLiteral("dgx-h100"), QStringLiteral("supermicro"), QStringLiteral("dell"),
            QStringLiteral("hpe"),      QStringLiteral("lenovo"),     QStringLiteral("openbmc")};
}

std::optional<Personality> personalityByName(const QString& name)
{
    using Make = Personality (*)();
    static constexpr Make makers[] = {dgxH100, supermicro, dell, hpe, lenovo, openbmc};
    const auto index = personalityNames().indexOf(name);
    if (index < 0)
        return std::nullopt;
    return makers[index]();
}

} // namespace rackhouse::lab
