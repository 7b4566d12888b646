#include "app/ctl/fetchrows.h"

#include "models/exchange/chosenfile.h"
#include "models/exchange/csv.h"
#include "models/exchange/devicetypeplan.h"
#include "models/exchange/devicetypeyaml.h"
#include "models/exchange/tableexport.h"
#include "models/exchange/tableimport.h"

#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace rackhouse::ctl
{

namespace
{

using Outcome = PlannedRow::Outcome;

std::optional<QByteArray> contentsOf(Session& session, const QString& path, qsizetype limit)
{
    auto bytes = readChosenFile(path, limit);
    if (bytes)
        return *std::move(bytes);
    session.failHere(bytes.error());
    return std::nullopt;
}

/// The books as the site has them.
void fetchBooks(Session& session, ExchangeTable table, std::function<void(const Books&)> then)
{
    auto books = std::make_shared<Books>();
    Session* s = &session;
    const auto cables = [=] {
        if (table == ExchangeTable::Rentals)
            return s->fetchAll(QStringLiteral("/allocations"), {}, [=](const QJsonArray& items) {
                books->allocations = rowsOf<Allocation>(items);
                books->seesConfidential = isWhole(Allocation::record(), items);
                then(*books);
            });
        if (table != ExchangeTable::Cables)
            return then(*books);
        fetchRows(*s, "/power-feeds", {}, books->feeds,
                  [=] { fetchRows(*s, "/cables", {}, books->cables, [=] { then(*books); }); });
    };
    const auto devices = [=] {
        if (table == ExchangeTable::Racks)
            return then(*books);
        fetchRows(*s, "/machines", {}, books->machines,
                  [=] { fetchRows(*s, "/assets", {}, books->assets, cables); });
    };
    fetchRows(session, "/racks", {}, books->racks,
              [=] { fetchRows(*s, "/device-types", {}, books->deviceTypes, devices); });
}

QJsonObject jsonOf(const PlannedRow& row)
{
    QJsonArray changes;
    for (const FieldDifference& d : row.differences)
        changes << QJsonObject{{QStringLiteral("field"), d.field},
                               {QStringLiteral("before"), d.before},
                               {QStringLiteral("after"), d.after}};
    QJsonObject object{{QStringLiteral("line"), row.line},
                       {QStringLiteral("name"), row.name},
                       {QStringLiteral("outcome"), outcomeWord(row.outcome)},
                       {QStringLiteral("changes"), changes},
                       {QStringLiteral("notes"), QJsonArray::fromStringList(row.notes)}};
    if (!row.source.isEmpty())
        object.insert(QStringLiteral("file"), row.source);
    if (row.problem)
        object.insert(QStringLiteral("problem"),
                      QJsonObject{{QStringLiteral("code"), row.problem->code},
                                  {QStringLiteral("title"), problemText(*row.problem)}});
    return object;
}

QString whatHappens(const PlannedRow& row)
{
    if (row.problem)
        return problemText(*row.problem);
    QStringList parts;
    for (const FieldDifference& d : row.differences)
        parts << (row.outcome == Outcome::Added
                      ? QStringLiteral("%1 %2").arg(d.field, d.after)
                      : QStringLiteral("%1 %2 -> %3")
                            .arg(d.field,
                                 d.before.isEmpty() ? QStringLiteral("(nothing)") : d.before,
                                 d.after.isEmpty() ? QStringLiteral("(nothing)") : d.after));
    return parts.join(QStringLiteral(", "));
}

/// Every row that is not left as it is, then the numbers of each.
void tell(Session& session, const ChangePlan& plan, bool applied)
{
    if (session.json()) {
        for (const PlannedRow& row : plan.rows)
            session.row(jsonOf(row));
        QJsonObject sum{{QStringLiteral("applied"), applied},
                        {QStringLiteral("notes"), QJsonArray::fromStringList(plan.notes)}};
        for (const Outcome outcome :
             {Outcome::Added, Outcome::Changed, Outcome::Unchanged, Outcome::Problem})
            sum.insert(outcomeWord(outcome), plan.count(outcome));
        return session.row(sum);
    }
    for (const QString& note : plan.notes)
        session.line(note);
    for (const PlannedRow& row : plan.rows) {
        const QString place =
            row.source.isEmpty() ? QStringLiteral("line %1").arg(row.line) : row.source;
        const QString ofName = row.name.isEmpty() ? QString() : u' ' + row.name;
        if (row.outcome != Outcome::Unchanged)
            session.line(QStringLiteral("%1: %2: %3")
                             .arg(place, outcomeWord(row.outcome) + ofName, whatHappens(row)));
        for (const QString& note : row.notes)
            session.line(QStringLiteral("%1: note%2: %3")
                             .arg(place, ofName.isEmpty() ? ofName : u" on" + ofName, note));
    }
    session.line(QStringLiteral("%1 added, %2 changed, %3 unchanged, %4 with a problem%5")
                     .arg(QString::number(plan.count(Outcome::Added)),
                          QString::number(plan.count(Outcome::Changed)),
                          QString::number(plan.count(Outcome::Unchanged)),
                          QString::number(plan.count(Outcome::Problem)),
                          applied ? QString() : QStringLiteral("; nothing was sent")));
}

/// Sends what is left of a plan, one part after the other. At a part that is refused it stops, or
/// goes on without the rows that the site refused.
void send(Session& session, client::SiteClient* site, const std::shared_ptr<ChangePlan>& plan)
{
    const auto parts = plan->parts();
    if (parts.empty()) {
        tell(session, *plan, true);
        return session.end(plan->count(Outcome::Problem) > 0 ? Exit::Problem : Exit::Done);
    }
    const auto& part = parts.front();
    session.expect(
        site->post(QStringLiteral("/changesets"), plan->body(part)),
        [&session, site, plan, part](const QJsonObject& answer) {
            const qsizetype problems = plan->count(Outcome::Problem);
            const bool isApplied = plan->takeAnswer(part, answer);
            const bool isLess = plan->count(Outcome::Problem) > problems;
            if (isApplied || (isLess && session.has("skip-problems")))
                return send(session, site, plan);
            const auto made = std::count_if(plan->rows.begin(), plan->rows.end(),
                                            [](const PlannedRow& row) { return row.done; });
            tell(session, *plan, made > 0);
            if (!session.json() && made > 0)
                session.line(QStringLiteral("The first %1 changes were made.").arg(made));
            session.end(Exit::Problem);
        });
}

/// Shows a plan, and does it unless that was not asked for or something in it is a problem.
void carryOut(Session& session, const ChangePlan& plan)
{
    const bool problems = plan.count(Outcome::Problem) > 0;
    if (session.has("dry-run") || plan.parts().empty() ||
        (problems && !session.has("skip-problems"))) {
        tell(session, plan, false);
        return session.end(problems ? Exit::Problem : Exit::Done);
    }
    if (auto* site = session.site())
        send(session, site, std::make_shared<ChangePlan>(plan));
}

void importTable(Session& session, ExchangeTable table)
{
    const auto bytes = contentsOf(session, session.arguments().first(), kMostCsvBytes);
    if (!bytes)
        return;
    fetchBooks(session, table, [&session, table, bytes](const Books& books) {
        const auto plan = planImport(table, *bytes, books);
        if (!plan)
            return session.fail(plan.error());
        carryOut(session, *plan);
    });
}

void writeOut(Session& session, const QByteArray& text)
{
    if (session.arguments().isEmpty()) {
        std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
        std::fflush(stdout);
        return session.end();
    }
    QSaveFile file(session.arguments().first());
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return session.end();
    session.failHere(makeError("file-unwritable", {{QStringLiteral("path"), file.fileName()}},
                               file.errorString()));
}

void importDeviceTypes(Session& session)
{
    std::vector<NamedFile> files;
    for (const QString& path : session.arguments()) {
        const auto bytes = contentsOf(session, path, kMostDeviceTypeBytes);
        if (!bytes)
            return;
        files.push_back({QFileInfo(path).fileName(), *bytes});
    }
    auto library = std::make_shared<std::vector<DeviceType>>();
    fetchRows(session, "/device-types", {}, *library,
              [&session, library, files] { carryOut(session, planDeviceTypes(*library, files)); });
}

} // namespace

void addExchangeCommands(std::vector<Command>& commands)
{
    for (const auto& [table, word] : EnumWords<ExchangeTable>::words) {
        const QString name = QString::fromLatin1(word);
        commands.push_back(
            {QStringLiteral("import ") + name, QStringLiteral("FILE"),
             QStringLiteral("Take in %1 from a CSV file; --dry-run shows what would change")
                 .arg(name),
             [table = table](Session& session) { importTable(session, table); }, 1});
        commands.push_back({QStringLiteral("export ") + name, QStringLiteral("[FILE]"),
                            QStringLiteral("Write the %1 of the books as CSV").arg(name),
                            [table = table](Session& session) {
                                fetchBooks(session, table, [&session, table](const Books& books) {
                                    writeOut(session, exportTable(table, books));
                                });
                            }});
    }
    commands.push_back(
        {QStringLiteral("device-types import"), QStringLiteral("FILE..."),
         QStringLiteral(
             "Take in device types of the NetBox library; --dry-run shows what would change"),
         importDeviceTypes, 1});
}

} // namespace rackhouse::ctl
