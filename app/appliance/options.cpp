#include "app/appliance/options.h"

#include <QCommandLineParser>

namespace rackhouse
{

namespace
{

void declare(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "The Rackhouse site appliance: it watches, boots, installs and wipes the machines of a "
        "site,\nand answers consoles on its site API.\n\n"
        "When it is ready it prints one line of JSON on standard output: "
        "{\"event\":\"ready\",\"api\":URL,\n\"fingerprint\":SHA-256,\"boot_http\":PORT}. Its log "
        "goes to standard error. A listening socket that systemd\nhands over (LISTEN_FDS) is used "
        "for the API instead of --listen. SIGTERM stops it; unfinished jobs\ngo on at the next "
        "start. Network boot needs CAP_NET_RAW and CAP_NET_BIND_SERVICE; without them the\nrest "
        "works."));
    const auto option = [&](const char* name, const char* text, const char* value = "") {
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(text),
                                            QString::fromLatin1(value)));
    };
    option("state", "where database, keys and images are kept (made when missing)", "DIR");
    option("listen", "where the site API listens (default 127.0.0.1:0, a free port)", "ADDR:PORT");
    option("boot-interface",
           "serve network boot on this interface; may be repeated. Its first IPv4 network becomes "
           "a subnet when none is set up. Without it, on the interfaces that subnets name",
           "IF");
    option("boot-http-port", "port of the boot HTTP server (default: a free one)", "N");
    option("ramdisk", "directory with the RAM system (vmlinuz, initrd.img, manifest.json)", "DIR");
    option(
        "embedded-fd",
        "run for one console: write API address, fingerprint and a one-time token to this "
        "inherited pipe. When the console closes its end or is killed, finish all jobs, then end",
        "N");
    option("pairing-code",
           "print a one-time code for pairing a console. Where a rackhoused already works in the "
           "state directory, ask it for one, print it with the fingerprint of its certificate, "
           "and end; only its own user and root may");
    option("patience",
           "how long machines and their BMCs may take before a step fails, in percent of the usual "
           "(1 to 1000, default 100); servers with much memory start slowly",
           "N");
    option("history-days", "how many days the floor can be seen as it was (1 to 3650, default 90)",
           "N");
    option("help", "print this");
    option("version", "print the version");
}

tl::unexpected<Error> bad(const QString& option, const QString& why)
{
    return fail("bad-option", {{QStringLiteral("option"), option}}, why);
}

Result<quint16> portOf(const QString& option, const QString& text)
{
    bool ok = false;
    const uint port = text.toUInt(&ok);
    if (!ok || port > 65535)
        return bad(option, text + QStringLiteral(" is not a port"));
    return static_cast<quint16>(port);
}

Result<void> takeListen(ApplianceOptions& options, const QString& text)
{
    const auto colon = text.lastIndexOf(u':');
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    options.listenAddress = QHostAddress(host);
    if (colon < 0 || options.listenAddress.isNull())
        return bad(QStringLiteral("--listen"), text + QStringLiteral(" is not ADDR:PORT"));
    const auto port = portOf(QStringLiteral("--listen"), text.mid(colon + 1));
    if (!port)
        return fail(port.error());
    options.listenPort = *port;
    return {};
}

} // namespace

Result<ApplianceOptions> ApplianceOptions::parse(const QStringList& arguments)
{
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(arguments))
        return bad(parser.unknownOptionNames().join(u' '), parser.errorText());
    ApplianceOptions options;
    if (parser.isSet(QStringLiteral("help"))) {
        options.answer = parser.helpText();
        return options;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        options.answer = QStringLiteral("rackhoused " RACKHOUSE_VERSION "\n");
        return options;
    }
    if (const QStringList unexpected = parser.positionalArguments(); !unexpected.isEmpty())
        return bad(unexpected.first(), QStringLiteral("unexpected"));
    options.stateDir = parser.value(QStringLiteral("state"));
    if (options.stateDir.isEmpty())
        return bad(QStringLiteral("--state"), QStringLiteral("a directory is needed"));
    if (const QString listen = parser.value(QStringLiteral("listen")); !listen.isEmpty()) {
        if (auto taken = takeListen(options, listen); !taken)
            return fail(taken.error());
    }
    options.bootInterfaces = parser.values(QStringLiteral("boot-interface"));
    if (const QString text = parser.value(QStringLiteral("boot-http-port")); !text.isEmpty()) {
        const auto port = portOf(QStringLiteral("--boot-http-port"), text);
        if (!port)
            return fail(port.error());
        options.bootHttpPort = *port;
    }
    options.ramdisk = parser.value(QStringLiteral("ramdisk"));
    if (const QString text = parser.value(QStringLiteral("embedded-fd")); !text.isEmpty()) {
        bool ok = false;
        options.embeddedFd = text.toInt(&ok);
        if (!ok || options.embeddedFd < 3)
            return bad(QStringLiteral("--embedded-fd"), text);
    }
    if (const QString text = parser.value(QStringLiteral("patience")); !text.isEmpty()) {
        options.patiencePercent = text.toInt();
        if (options.patiencePercent < 1 || options.patiencePercent > 1000)
            return bad(QStringLiteral("--patience"), text);
    }
    if (const QString text = parser.value(QStringLiteral("history-days")); !text.isEmpty()) {
        options.historyDays = text.toInt();
        if (options.historyDays < 1 || options.historyDays > 3650)
            return bad(QStringLiteral("--history-days"), text);
    }
    options.pairingCode = parser.isSet(QStringLiteral("pairing-code"));
    return options;
}

} // namespace rackhouse
