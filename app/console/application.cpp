#include "app/console/application.h"

#include <QApplication>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace rackhouse
{

namespace
{

bool onlyPrints(int argc, char** argv)
{
    constexpr std::array<std::string_view, 5> words{"-h", "--help", "--help-all", "-v",
                                                    "--version"};
    return std::any_of(argv + 1, argv + argc, [&](const char* argument) {
        return std::find(words.begin(), words.end(), argument) != words.end();
    });
}

/// Qt aborts where no platform plugin finds a display.
void endWithoutDisplay(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type != QtFatalMsg)
        return;
    std::fprintf(stderr,
                 "rackhouse: no display can be opened. Start it in a desktop session, or set "
                 "DISPLAY or WAYLAND_DISPLAY (ssh -X does).\n%s\n",
                 qPrintable(text.trimmed()));
    std::_Exit(1);
}

} // namespace

std::unique_ptr<QApplication> openApplication(int& argc, char** argv)
{
    if (argc > 1 && onlyPrints(argc, argv))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QtMessageHandler usual = qInstallMessageHandler(endWithoutDisplay);
    auto application = std::make_unique<QApplication>(argc, argv);
    qInstallMessageHandler(usual);
    return application;
}

} // namespace rackhouse
