#pragma once

#include "app/client/siteclient.h"
#include "app/client/siteregistry.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QStringList>

#include <functional>
#include <vector>

namespace rackhouse::ctl
{

/// Exit codes; README.md explains them.
enum class Exit { Done = 0, Problem = 1, Usage = 2, Unreachable = 3, JobFailed = 4 };

/// What a command works with. It ends by calling exactly one of the methods below, once.
class Session : public QObject
{
    Q_OBJECT

public:
    Session(const QCommandLineParser& parser, QStringList arguments);

    /// Words after the command's own: `rackhousectl jobs watch ID` has one.
    const QStringList& arguments() const { return m_arguments; }
    QString option(const char* name) const;
    QStringList options(const char* name) const;
    bool has(const char* name) const;
    bool json() const { return has("json"); }
    client::SiteRegistry& registry() { return m_registry; }
    /// The chosen site's client; null when there is none, and then the command has ended.
    client::SiteClient* site();

    /// Calls `then` with the answer, or ends with its problem.
    void expect(QFuture<Result<QJsonObject>> answer, std::function<void(const QJsonObject&)> then);

    /// Calls `then` with the rows of all pages of a list, or ends with its problem.
    void fetchAll(const QString& path, const QUrlQuery& query,
                  std::function<void(const QJsonArray&)> then);

    /// Asks until there is an answer, and tells when the site cannot be reached meanwhile; ends
    /// with its problem when that has been so for --give-up seconds.
    void persist(std::function<QFuture<Result<QJsonObject>>()> ask,
                 std::function<void(const QJsonObject&)> then);

    /// Shows how far a file is, on standard error, where a person looks.
    client::SiteClient::Progress progress() const;

    void line(const QString& text) const;
    /// Rows as JSON lines or as a table of these fields.
    void rows(const QJsonArray& items, const QStringList& fields) const;
    void row(const QJsonObject& object) const;

    void end(Exit code = Exit::Done);
    /// What the site answered, or the way to it.
    void fail(const Error& error);
    /// What does not fit this computer; the site was not asked.
    void failHere(const Error& error);
    void usage(const QString& text);

signals:
    void ended(int code);

private:
    void fetchPage(const QString& path, const QUrlQuery& query, const QString& after,
                   QJsonArray items, std::function<void(const QJsonArray&)> then);

    void complain(const Error& error) const;
    void askAgain(const Error& problem, std::function<void()> ask);

    const QCommandLineParser& m_parser;
    QStringList m_arguments;
    client::SiteRegistry m_registry;
    client::SiteClient* m_client = nullptr;
    qint64 m_patience = 0; ///< seconds
    QElapsedTimer m_away;  ///< since the site stopped answering
};

/// One command: its words, the arguments it takes, what it does.
struct Command {
    QString words;     ///< "jobs list"
    QString arguments; ///< "ID"
    QString summary;
    std::function<void(Session&)> run;
    int least = 0; ///< arguments that must be there
};

void addSiteCommands(std::vector<Command>& commands);     // sitecommands.cpp
void addListCommands(std::vector<Command>& commands);     // listcommands.cpp
void addJobCommands(std::vector<Command>& commands);      // jobcommands.cpp
void addImageCommands(std::vector<Command>& commands);    // imagecommands.cpp
void addFabricCommands(std::vector<Command>& commands);   // fabriccommands.cpp
void addCablingCommands(std::vector<Command>& commands);  // cablingcommands.cpp
void addNetqCommands(std::vector<Command>& commands);     // netqcommands.cpp
void addExchangeCommands(std::vector<Command>& commands); // exchangecommands.cpp
void addPowerCommands(std::vector<Command>& commands);    // powercommands.cpp
void addSeriesCommands(std::vector<Command>& commands);   // seriescommands.cpp
void addSwitchCommands(std::vector<Command>& commands);   // switchcommands.cpp
void addRentalCommands(std::vector<Command>& commands);   // rentalcommands.cpp

/// The options of all commands.
void addOptions(QCommandLineParser& parser);
/// A bash completion script for the words and options.
QString bashCompletion(const std::vector<Command>& commands);

} // namespace rackhouse::ctl
