#include "tests/bench/benches.h"

#include "models/base/json.h"
#include "models/base/log.h"
#include "tests/support/quiet_offscreen.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

using namespace rackhouse;
using namespace rackhouse::bench;

namespace
{

int listAll()
{
    for (const Bench& bench : benches())
        std::printf("%-16s %s\n", bench.name, bench.what);
    return 0;
}

/// Prints one JSON line a measure. A skipped benchmark prints {"name","skipped"} and is no failure.
bool runOne(const Bench& bench)
{
    const auto print = [](const QJsonObject& line) {
        std::printf("%s\n", toText(line).constData());
        std::fflush(stdout);
    };
    const auto done = bench.run([&print](const Measure& measure) { print(toJson(measure)); });
    if (done)
        return true;
    const QString name = QString::fromLatin1(bench.name);
    if (done.error().code == QLatin1String("bench-skipped")) {
        print({{QStringLiteral("name"), name}, {QStringLiteral("skipped"), done.error().detail}});
        return true;
    }
    std::fprintf(stderr, "%s: %s %s\n", bench.name, qPrintable(problemText(done.error())),
                 qPrintable(done.error().detail));
    return false;
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rackhouse-bench"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RACKHOUSE_VERSION));
    installLogFormat();
    quietOffscreen();

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Measures Rackhouse against a peer in the same run; a ratio above 1 is "
                       "better than the peer."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption list(QStringLiteral("list"), QStringLiteral("List the benchmarks."));
    parser.addOption(list);
    parser.addPositionalArgument(QStringLiteral("name"),
                                 QStringLiteral("Benchmarks to run; all where none is named."),
                                 QStringLiteral("[name...]"));
    parser.process(application);
    if (parser.isSet(list))
        return listAll();

    QStringList wanted = parser.positionalArguments();
    bool good = true;
    for (const Bench& bench : benches()) {
        const bool named = wanted.removeAll(QString::fromLatin1(bench.name)) > 0;
        if (named || parser.positionalArguments().isEmpty())
            good = runOne(bench) && good;
    }
    for (const QString& unknown : std::as_const(wanted)) {
        std::fprintf(stderr, "no benchmark is called %s; see --list\n", qPrintable(unknown));
        good = false;
    }
    return good ? 0 : 1;
}
