#include "app/console/application.h"
#include "app/console/console.h"
#include "app/console/startmeasure.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QStandardPaths>

#include <cstdio>
#include <optional>

using namespace rackhouse;

int main(int argc, char* argv[])
{
    QElapsedTimer sinceMain;
    sinceMain.start();
    const auto application = openApplication(argc, argv);
    QApplication::setApplicationName(u"rackhouse"_qs);
    QApplication::setApplicationVersion(QStringLiteral(RACKHOUSE_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The operator console of a GPU data center."_qs);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({u"site"_qs, u"Open this paired site."_qs, u"NAME"_qs});
    parser.addOption({u"data"_qs, u"Folder of the replica and the settings."_qs, u"DIR"_qs});
    parser.addOption({u"embedded"_qs, u"Work with an appliance on this computer."_qs});
    parser.addOption({u"measure-start"_qs,
                      u"Print the milliseconds from main() to the first paint and to the filled "
                      "table of the machines, then quit."_qs});
    parser.process(*application);

    const QString folder =
        parser.isSet(u"data"_qs)
            ? parser.value(u"data"_qs)
            : QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    QDir().mkpath(folder);
    SystemClock clock;
    auto replica = Replica::open(folder + u"/replica.db"_qs, clock);
    if (!replica) {
        std::fprintf(stderr, "%s\n", qPrintable(problemText(replica.error())));
        return 1;
    }
    Console console(*application, std::move(*replica),
                    {.dataFolder = folder,
                     .site = parser.value(u"site"_qs),
                     .embedded = parser.isSet(u"embedded"_qs)});
    // The window is there before its data: reads do not compete with the first paint.
    QObject::connect(&console.window(), &MainWindow::firstPaint, &console, &Console::start,
                     Qt::QueuedConnection);
    std::optional<StartMeasure> measure;
    if (parser.isSet(u"measure-start"_qs))
        measure.emplace(console.window(), sinceMain);
    console.window().show();
    return QApplication::exec();
}
