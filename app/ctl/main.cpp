#include "app/ctl/command.h"
#include "models/base/log.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace rackhouse;
using namespace rackhouse::ctl;

namespace
{

constexpr char exitCodes[] =
    "The file of `backup` holds everything the site knows. Secrets such as BMC passwords stay "
    "sealed "
    "in it: to read them again, the key file of the appliance's state directory is needed too.\n\n"
    "Exit codes: 0 done, 1 the site or a file has a problem, 2 the command line is wrong, or does "
    "not fit this computer (an unreadable file, no such site), 3 the site cannot be reached, 4 the "
    "watched job did not succeed.";

std::vector<Command> allCommands()
{
    std::vector<Command> commands;
    addSiteCommands(commands);
    addListCommands(commands);
    addJobCommands(commands);
    addImageCommands(commands);
    addFabricCommands(commands);
    addCablingCommands(commands);
    addNetqCommands(commands);
    addExchangeCommands(commands);
    addPowerCommands(commands);
    addSeriesCommands(commands);
    addSwitchCommands(commands);
    addRentalCommands(commands);
    return commands;
}

QString description(const std::vector<Command>& commands)
{
    QString text = QStringLiteral("The Rackhouse site API on the command line.\n\nCommands:\n");
    for (const Command& command : commands)
        text +=
            QStringLiteral("  %1%2\n")
                .arg(
                    QStringLiteral("%1 %2").arg(command.words, command.arguments).leftJustified(34),
                    command.summary);
    text += QStringLiteral("  %1The completion script: source <(rackhousectl completion bash)\n\n")
                .arg(QStringLiteral("completion bash").leftJustified(34));
    return text + QLatin1String(exitCodes);
}

/// The command with the most words that the line begins with.
const Command* find(const std::vector<Command>& commands, const QStringList& words)
{
    const Command* best = nullptr;
    for (const Command& command : commands) {
        const QStringList own = command.words.split(QLatin1Char(' '));
        const bool fits = words.mid(0, own.size()) == own;
        if (fits && (!best || command.words.size() > best->words.size()))
            best = &command;
    }
    return best;
}

int complain(const QString& text)
{
    std::fputs(qPrintable(QStringLiteral("rackhousectl: ") + text +
                          QStringLiteral("\nTry: rackhousectl --help\n")),
               stderr);
    return static_cast<int>(Exit::Usage);
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rackhousectl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RACKHOUSE_VERSION));
    installLogFormat();
    const std::vector<Command> commands = allCommands();
    QCommandLineParser parser;
    parser.setApplicationDescription(description(commands));
    parser.addHelpOption();
    parser.addVersionOption();
    addOptions(parser);
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("What to do."));
    if (!parser.parse(QCoreApplication::arguments()))
        return complain(parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(0);
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    const QStringList words = parser.positionalArguments();
    if (words == QStringList{QStringLiteral("completion"), QStringLiteral("bash")}) {
        std::fputs(qPrintable(bashCompletion(commands)), stdout);
        return 0;
    }
    const Command* command = find(commands, words);
    if (!command)
        return complain(
            words.isEmpty()
                ? QStringLiteral("a command is expected")
                : QStringLiteral("there is no command %1").arg(words.join(QLatin1Char(' '))));
    Session session(parser, words.mid(command->words.split(QLatin1Char(' ')).size()));
    if (session.arguments().size() < command->least)
        return complain(command->words + QStringLiteral(" needs ") + command->arguments);
    QObject::connect(&session, &Session::ended, &application, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    QTimer::singleShot(0, &session, [&] { command->run(session); });
    return QCoreApplication::exec();
}
