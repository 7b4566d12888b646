#include "app/netboot/boot_client.h"

namespace rackhouse::netboot
{
namespace
{

/// iPXE lists its features in option 175, sub-option 19 is HTTP (iPXE's dhcp.h).
constexpr quint8 ipxeHttpFeature = 19;

bool ipxeSpeaksHttp(const QByteArray& features)
{
    for (qsizetype at = 0; at + 1 < features.size();) {
        if (quint8(features[at]) == ipxeHttpFeature)
            return true;
        at += 2 + quint8(features[at + 1]);
    }
    return false;
}

bool isIpxe(const DhcpPacket& packet)
{
    if (packet.options.has(DhcpOption::Ipxe))
        return ipxeSpeaksHttp(packet.options.value(DhcpOption::Ipxe));
    return packet.options.userClasses().contains(QByteArrayLiteral("iPXE"));
}

BootProgram programOf(quint16 architecture, bool http)
{
    switch (architecture) {
    case 0:
        return http ? BootProgram::Unsupported : BootProgram::PxeBios;
    case 7:
    case 9:
        return http ? BootProgram::HttpUefi : BootProgram::PxeUefi;
    case 16:
        return BootProgram::HttpUefi;
    default:
        return BootProgram::Unsupported;
    }
}

QByteArray url(Ipv4 server, quint16 port, const QString& rest)
{
    return QStringLiteral("http://%1:%2%3").arg(server.toString()).arg(port).arg(rest).toUtf8();
}

/// A boot file goes to the file field when it fits, and to option 67 when asked for or too long.
void setBootFile(DhcpPacket& reply, const DhcpPacket& request, const QByteArray& file)
{
    constexpr qsizetype longestInField = 127;
    if (file.size() <= longestInField)
        reply.fileName = file;
    if (file.size() > longestInField || request.options.isRequested(DhcpOption::BootFile))
        reply.options.set(DhcpOption::BootFile, file);
}

void addPxe(DhcpPacket& reply, const DhcpPacket& request, Ipv4 server, const QString& loader)
{
    reply.serverAddress = server;
    setBootFile(reply, request, loader.toUtf8());
    if (request.options.isRequested(DhcpOption::TftpServer))
        reply.options.set(DhcpOption::TftpServer, server.toString().toLatin1());
    // PXE 2.1 section 2.2: boot server discovery off (6 = 8), use the file of this very answer.
    reply.options.set(DhcpOption::VendorSpecific, QByteArrayLiteral("\x06\x01\x08\xff"));
    reply.options.set(DhcpOption::VendorClass, QByteArrayLiteral("PXEClient"));
}

QString scriptPath(const DhcpPacket& request, const QString& architecture)
{
    // ${uuid} is filled in by iPXE itself, which reads it from SMBIOS.
    return QStringLiteral("/boot/ipxe?mac=%1&uuid=${uuid}&arch=%2")
        .arg(hardwareText(request.hardwareAddress()), architecture);
}

} // namespace

QString architectureName(quint16 architecture)
{
    switch (architecture) {
    case 0:
        return QStringLiteral("bios");
    case 6:
        return QStringLiteral("uefi-ia32");
    case 7:
    case 9:
        return QStringLiteral("uefi-x64");
    case 10:
        return QStringLiteral("uefi-arm32");
    case 11:
        return QStringLiteral("uefi-arm64");
    case 15:
        return QStringLiteral("uefi-http-ia32");
    case 16:
        return QStringLiteral("uefi-http-x64");
    case 18:
        return QStringLiteral("uefi-http-arm32");
    case 19:
        return QStringLiteral("uefi-http-arm64");
    default:
        return QStringLiteral("arch-%1").arg(architecture);
    }
}

BootIdentity identifyBootClient(const DhcpPacket& packet)
{
    const QByteArray vendor = packet.options.value(DhcpOption::VendorClass);
    const bool http = vendor.startsWith("HTTPClient");
    const bool ipxe = isIpxe(packet);
    if (!http && !ipxe && !vendor.startsWith("PXEClient"))
        return {};
    const quint16 architecture = packet.options.number16(DhcpOption::Architecture).value_or(0);
    BootIdentity identity{programOf(architecture, http), architectureName(architecture)};
    if (ipxe && identity.program != BootProgram::Unsupported)
        identity.program = BootProgram::Ipxe;
    return identity;
}

void addBootOptions(DhcpPacket& reply, const DhcpPacket& request, const BootIdentity& identity,
                    Ipv4 server, const BootEndpoints& endpoints)
{
    if (endpoints.httpPort == 0)
        return;
    switch (identity.program) {
    case BootProgram::None:
    case BootProgram::Unsupported:
        return;
    case BootProgram::PxeBios:
        addPxe(reply, request, server, endpoints.biosLoader);
        break;
    case BootProgram::PxeUefi:
        addPxe(reply, request, server, endpoints.uefiLoader);
        break;
    case BootProgram::HttpUefi:
        reply.options.set(DhcpOption::VendorClass, QByteArrayLiteral("HTTPClient"));
        reply.options.set(DhcpOption::BootFile,
                          url(server, endpoints.httpPort, u"/boot/" + endpoints.uefiLoader));
        break;
    case BootProgram::Ipxe:
        reply.serverAddress = server;
        setBootFile(reply, request,
                    url(server, endpoints.httpPort, scriptPath(request, identity.architecture)));
        // Sub-option 176, no-pxedhcp: do not wait for a proxyDHCP server as well.
        reply.options.set(DhcpOption::Ipxe, QByteArrayLiteral("\xb0\x01\x01"));
        break;
    }
    if (request.options.has(DhcpOption::MachineUuid))
        reply.options.set(DhcpOption::MachineUuid, request.options.value(DhcpOption::MachineUuid));
}

} // namespace rackhouse::netboot
