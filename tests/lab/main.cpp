#include "models/base/json.h"
#include "models/base/log.h"
#include "tests/lab/commandline.h"
#include "tests/lab/control.h"
#include "tests/lab/lab.h"
#include "tests/lab/provisioningnetwork.h"
#include "tests/lab/signals.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

#include <unistd.h>

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

QJsonObject readyLine(const Lab& lab, const Control& control, const QJsonObject& appliance,
                      qint64 processOutside)
{
    QJsonObject line{{QStringLiteral("event"), QStringLiteral("ready")},
                     {QStringLiteral("bmcs"), lab.describe()},
                     {QStringLiteral("control"), control.path()},
                     {QStringLiteral("namespace_pid"), processOutside}};
    if (!appliance.isEmpty())
        line.insert(QStringLiteral("appliance"), appliance);
    return line;
}

} // namespace

int main(int argc, char** argv)
{
    // Before anything else opens a descriptor: it has to be number 3.
    if (const auto opened = Appliance::openApiSocket(); !opened)
        return complain(opened.error());
    const auto options = parseCommandLine(argc, argv);
    if (!options)
        return complain(options.error());
    if (!options->has_value())
        return 0;
    const auto plan = planMachines(**options);
    const bool real = std::any_of(plan.begin(), plan.end(),
                                  [](const auto& machine) { return machine.firmware.has_value(); });
    // BMCs answer in both namespaces: tests and the console live outside, the appliance inside.
    auto addresses = openAddresses(static_cast<int>(plan.size()), (*options)->addressBase);
    if (!addresses)
        return complain(addresses.error());
    const qint64 processOutside = ::getpid();
    if (real)
        if (const auto entered = ProvisioningNetwork::enter(); !entered)
            return complain(entered.error());

    QCoreApplication application(argc, argv);
    installLogFormat();
    QuitOnSignal quitOnSignal;
    if (real)
        if (const auto up =
                ProvisioningNetwork::setUp().and_then([&] { return openAgain(*addresses); });
            !up)
            return complain(up.error());
    Lab lab(**options, plan, std::move(*addresses));
    Control control(lab, (*options)->directory);
    for (const auto& step : {lab.start(), control.start()})
        if (!step)
            return complain(step.error());
    lab.startAppliance([&](const Result<QJsonObject>& appliance) {
        if (!appliance)
            QCoreApplication::exit(complain(appliance.error()));
        else
            printLine(readyLine(lab, control, *appliance, processOutside));
    });
    return QCoreApplication::exec();
}
