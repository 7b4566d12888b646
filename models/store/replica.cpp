#include "models/store/replica.h"

#include "models/domain/registry.h"
#include "models/store/migrations.h"
#include "models/store/replicaclearing.h"
#include "models/store/replicasql.h"

#include <QFile>

#include <map>

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

/// A field's value in a row of the feed. What the site does not send has the value of an empty text
/// or 0, as in a new record.
QVariant valueOf(const FieldInfo& field, const Change& change)
{
    if (field.has(Key))
        return change.rowId;
    const QJsonValue value = change.body.value(QLatin1String(field.name));
    switch (field.type) {
    case FieldType::Id:
        return value.toString().isEmpty() ? QVariant() : QVariant(value.toString());
    case FieldType::Integer:
    case FieldType::Time:
        return value.toInteger();
    case FieldType::Bool:
        return value.toBool() ? 1 : 0;
    case FieldType::Real:
        return value.toDouble();
    case FieldType::Bytes:
        return QByteArray::fromBase64(value.toString(QStringLiteral("")).toLatin1());
    case FieldType::Json:
        return QString::fromUtf8(
            (value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
                .toJson(QJsonDocument::Compact));
    case FieldType::Text:
    case FieldType::Enum:
        break;
    }
    return value.toString(QStringLiteral(""));
}

/// Enters changes of one kind of row, with the text of its statements made once.
class KindEntry
{
public:
    KindEntry(Database& database, const RecordInfo& info, const QString& siteKey)
        : m_database(database), m_siteKey(siteKey), m_update(replicaUpdate(info)),
          m_upsert(replicaUpsertSql(info)), m_fields(replicaFields(info)),
          m_remove(
              QStringLiteral("DELETE FROM %1 WHERE site_key = ? AND id = ?").arg(info.kindText()))
    {
    }

    Result<void> enter(const Change& change)
    {
        m_ids << change.rowId;
        if (change.removed) {
            m_moved = true;
            return m_database.change(m_remove, {m_siteKey, change.rowId});
        }
        if (!m_update.sql.isEmpty()) {
            if (auto updated = m_database.change(
                    m_update.sql, valuesOf(m_update.set, change)
                                      << m_siteKey << valuesOf(m_update.same, change));
                !updated || m_database.changedRows() > 0)
                return updated;
        }
        m_moved = true;
        return m_database.change(m_upsert, QVariantList{m_siteKey} << valuesOf(m_fields, change));
    }

    const QStringList& ids() const { return m_ids; }
    bool hasMoved() const { return m_moved; }

private:
    static QVariantList valuesOf(const std::vector<const FieldInfo*>& fields, const Change& change)
    {
        QVariantList values;
        values.reserve(static_cast<qsizetype>(fields.size()));
        for (const FieldInfo* field : fields)
            values << valueOf(*field, change);
        return values;
    }

    Database& m_database;
    const QString& m_siteKey;
    ReplicaUpdate m_update;
    QString m_upsert;
    std::vector<const FieldInfo*> m_fields;
    QString m_remove;
    QStringList m_ids;
    bool m_moved = false; ///< rows were added or removed, or point to other rows now
};

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
    const Clearing begun(*this, siteKey);
    if (!begun)
        return fail("copy-busy");
    // What is left of an earlier copy is not part of a new one.
    const auto known = hasSite(siteKey);
    if (!known)
        return fail(known.error());
    if (!*known) {
        if (auto cleared = clearRows(siteKey); !cleared)
            return cleared;
    }
    std::map<QString, KindEntry> kinds;
    const auto done = transact([&](Database& database) -> Result<void> {
        for (const Change& change : changes) {
            auto entry = kinds.find(change.kind);
            if (entry == kinds.end()) {
                const RecordInfo* info = recordOfKind(change.kind);
                if (!info || info->feedRole == Role::Nobody)
                    continue;
                entry = kinds.try_emplace(change.kind, database, *info, siteKey).first;
            }
            if (auto entered = entry->second.enter(change); !entered)
                return entered;
        }
        return database.change(
            QStringLiteral("INSERT INTO replica_site (site_key, seq, synced_at) VALUES (?, ?, ?) "
                           "ON CONFLICT(site_key) DO UPDATE SET seq = excluded.seq, synced_at = "
                           "excluded.synced_at"),
            {siteKey, seq, m_clock.now().ms});
    });
    if (!done)
        return done;
    for (const auto& [kind, entry] : kinds) {
        emit rowsChanged(siteKey, kind, entry.ids());
        if (entry.hasMoved())
            emit rowsMoved(siteKey, kind);
    }
    emit siteSynchronised(siteKey, seq);
    return {};
}

Result<void> Replica::noteRole(const QString& siteKey, Role role)
{
    return transact([&](Database& database) {
        return database.change(
            QStringLiteral("UPDATE replica_site SET role = ? WHERE site_key = ?"),
            {enumText(role), siteKey});
    });
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
