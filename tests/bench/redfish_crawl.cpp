#include "app/redfish/bmcclient.h"
#include "models/base/json.h"
#include "tests/bench/benches.h"
#include "tests/support/labfixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSet>

// Reads every resource reachable by links, on all BMCs of the lab at once, four at a time from
// each. sushy does the same through its connector with as many threads. Both must read as many
// resources.

namespace rackhouse::bench
{

namespace
{

using namespace redfish;

constexpr int kBmcs = 8; // as many as sushy reads in bearable time
constexpr int kPeerMs = 300'000;
constexpr int kWorkers = 4;

void collectLinks(const QJsonValue& value, QStringList& links)
{
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray())
            collectLinks(item, links);
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool link = it.key() == u"@odata.id" || it.key() == u"Members@odata.nextLink";
        if (link && it.value().isString())
            links << it.value().toString().section(u'#', 0, 0);
        else
            collectLinks(it.value(), links);
    }
}

struct Crawl {
    Crawl(const BmcAddress& address, const BmcLogin& login) : client(address, login, {}) {}

    BmcClient client;
    QSet<QString> seen;
    QStringList level;
    QStringList next;
    qint64 read = 0;
};

void take(Crawl& crawl, const QJsonObject& json)
{
    ++crawl.read;
    QStringList links;
    collectLinks(json, links);
    for (const QString& link : links) {
        const QString key = link.endsWith(u'/') ? link.chopped(1) : link;
        if (!link.startsWith(u"/redfish/v1/") || crawl.seen.contains(key))
            continue;
        crawl.seen.insert(key);
        crawl.next << link;
    }
}

QCoro::Task<void> work(std::shared_ptr<Crawl> crawl)
{
    while (!crawl->level.isEmpty()) {
        const QString path = crawl->level.takeLast();
        const auto json = co_await crawl->client.get(path);
        if (json)
            take(*crawl, *json);
    }
}

QCoro::Task<void> crawlOne(std::shared_ptr<Crawl> crawl)
{
    crawl->seen.insert(QStringLiteral("/redfish/v1"));
    crawl->next << QStringLiteral("/redfish/v1");
    while (!crawl->next.isEmpty()) {
        crawl->level.swap(crawl->next);
        std::vector<QCoro::Task<void>> workers;
        for (int i = 0; i < kWorkers; ++i)
            workers.push_back(work(crawl));
        for (QCoro::Task<void>& worker : workers)
            co_await worker;
    }
    co_await crawl->client.close();
}

QCoro::Task<qint64> crawlAll(std::vector<LabBmc> bmcs)
{
    std::vector<std::shared_ptr<Crawl>> crawls;
    std::vector<QCoro::Task<void>> tasks;
    for (const LabBmc& bmc : bmcs) {
        const BmcLogin login{bmc.username, Redacted<QString>(bmc.password)};
        crawls.push_back(std::make_shared<Crawl>(BmcAddress{bmc.address, bmc.port}, login));
    }
    for (const auto& crawl : crawls)
        tasks.push_back(crawlOne(crawl));
    qint64 total = 0;
    for (size_t i = 0; i < tasks.size(); ++i) {
        co_await tasks[i];
        total += crawls[i]->read;
    }
    co_return total;
}

Result<QJsonObject> crawlWithSushy(const std::vector<LabBmc>& bmcs)
{
    QFile script(QStringLiteral(RACKHOUSE_BENCH_DIR "/redfish_crawl.py"));
    if (!script.open(QIODevice::ReadOnly))
        return fail("bench-skipped", QStringLiteral("redfish_crawl.py is missing"));
    QStringList arguments{QStringLiteral("-c"), QString::fromUtf8(script.readAll()),
                          bmcs.front().username, bmcs.front().password, QString::number(kWorkers)};
    for (const LabBmc& bmc : bmcs)
        arguments << QStringLiteral("%1:%2").arg(bmc.address).arg(bmc.port);
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), arguments);
    if (!python.waitForFinished(kPeerMs) || python.exitCode() != 0)
        return fail("bench-skipped",
                    QStringLiteral("python3-sushy: ") +
                        QString::fromUtf8(python.readAllStandardError()).right(300));
    return parseObject(python.readAllStandardOutput());
}

} // namespace

Result<void> redfishCrawl(const Print& print)
{
    LabFixture::Options options;
    options.paper = kBmcs;
    options.personality = QStringLiteral("dgx-h100");
    const auto lab = LabFixture::start(options);
    if (!lab)
        return fail(lab.error());
    const std::vector<LabBmc> bmcs = (*lab)->bmcs();
    QElapsedTimer timer;
    timer.start();
    const qint64 read = QCoro::waitFor(crawlAll(bmcs));
    const double rate = double(read) * 1000.0 / double(std::max<qint64>(1, timer.elapsed()));
    const auto peer = crawlWithSushy(bmcs);
    if (!peer)
        return fail(peer.error());
    const qint64 peerRead = integerOr(*peer, QStringLiteral("resources"));
    if (read != peerRead)
        return fail("internal", QStringLiteral("read %1 resources, the peer %2: nothing to compare")
                                    .arg(read)
                                    .arg(peerRead));
    Measure measure = higherIsBetter(QStringLiteral("redfish.crawl"), rate,
                                     QStringLiteral("resources/s"), QStringLiteral("python3-sushy"),
                                     double(peerRead) / peer->value(u"seconds").toDouble(1));
    measure.more = {{QStringLiteral("bmcs"), kBmcs},
                    {QStringLiteral("readers_a_bmc"), kWorkers},
                    {QStringLiteral("resources"), read}};
    print(measure);
    return {};
}

} // namespace rackhouse::bench
