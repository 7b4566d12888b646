#pragma once

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"
#include "models/store/replica.h"

#include <QJsonArray>

namespace rackhouse
{

/// Answers changesets as a site does, and lets what they change arrive in the replica.
class DemoBooks
{
public:
    DemoBooks(Replica& replica, const Clock& clock, QString site)
        : m_replica(replica), m_clock(clock), m_site(std::move(site))
    {
    }

    Result<QJsonObject> answer(const QJsonObject& body)
    {
        std::vector<Change> changes;
        QJsonArray items;
        bool good = true;
        for (const QJsonValue& item : body.value(QStringLiteral("items")).toArray()) {
            const QString kind = item[QStringLiteral("kind")].toString();
            const auto row = kind == QStringLiteral("machine") ? edit<Machine>(item, changes)
                             : kind == QStringLiteral("asset") ? edit<Asset>(item, changes)
                             : kind == QStringLiteral("cable") ? edit<Cable>(item, changes)
                             : kind == QStringLiteral("allocation")
                                 ? edit<Allocation>(item, changes)
                                 : edit<Rack>(item, changes);
            good = good && row;
            if (row)
                items << QJsonObject{{QStringLiteral("row"), *row}};
            else
                items << QJsonObject{{QStringLiteral("problem"),
                                      QJsonObject{{QStringLiteral("code"), row.error().code}}}};
        }
        if (good && !m_replica.applyChanges(m_site, changes, m_at))
            return fail("store-failed");
        return QJsonObject{{QStringLiteral("applied"), good}, {QStringLiteral("items"), items}};
    }

    /// A change that somebody else makes.
    template <class T>
    void put(T row)
    {
        ++row.revision;
        const Change change{++m_at,        m_clock.now(), T::record().kindText(),
                            row.id.text(), false,         toJson(row)};
        (void)m_replica.applyChanges(m_site, {change}, m_at);
    }
    template <class T>
    T byName(const QString& name)
    {
        const auto rows = m_replica.list<T>(m_site, {.equals = {{QStringLiteral("name"), name}}});
        return rows && !rows->empty() ? rows->front() : T();
    }

private:
    template <class T>
    Result<QJsonObject> edit(const QJsonValue& item, std::vector<Change>& changes)
    {
        const QString id = item[QStringLiteral("id")].toString();
        const QString op = item[QStringLiteral("op")].toString();
        const auto rows = m_replica.list<T>(m_site, {.equals = {{QStringLiteral("id"), id}}});
        T row;
        if (op != QStringLiteral("create")) {
            if (!rows || rows->empty())
                return fail("not-found");
            row = rows->front();
            if (row.revision != item[QStringLiteral("revision")].toInteger())
                return fail("conflict");
            ++row.revision;
        }
        row.id = decltype(row.id)(id);
        if (auto set = recordFromJson(T::record(), &row, item[QStringLiteral("fields")].toObject());
            !set)
            return fail(set.error());
        const bool removed = op == QStringLiteral("remove");
        changes.push_back({++m_at, m_clock.now(), T::record().kindText(), id, removed,
                           removed ? QJsonObject() : toJson(row)});
        return removed ? QJsonObject() : toJson(row);
    }

    Replica& m_replica;
    const Clock& m_clock;
    QString m_site;
    qint64 m_at = 1'000'000;
};

} // namespace rackhouse
