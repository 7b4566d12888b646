#include "tests/lab/commandline.h"

#include "tests/lab/personality.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cstdio>

namespace rackhouse::lab
{

namespace
{

tl::unexpected<Error> wrong(const QString& option, const QString& why)
{
    return fail("bad-field", {{QStringLiteral("field"), option}}, why);
}

void declare(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("A virtual data center: BMCs over TLS, paper servers, real QEMU servers."));
    const auto option = [&](const char* name, const char* text, const char* value = "") {
        parser.addOption(
            QCommandLineOption(QLatin1String(name), QLatin1String(text), QLatin1String(value)));
    };
    option("dir", "where control socket, disks and logs are kept (made when missing)", "DIR");
    option("paper", "number of paper servers", "N");
    option("personality", "of all paper servers, instead of each in turn", "NAME");
    option("real", "real servers by their firmware", "bios,uefi,...");
    option("demo", "two racks, twelve paper servers and three real ones");
    option("paper-only", "with --demo: without the real ones");
    option("appliance", "the rackhoused to run on the provisioning network", "FILE");
    option("appliance-argument", "one more argument for it (may be repeated)", "ARG");
    option("ramdisk", "the RAM system that it boots", "DIR");
    option("address-base", "first loopback address of the BMCs, exclusive", "127.A.B.0");
    option("help", "print this");
}

Result<std::vector<Firmware>> firmwares(const QString& text)
{
    std::vector<Firmware> all;
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts)) {
        if (word != u"bios" && word != u"uefi")
            return wrong(QStringLiteral("--real"), word);
        all.push_back(word == u"bios" ? Firmware::Bios : Firmware::Uefi);
    }
    return all;
}

Result<LabOptions> read(const QCommandLineParser& parser)
{
    LabOptions options;
    options.directory = QFileInfo(parser.value(QStringLiteral("dir"))).absoluteFilePath();
    if (parser.value(QStringLiteral("dir")).isEmpty() || !QDir().mkpath(options.directory))
        return wrong(QStringLiteral("--dir"), QStringLiteral("a directory is needed"));
    options.paper = parser.value(QStringLiteral("paper")).toInt();
    options.paperPersonality = parser.value(QStringLiteral("personality"));
    if (!options.paperPersonality.isEmpty() && !personalityByName(options.paperPersonality))
        return wrong(QStringLiteral("--personality"), personalityNames().join(u' '));
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.paperOnly = parser.isSet(QStringLiteral("paper-only"));
    options.appliance = parser.value(QStringLiteral("appliance"));
    options.applianceArguments = parser.values(QStringLiteral("appliance-argument"));
    options.ramdisk = parser.value(QStringLiteral("ramdisk"));
    auto real = firmwares(parser.value(QStringLiteral("real")));
    if (!real)
        return tl::unexpected(real.error());
    options.real = std::move(*real);
    if (const QString base = parser.value(QStringLiteral("address-base")); !base.isEmpty()) {
        const QHostAddress address(base);
        if (!address.isInSubnet(QHostAddress(QStringLiteral("127.0.0.0")), 8))
            return wrong(QStringLiteral("--address-base"), base);
        options.addressBase = address;
    }
    return options;
}

} // namespace

Result<std::optional<LabOptions>> parseCommandLine(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(arguments))
        return wrong(QStringLiteral("command line"), parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        const QCoreApplication named(argc, argv); // helpText() asks it for the program's name
        std::fputs(qPrintable(parser.helpText()), stdout);
        return std::optional<LabOptions>();
    }
    auto options = read(parser);
    if (!options)
        return tl::unexpected(options.error());
    return std::optional(std::move(*options));
}

} // namespace rackhouse::lab
