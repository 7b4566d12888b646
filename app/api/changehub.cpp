#include "app/api/changehub.h"

#include "app/api/authenticator.h"

#include <QJsonArray>
#include <QTimer>

#include <map>

namespace rackhouse::api
{

namespace
{

QJsonObject changeJson(const Change& change)
{
    return {{QStringLiteral("seq"), change.seq},         {QStringLiteral("at"), change.at.ms},
            {QStringLiteral("kind"), change.kind},       {QStringLiteral("id"), change.rowId},
            {QStringLiteral("removed"), change.removed}, {QStringLiteral("row"), change.body}};
}

/// What the feed says to one question.
struct Page {
    std::vector<Change> changes;
    qint64 next = 0;
    qint64 last = 0; ///< of the feed
    bool more = false;
};

Result<Page> readPage(Store& store, const ChangeHub::Question& question)
{
    return store.read<Page>([&](Reader& reader) -> Result<Page> {
        if (!question.credential.isEmpty()) { // it may have been revoked while the poll waited
            const auto asker = reader.get<Credential>(question.credential);
            if (!asker)
                return fail(asker.error());
            if (auto good = checkCredential(*asker, store.clock().now()); !good)
                return fail(good.error());
        }
        const auto last = reader.lastChange();
        if (!last)
            return fail(last.error());
        const auto floor = reader.feedFloor();
        if (!floor)
            return fail(floor.error());
        const bool forgotten =
            question.since > 0 && std::max(question.since, question.start) < *floor;
        if (question.since > *last || forgotten)
            return fail("feed-reset");
        auto changes = reader.changesSince(question.since, question.role, question.limit);
        if (!changes)
            return fail(changes.error());
        Page page{*std::move(changes), *last, *last, false};
        page.more = static_cast<int>(page.changes.size()) >= question.limit;
        if (page.more)
            page.next = page.changes.back().seq;
        return page;
    });
}

http::Response pageResponse(const Page& page, Role role)
{
    QJsonArray changes;
    for (const Change& change : page.changes)
        changes << changeJson(change);
    return jsonResponse({{QStringLiteral("changes"), changes},
                         {QStringLiteral("next"), page.next},
                         {QStringLiteral("last"), page.last},
                         {QStringLiteral("more"), page.more},
                         {QStringLiteral("role"), enumText(role)}});
}

} // namespace

class ChangeHub::Worker : public QObject
{
public:
    explicit Worker(Store& store) : m_store(store) {}

    void add(const Question& question, Respond respond)
    {
        if (tryAnswer(question, respond, m_stopped || question.waitMs <= 0))
            return;
        const quint64 number = ++m_number;
        m_waiting.emplace(number, Waiting{question, std::move(respond)});
        QTimer::singleShot(question.waitMs, this, [this, number] {
            const auto found = m_waiting.find(number);
            if (found == m_waiting.end())
                return;
            tryAnswer(found->second.question, found->second.respond, true);
            m_waiting.erase(found);
        });
    }

    void answerAll(bool force)
    {
        m_stopped = m_stopped || force;
        for (auto it = m_waiting.begin(); it != m_waiting.end();) {
            if (tryAnswer(it->second.question, it->second.respond, force))
                it = m_waiting.erase(it);
            else
                ++it;
        }
    }

private:
    struct Waiting {
        Question question;
        Respond respond;
    };

    bool tryAnswer(const Question& question, const Respond& respond, bool evenIfEmpty)
    {
        const auto page = readPage(m_store, question);
        if (!page) {
            respond(fail(page.error()));
            return true;
        }
        if (page->changes.empty() && !evenIfEmpty)
            return false;
        respond(pageResponse(*page, question.role));
        return true;
    }

    Store& m_store;
    std::map<quint64, Waiting> m_waiting;
    quint64 m_number = 0;
    bool m_stopped = false;
};

ChangeHub::ChangeHub(Store& store) : m_worker(new Worker(store))
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    QObject::connect(&store, &Store::changed, m_worker, [this] { m_worker->answerAll(false); });
    m_thread.setObjectName(QStringLiteral("changes"));
    m_thread.start();
}

ChangeHub::~ChangeHub()
{
    m_thread.quit();
    m_thread.wait();
}

void ChangeHub::ask(const Question& question, Respond respond)
{
    QMetaObject::invokeMethod(m_worker, [this, question, respond = std::move(respond)]() mutable {
        m_worker->add(question, std::move(respond));
    });
}

void ChangeHub::stop()
{
    QMetaObject::invokeMethod(m_worker, [this] { m_worker->answerAll(true); });
}

} // namespace rackhouse::api
