#include "models/store/replica.h"

#include "models/domain/registry.h"
#include "models/store/migrations.h"
#include "models/store/replicasql.h"

#include <QFile>
#include <QMap>

namespace rackhouse
{

namespace
{

/// Makes a record's table again where this program describes it differently. Returns whether it
/// did.
Result<bool> renewTable(Database& database, const RecordInfo& info)
{
    const QString wanted =
        (QStringList(replicaTableSql(info)) << replicaIndexSql(info)).join(QStringLiteral(";\n"));
    const QString kind = info.kindText();
    const auto query =
        database.run(QStringLiteral("SELECT sql FROM replica_schema WHERE kind = ?"), {kind});
    if (!query)
        return fail(query.error());
    const bool same = (*query)->next() && (*query)->value(0).toString() == wanted;
    (*query)->finish();
    if (same)
        return false;
    const QStringList script{QStringLiteral("DROP TABLE IF EXISTS %1").arg(kind), wanted, {}};
    if (auto made = database.runScript(script.join(QStringLiteral(";\n"))); !made)
        return fail(made.error());
    if (auto noted = database.change(
            QStringLiteral("INSERT OR REPLACE INTO replica_schema (kind, sql) VALUES (?, ?)"),
            {kind, wanted});
        !noted)
        return fail(noted.error());
    return true;
}

Result<void> renewTables(Database& database)
{
    bool changed = false;
    for (const RecordInfo* info : feedRecords()) {
        const auto renewed = renewTable(database, *info);
        if (!renewed)
            return fail(renewed.error());
        changed = changed || *renewed;
    }
    return changed ? database.change(QStringLiteral("UPDATE replica_site SET seq = 0"))
                   : Result<void>();
}

/// The values of an upsert. A member that the site does not send has the value of an empty text or
/// 0, as in a new record.
QVariantList valuesOf(const RecordInfo& info, const QString& siteKey, const QJsonObject& body)
{
    QVariantList values{siteKey};
    for (const FieldInfo* field : replicaFields(info)) {
        const QJsonValue value = body.value(field->nameText());
        switch (field->type) {
        case FieldType::Id:
            values << (value.toString().isEmpty() ? QVariant() : QVariant(value.toString()));
            break;
        case FieldType::Integer:
        case FieldType::Time:
            values << value.toInteger();
            break;
        case FieldType::Bool:
            values << (value.toBool() ? 1 : 0);
            break;
        case FieldType::Real:
            values << value.toDouble();
            break;
        case FieldType::Bytes:
            values << QByteArray::fromBase64(value.toString().toLatin1());
            break;
        case FieldType::Json:
            values << QString::fromUtf8(
                (value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
                    .toJson(QJsonDocument::Compact));
            break;
        case FieldType::Text:
        case FieldType::Enum:
            values << QVariant(value.toString(QStringLiteral("")));
            break;
        }
    }
    return values;
}

Result<void> enter(Database& database, const RecordInfo& info, const QString& siteKey,
                   const Change& change)
{
    if (change.removed)
        return database.change(
            QStringLiteral("DELETE FROM %1 WHERE site_key = ? AND id = ?").arg(info.kindText()),
            {siteKey, change.rowId});
    QJsonObject body = change.body;
    body.insert(QStringLiteral("id"), change.rowId);
    return database.change(replicaUpsertSql(info), valuesOf(info, siteKey, body));
}

} // namespace

Replica::Replica(QString path, const Clock& clock)
    : m_path(std::move(path)), m_clock(clock), m_connections(m_path, Database::Mode::ReadWrite)
{
}

Replica::~Replica() = default;

Result<std::unique_ptr<Replica>> Replica::open(const QString& path, const Clock& clock)
{
    std::unique_ptr<Replica> replica(new Replica(path, clock));
    const auto database = replica->m_connections.get();
    if (!database)
        return fail(database.error());
    if (auto migrated = migrate(**database, kReplicaMigrations); !migrated)
        return fail(migrated.error());
    if (auto renewed = replica->transact(renewTables); !renewed)
        return fail(renewed.error());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return replica;
}

Result<void> Replica::applyChanges(const QString& siteKey, const std::vector<Change>& changes,
                                   qint64 seq)
{
    QMap<QString, QStringList> touched;
    const auto done = transact([&](Database& database) -> Result<void> {
        for (const Change& change : changes) {
            const RecordInfo* info = recordOfKind(change.kind);
            if (!info || info->feedRole == Role::Nobody)
                continue;
            if (auto entered = enter(database, *info, siteKey, change); !entered)
                return entered;
            touched[change.kind] << change.rowId;
        }
        return database.change(
            QStringLiteral("INSERT INTO replica_site (site_key, seq, synced_at) VALUES (?, ?, ?) "
                           "ON CONFLICT(site_key) DO UPDATE SET seq = excluded.seq, synced_at = "
                           "excluded.synced_at"),
            {siteKey, seq, m_clock.now().ms});
    });
    if (!done)
        return done;
    for (auto kind = touched.constBegin(); kind != touched.constEnd(); ++kind)
        emit rowsChanged(siteKey, kind.key(), kind.value());
    emit siteSynchronised(siteKey, seq);
    return {};
}

Result<void> Replica::clearSite(const QString& siteKey)
{
    const auto done = transact([&siteKey](Database& database) -> Result<void> {
        for (const RecordInfo* info : feedRecords()) {
            if (auto cleared = database.change(
                    QStringLiteral("DELETE FROM %1 WHERE site_key = ?").arg(info->kindText()),
                    {siteKey});
                !cleared)
                return cleared;
        }
        return database.change(QStringLiteral("DELETE FROM replica_site WHERE site_key = ?"),
                               {siteKey});
    });
    if (!done)
        return done;
    for (const RecordInfo* info : feedRecords())
        emit rowsChanged(siteKey, info->kindText(), {});
    emit siteSynchronised(siteKey, 0);
    return {};
}

Result<ReplicaSite> Replica::site(const QString& siteKey) const
{
    const auto all = sites();
    if (!all)
        return fail(all.error());
    for (const ReplicaSite& site : *all) {
        if (site.siteKey == siteKey)
            return site;
    }
    return ReplicaSite{siteKey, 0, {}};
}

Result<std::vector<ReplicaSite>> Replica::sites() const
{
    return read<std::vector<ReplicaSite>>([](ReplicaReader& reader) { return reader.sites(); });
}

Result<void> Replica::readOn(const std::function<void(ReplicaReader&)>& work) const
{
    const auto database = m_connections.get();
    if (!database)
        return fail(database.error());
    if (auto begun = (*database)->change(QStringLiteral("BEGIN")); !begun)
        return begun;
    ReplicaReader reader(**database, m_clock.now());
    work(reader);
    return (*database)->change(QStringLiteral("COMMIT"));
}

Result<void> Replica::transact(const std::function<Result<void>(Database&)>& work) const
{
    const auto database = m_connections.get();
    if (!database)
        return fail(database.error());
    if (auto begun = (*database)->change(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    Result<void> done = work(**database);
    if (done)
        done = (*database)->change(QStringLiteral("COMMIT"));
    if (!done)
        (void)(*database)->change(QStringLiteral("ROLLBACK"));
    return done;
}

} // namespace rackhouse
