#include "app/netboot/ipxe_script.h"

#include <QFile>
#include <QUrlQuery>

#include <algorithm>

static void initTemplates()
{
    Q_INIT_RESOURCE(netboot_ipxe);
}

namespace rackhouse::netboot
{
namespace
{

QString templateName(BootDecision::Kind kind, const QString& architecture)
{
    switch (kind) {
    case BootDecision::RamSystem:
        return QStringLiteral("ram-system");
    case BootDecision::LocalDisk:
        return architecture.startsWith(u"uefi") ? QStringLiteral("local-disk-uefi")
                                                : QStringLiteral("local-disk-bios");
    case BootDecision::Deny:
        break;
    }
    return QStringLiteral("deny");
}

QString scriptUrl(const BootClient& client, const QString& base)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("mac"), client.mac);
    query.addQueryItem(QStringLiteral("uuid"), client.uuid);
    query.addQueryItem(QStringLiteral("arch"), client.architecture);
    return base + u"/boot/ipxe?" + query.toString(QUrl::FullyEncoded);
}

/// One line for iPXE: printable ASCII, and nothing that it would expand or run.
bool isOneLine(const QString& text)
{
    return !text.contains(u"${") && !text.contains(u"||") && !text.contains(u"&&") &&
           std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

} // namespace

Result<QByteArray> ipxeScript(const BootDecision& decision, const BootClient& client,
                              const QString& base)
{
    initTemplates();
    QString arguments = decision.kernelArguments.trimmed();
    if (!isOneLine(arguments))
        return fail("bad-field", {{QStringLiteral("field"), QStringLiteral("kernelArguments")}});
    if (!arguments.contains(u"rackhouse.url="))
        arguments.prepend(QStringLiteral("rackhouse.url=%1 ").arg(base));
    QFile file(
        QStringLiteral(":/ipxe/%1.ipxe").arg(templateName(decision.kind, client.architecture)));
    if (!file.open(QIODevice::ReadOnly))
        return fail("internal", file.errorString());
    QString script = QString::fromLatin1(file.readAll());
    script.replace(QStringLiteral("@SCRIPT@"), scriptUrl(client, base));
    script.replace(QStringLiteral("@BASE@"), base);
    script.replace(QStringLiteral("@DRIVE@"),
                   QStringLiteral("0x%1").arg(decision.biosDrive, 0, 16));
    script.replace(QStringLiteral("@ARGUMENTS@"), arguments.trimmed());
    return script.toLatin1();
}

} // namespace rackhouse::netboot
