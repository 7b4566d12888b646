#include "models/base/json.h"
#include "models/base/log.h"
#include "tests/lab/commandline.h"
#include "tests/lab/control.h"
#include "tests/lab/lab.h"
#include "tests/lab/signals.h"

#include <QCoreApplication>
#include <QDir>

#include <cstdio>

namespace
{

using namespace rackhouse;
using namespace rackhouse::lab;

int complain(const Error& error)
{
    std::fprintf(stderr, "rackhouse-lab: %s %s\n", qPrintable(problemText(error)),
                 qPrintable(error.detail));
    return 1;
}

void printLine(const QJsonObject& object)
{
    std::fprintf(stdout, "%s\n", toText(object).constData());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    auto options = parseCommandLine(argc, argv);
    if (!options)
        return complain(options.error());
    if (!options->has_value())
        return 0;
    const LabOptions& chosen = **options;
    const auto plan = chosen.demo ? planDemo() : planMachines(chosen);
    auto addresses = openAddresses(static_cast<int>(plan.size()), chosen.addressBase);
    if (!addresses)
        return complain(addresses.error());

    QCoreApplication application(argc, argv);
    installLogFormat();
    QuitOnSignal quitOnSignal;
    Lab lab(chosen, plan, std::move(*addresses));
    Control control(lab, chosen.directory);
    for (const auto& step : {lab.start(), control.start()})
        if (!step)
            return complain(step.error());
    printLine({{QStringLiteral("event"), QStringLiteral("ready")},
               {QStringLiteral("bmcs"), lab.describe()},
               {QStringLiteral("control"), control.path()},
               {QStringLiteral("pid"), QCoreApplication::applicationPid()}});
    return QCoreApplication::exec();
}
