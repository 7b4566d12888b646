#include "widgets/common/records.h"

#include "models/base/naturalorder.h"
#include "models/domain/asset.h"
#include "models/domain/registry.h"

#include <algorithm>

namespace rackhouse
{

std::vector<Tally> Rows::tally(const RecordInfo& info, const QString& filter,
                               const QString& groupBy, const QString& sumOf)
{
    auto compiled = query::Filter::compile(filter, info);
    if (!compiled)
        return {};
    return m_reader
        .tally({.info = &info, .siteKey = m_site, .filter = *std::move(compiled)}, groupBy, sumOf)
        .value_or(std::vector<Tally>());
}

std::vector<std::pair<QString, QString>> Rows::sites()
{
    std::vector<std::pair<QString, QString>> sites;
    for (const ReplicaSite& known : m_reader.sites().value_or(std::vector<ReplicaSite>())) {
        if (!m_site.isEmpty() && known.siteKey != m_site)
            continue;
        const auto named = of(known.siteKey).list<Site>({.limit = 1});
        sites.emplace_back(known.siteKey, named.empty() ? known.siteKey : named.front().name);
    }
    std::stable_sort(sites.begin(), sites.end(),
                     [](const auto& a, const auto& b) { return comesBefore(a.second, b.second); });
    return sites;
}

bool Rows::seesConfidential()
{
    const auto sites = m_reader.sites().value_or(std::vector<ReplicaSite>());
    return std::none_of(sites.begin(), sites.end(),
                        [this](const ReplicaSite& known) {
                            return m_site.isEmpty() || known.siteKey == m_site;
                        }) ||
           std::any_of(sites.begin(), sites.end(), [this](const ReplicaSite& known) {
               return (m_site.isEmpty() || known.siteKey == m_site) && known.role != Role::Viewer;
           });
}

Records::Records(Replica& replica, QObject* parent) : QObject(parent), m_replica(replica)
{
    // One worker keeps the answers in the order of the questions.
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
    m_collect.setSingleShot(true);
    m_collect.setInterval(100);
    connect(&m_collect, &QTimer::timeout, this,
            [this] { emit changed(std::exchange(m_kinds, {})); });
    connect(&replica, &Replica::rowsChanged, this,
            [this](const QString& site, const QString& kind) { note(site, kind); });
}

Records::~Records()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void Records::setSite(const QString& siteKey)
{
    if (siteKey == m_site)
        return;
    m_site = siteKey;
    emit siteChanged();
    QSet<QString> all;
    for (const RecordInfo* info : feedRecords())
        all.insert(info->kindText());
    emit changed(all);
}

void Records::write(QObject* guard, std::function<Result<void>(Replica&)> work,
                    std::function<void(const Result<void>&)> done)
{
    const QPointer<QObject> guarded(guard);
    ++m_pending;
    m_pool.start([this, guarded, work = std::move(work), done = std::move(done)]() mutable {
        const Result<void> result = work(m_replica);
        QMetaObject::invokeMethod(
            this,
            [this, guarded, done = std::move(done), result] {
                if (guarded)
                    done(result);
                if (--m_pending == 0)
                    emit settled();
            },
            Qt::QueuedConnection);
    });
}

void Records::note(const QString& site, const QString& kind)
{
    if (!m_site.isEmpty() && site != m_site)
        return;
    m_kinds.insert(kind);
    if (!m_collect.isActive())
        m_collect.start();
}

} // namespace rackhouse
