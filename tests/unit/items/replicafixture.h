#pragma once

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/store/replica.h"

#include <QTemporaryDir>

namespace rackhouse
{

/// A replica in a temporary folder, filled as a site's feed would.
class ReplicaFixture
{
public:
    static inline const QString site = QStringLiteral("paris");

    ReplicaFixture()
    {
        auto opened = Replica::open(m_dir.filePath(QStringLiteral("replica.db")), clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        replica = *std::move(opened);
    }

    template <class T>
    static Change changeOf(const T& record)
    {
        return {0, {1}, T::record().kindText(), record.id.text(), false, toJson(record)};
    }
    template <class T>
    void put(const T& record)
    {
        apply({changeOf(record)});
    }
    template <class T>
    void remove(const T& record)
    {
        apply({{0, {1}, T::record().kindText(), record.id.text(), true, {}}});
    }
    void apply(const std::vector<Change>& changes, const QString& siteKey = site)
    {
        if (auto applied = replica->applyChanges(siteKey, changes, ++m_seq); !applied)
            qFatal("%s", qPrintable(applied.error().detail));
    }

    ManualClock clock{{1'800'000'000'000}};
    std::unique_ptr<Replica> replica;

private:
    QTemporaryDir m_dir;
    qint64 m_seq = 0;
};

inline Machine machineNamed(const QString& name)
{
    Machine machine;
    machine.id = MachineId::create();
    machine.name = name;
    return machine;
}

inline Rack rackNamed(const QString& name, const QString& hall = {})
{
    Rack rack;
    rack.id = RackId::create();
    rack.name = name;
    rack.hall = hall;
    return rack;
}

} // namespace rackhouse
