#include "app/ctl/fetchrows.h"
#include "models/domain/asset.h"
#include "models/market/holding.h"
#include "models/market/price.h"

#include <QDateTime>
#include <QTimeZone>

#include <memory>
#include <optional>

namespace rackhouse::ctl
{

namespace
{

QString pathOf(const Allocation& row)
{
    return QStringLiteral("/allocations/") + row.id.text();
}

struct Books {
    QJsonArray items; ///< the rentals, with what the site lets us see
    std::vector<Allocation> rentals;
    std::vector<Machine> machines;

    const Machine* machine(const MachineId& id) const
    {
        for (const Machine& row : machines) {
            if (row.id == id)
                return &row;
        }
        return nullptr;
    }
    const Machine* machineNamed(const QString& name) const
    {
        for (const Machine& row : machines) {
            if (row.name == name || row.id.text() == name)
                return &row;
        }
        return nullptr;
    }
};

void withBooks(Session& session, const QUrlQuery& query, const std::function<void(Books&)>& then)
{
    auto books = std::make_shared<Books>();
    session.fetchAll(
        QStringLiteral("/allocations"), query, [&session, books, then](const QJsonArray& items) {
            books->items = items;
            books->rentals = rowsOf<Allocation>(items);
            fetchRows(session, "/machines", {}, books->machines, [books, then] { then(*books); });
        });
}

QString dayText(Instant at)
{
    return at.isSet() ? at.toDateTime().toString(Qt::ISODate) : QString();
}

/// A day, or a moment with its offset; a day begins at midnight UTC.
std::optional<Instant> timeOf(const QString& text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid() || (time.timeSpec() == Qt::LocalTime && text.contains(u'T')))
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeZone(QTimeZone::utc());
    return Instant{time.toMSecsSinceEpoch()};
}

void list(Session& session)
{
    QUrlQuery query;
    for (const QString& filter : session.arguments()) {
        const qsizetype equals = filter.indexOf(QLatin1Char('='));
        if (equals < 1)
            return session.usage(filter + QStringLiteral(" is not FIELD=VALUE"));
        query.addQueryItem(filter.left(equals), filter.mid(equals + 1));
    }
    if (session.has("at"))
        query.addQueryItem(QStringLiteral("at"), session.option("at"));
    withBooks(session, query, [&session](const Books& books) {
        const bool isWholeRow = isWhole(Allocation::record(), books.items);
        QJsonArray shown;
        for (const QJsonValue& item : books.items) {
            QJsonObject object = item.toObject();
            const Allocation row = fromJson<Allocation>(object).value_or(Allocation());
            const Machine* machine = books.machine(row.machineId);
            object.insert(QStringLiteral("machine"), machine ? machine->name : QString());
            if (isWholeRow)
                object.insert(QStringLiteral("price"), priceText(row));
            object.insert(QStringLiteral("slots"), row.gpus.join(QLatin1Char(' ')));
            object.insert(QStringLiteral("from"), dayText(row.startsAt));
            object.insert(QStringLiteral("until"), dayText(row.endsAt));
            shown << object;
        }
        const QString columns =
            isWholeRow ? QStringLiteral("id machine customer kind slots from until price channel")
                       : QStringLiteral("id machine kind slots from until");
        session.rows(shown, columns.split(QLatin1Char(' ')));
        session.end();
    });
}

/// What the options say; nothing where one is wrong, and then the command has ended.
std::optional<QJsonObject> bodyOf(Session& session)
{
    QJsonObject body;
    for (const auto& [option, field] :
         {std::pair{"kind", "kind"}, std::pair{"customer", "customer"},
          std::pair{"currency", "currency"}, std::pair{"per", "unit"},
          std::pair{"channel", "channel"}, std::pair{"note", "note"}}) {
        if (session.has(option))
            body.insert(QLatin1String(field), session.option(option));
    }
    for (const auto& [option, field] :
         {std::pair{"from", "starts_at"}, std::pair{"until", "ends_at"}}) {
        if (!session.has(option))
            continue;
        const QString text = session.option(option);
        const bool isOpen =
            text == QLatin1String("open") && QLatin1String(option) == QLatin1String("until");
        const auto time = isOpen ? std::optional<Instant>(Instant()) : timeOf(text);
        if (!time) {
            session.usage(QStringLiteral("--%1 takes a day as 2026-03-31, or a moment with its "
                                         "offset as 2026-03-31T12:00:00Z")
                              .arg(QLatin1String(option)));
            return std::nullopt;
        }
        body.insert(QLatin1String(field), time->ms);
    }
    if (session.has("price")) {
        const auto micro = microFromText(session.option("price"));
        if (!micro) {
            session.usage(QStringLiteral("--price takes an amount as 2.49"));
            return std::nullopt;
        }
        body.insert(QStringLiteral("amount_micro"), *micro);
    }
    if (session.has("gpus"))
        body.insert(QStringLiteral("gpus"), QJsonArray::fromStringList(session.option("gpus").split(
                                                QLatin1Char(','), Qt::SkipEmptyParts)));
    return body;
}

void showRow(Session& session, QFuture<Result<QJsonObject>> answer)
{
    session.expect(std::move(answer), [&session](const QJsonObject& row) {
        session.row(row);
        session.end();
    });
}

void add(Session& session)
{
    auto said = bodyOf(session);
    if (!said)
        return;
    if (session.arguments().size() > 1)
        said->insert(QStringLiteral("customer"), session.arguments().at(1));
    if (!said->contains(QStringLiteral("starts_at")))
        said->insert(QStringLiteral("starts_at"), SystemClock().now().ms);
    withBooks(session, {}, [&session, body = *said](const Books& books) mutable {
        const QString name = session.arguments().first();
        const Machine* machine = books.machineNamed(name);
        if (machine == nullptr)
            return failNoMachine(session, name);
        body.insert(QStringLiteral("machine_id"), machine->id.text());
        showRow(session, session.site()->post(QStringLiteral("/allocations"), body));
    });
}

/// A rental by its id, or by the machine that it holds now where it holds it alone.
void withRental(Session& session, const std::function<void(const Allocation&)>& then)
{
    withBooks(session, {}, [&session, then](const Books& books) {
        const QString name = session.arguments().first();
        const Machine* machine = books.machineNamed(name);
        std::vector<const Allocation*> found;
        for (const Allocation& row : books.rentals) {
            const bool isThere = machine != nullptr && row.machineId == machine->id;
            if (row.id.text() == name || (isThere && holds(row, SystemClock().now())))
                found.push_back(&row);
        }
        if (found.empty() && machine == nullptr)
            return failNoMachine(session, name);
        if (found.empty())
            return session.fail(makeError("not-found", name));
        if (found.size() > 1)
            return session.usage(
                QStringLiteral("Several rentals hold %1 now. Name one by its id: rentals list")
                    .arg(name));
        then(*found.front());
    });
}

void change(Session& session)
{
    const auto said = bodyOf(session);
    if (!said)
        return;
    withRental(session, [&session, said](const Allocation& row) {
        showRow(session, session.site()->patch(pathOf(row), *said, row.revision));
    });
}

void end(Session& session)
{
    const auto said = bodyOf(session);
    if (!said)
        return;
    const qint64 at = said->value(QStringLiteral("ends_at")).toInteger(SystemClock().now().ms);
    if (at == 0)
        return session.fail(makeError(
            "bad-option", QVariantMap{{QStringLiteral("option"), QStringLiteral("--until")}}));
    withRental(session, [&session, at](const Allocation& row) {
        showRow(session, session.site()->patch(pathOf(row), {{QStringLiteral("ends_at"), at}},
                                               row.revision));
    });
}

void remove(Session& session)
{
    withRental(session, [&session](const Allocation& row) {
        session.expect(session.site()->remove(pathOf(row)),
                       [&session](const QJsonObject&) { session.end(); });
    });
}

/// Shows the time zone whose months are billed, or sets it.
void timeZone(Session& session)
{
    session.fetchAll(QStringLiteral("/site-settings"), {}, [&session](const QJsonArray& items) {
        const auto rows = rowsOf<SiteSettings>(items);
        if (session.arguments().isEmpty()) {
            session.rows(items, {QStringLiteral("time_zone")});
            return session.end();
        }
        const QJsonObject body{{QStringLiteral("time_zone"), session.arguments().first()}};
        const QString settings = QStringLiteral("/site-settings");
        showRow(session, rows.empty() ? session.site()->post(settings, body)
                                      : session.site()->patch(settings + QLatin1Char('/') +
                                                                  rows.front().id.text(),
                                                              body, rows.front().revision));
    });
}

} // namespace

void addRentalCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("rentals list"), QStringLiteral("[FIELD=VALUE]..."),
                        QStringLiteral("List who holds machines, until when and at which price"),
                        list});
    commands.push_back({QStringLiteral("rentals add"), QStringLiteral("MACHINE [CUSTOMER]"),
                        QStringLiteral("Rent out a machine or some of its GPUs, or keep it with "
                                       "--kind: --price, --currency, --per, --from, --until"),
                        add, 1});
    commands.push_back({QStringLiteral("rentals change"), QStringLiteral("RENTAL"),
                        QStringLiteral("Change what the options say of it"), change, 1});
    commands.push_back({QStringLiteral("rentals end"), QStringLiteral("RENTAL"),
                        QStringLiteral("End it now, or at --until"), end, 1});
    commands.push_back({QStringLiteral("rentals remove"), QStringLiteral("RENTAL"),
                        QStringLiteral("Take it out of the books as if it had never been"), remove,
                        1});
    commands.push_back({QStringLiteral("time-zone"), QStringLiteral("[ZONE]"),
                        QStringLiteral("Show or set the time zone whose months are billed"),
                        timeZone});
}

} // namespace rackhouse::ctl
