#include "tests/e2e/storyprogram.h"
#include "tests/support/quiet_offscreen.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>

using namespace rackhouse;

int main(int argc, char** argv)
{
    const bool interactive = QByteArrayList(argv, argv + argc).contains("--interactive");
    if (!interactive && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!interactive)
        quietOffscreen();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("rackhouse-story"));
    QApplication::setApplicationVersion(QStringLiteral(RACKHOUSE_VERSION));
    QApplication::setQuitOnLastWindowClosed(false);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Performs the main job on the demo site: discover, inspect, provision, log "
                       "in, wipe, unplug.\n"
                       "Prints each step and writes pictures; exits non-zero if any step failed."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption out(QStringLiteral("out"),
                                 QStringLiteral("Folder for pictures and the console's data."),
                                 QStringLiteral("DIR"), QStringLiteral("build/demo"));
    const QCommandLineOption ramdisk(QStringLiteral("ramdisk"),
                                     QStringLiteral("Folder of the RAM system."),
                                     QStringLiteral("DIR"), QStringLiteral("build/ramdisk"));
    const QCommandLineOption images(QStringLiteral("images"),
                                    QStringLiteral("Folder of the test image."),
                                    QStringLiteral("DIR"), QStringLiteral("build/images"));
    const QCommandLineOption paper(QStringLiteral("paper"),
                                   QStringLiteral("Only paper machines, none that boots."));
    const QCommandLineOption byHand(
        QStringLiteral("interactive"),
        QStringLiteral("Open the console and leave the buttons to you."));
    parser.addOptions({out, ramdisk, images, paper, byHand});
    parser.process(application);

    StoryOptions options;
    options.out = QDir(parser.value(out)).absolutePath();
    options.paper = parser.isSet(paper);
    options.interactive = parser.isSet(byHand);
    options.input = {QApplication::applicationDirPath(), QDir(parser.value(ramdisk)).absolutePath(),
                     QDir(parser.value(images)).absolutePath(),
                     QStringLiteral("debian-12.raw.zst")};
    QDir().mkpath(options.out);
    // The demo's pairing belongs to the demo: the person's own sites stay as they are.
    qputenv("XDG_CONFIG_HOME", (options.out + QStringLiteral("/console")).toUtf8());
    return StoryProgram(std::move(options)).run();
}
