#include "app/agent/session.h"

#include "app/agent/httpclient.h"

#include <algorithm>

namespace rackhouse::agent
{
namespace
{
constexpr std::chrono::seconds requestLimit{15};

Json answerOf(const Outcome<Json>& outcome)
{
    if (outcome)
        return {{"ok", true}, {"result", *outcome}};
    const Failure& failure = outcome.error();
    return {
        {"ok", false},
        {"error", {{"code", failure.code}, {"args", failure.args}, {"detail", failure.detail}}},
    };
}

Json progressBody(const Progress& progress, const std::vector<LogLine>& lines)
{
    Json logs = Json::array();
    for (const LogLine& line : lines)
        logs.push_back({{"at_ms", line.atMs}, {"level", line.level}, {"text", line.text}});
    return {{"phase", progress.phase}, {"done", progress.done}, {"total", progress.total},
            {"unit", progress.unit},   {"rate", progress.rate}, {"logs", logs}};
}
} // namespace

Session::Session(Setup setup, Journal& journal)
    : m_setup(std::move(setup)), m_journal(journal), m_book(m_setup.bookPath)
{
}

Session::~Session()
{
    stop();
    if (m_work && m_work->thread.joinable())
        m_work->thread.join();
}

void Session::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    if (m_work)
        m_work->context->cancel();
    m_wake.notify_all();
}

bool Session::pause(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, time, [this] { return m_stopping; });
}

std::shared_ptr<Session::Work> Session::current()
{
    const std::lock_guard lock(m_mutex);
    return m_work;
}

void Session::run()
{
    HttpClient client(m_setup.appliance, m_setup.token);
    registerAgain(client);
    std::thread poller([this] { pollLoop(); });
    reportLoop();
    poller.join();
}

bool Session::registerOnce(HttpClient& client)
{
    if (auto connected = client.connect(); !connected) {
        m_journal.warning("the appliance does not answer: " + connected.error().detail);
        return false;
    }
    Json hello = m_setup.hello;
    hello["token"] = m_setup.token;
    hello["boot_mac"] = m_setup.bootMac ? m_setup.bootMac(client.localAddress()) : std::string();
    const auto reply = client.post("/agent/v1/register", hello, requestLimit);
    if (reply && reply->status == 200)
        return true;
    m_journal.warning("the appliance does not register this machine yet: " +
                      (reply ? "HTTP " + std::to_string(reply->status) : reply.error().detail));
    return false;
}

void Session::registerAgain(HttpClient& client)
{
    auto backoff = m_setup.times.firstBackoff;
    while (!registerOnce(client)) {
        if (!pause(backoff))
            return;
        backoff = std::min(backoff * 2, m_setup.times.lastBackoff);
    }
    m_journal.info("registered at " + m_setup.appliance.authority());
}

void Session::pollLoop()
{
    HttpClient client(m_setup.appliance, m_setup.token);
    const std::string path = "/agent/v1/task?wait=" + std::to_string(m_setup.times.pollSeconds);
    const auto limit = std::chrono::seconds(m_setup.times.pollSeconds) + requestLimit;
    auto backoff = m_setup.times.firstBackoff;
    while (pause({})) {
        const auto reply = client.get(path, limit);
        if (reply && reply->status == 204) {
            backoff = m_setup.times.firstBackoff;
        } else if (reply && reply->status == 200) {
            backoff = m_setup.times.firstBackoff;
            take(Json::parse(reply->body, nullptr, false));
        } else if (reply && reply->status == 401) {
            m_journal.warning("the appliance does not know this boot; registering again");
            if (pause(m_setup.times.refusedBackoff))
                registerAgain(client);
        } else {
            if (!pause(backoff))
                return;
            backoff = std::min(backoff * 2, m_setup.times.lastBackoff);
        }
    }
}

void Session::take(const Json& task)
{
    const auto id = textField(task, "id");
    const auto kind = textField(task, "kind");
    if (!id || !kind) {
        m_journal.error("the appliance sent a task without id or kind");
        pause(m_setup.times.repollKnown);
        return;
    }
    const Json params = task.value("params", Json::object());
    std::unique_lock lock(m_mutex);
    if (m_stopping)
        return;
    if (m_work || !m_book.begin(*id, *kind)) {
        if (!m_work && m_book.answer(*id))
            m_unsent = *id;
        m_wake.notify_all();
        lock.unlock();
        pause(m_setup.times.repollKnown);
        return;
    }
    m_journal.info("task " + *id + ": " + *kind);
    auto work = std::make_shared<Work>();
    work->id = *id;
    work->context = std::make_unique<TaskContext>(m_journal);
    work->thread = std::thread([this, work = work.get(), kind = *kind, params] {
        Outcome<Json> outcome;
        try {
            outcome = m_setup.runner(kind, params, *work->context);
        } catch (const std::exception& error) {
            outcome = fault("agent-failed", error.what());
        }
        m_book.finish(work->id, answerOf(outcome));
        if (outcome)
            m_journal.info("task " + work->id + " is done");
        else
            m_journal.error("task " + work->id + " failed: " + outcome.error().code + " " +
                            outcome.error().detail);
        const std::lock_guard guard(m_mutex);
        work->ended = true;
        m_wake.notify_all();
    });
    m_work = work;
    m_wake.notify_all();
}

void Session::reportLoop()
{
    HttpClient client(m_setup.appliance, m_setup.token);
    for (;;) {
        std::string unsent;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || m_work || !m_unsent.empty(); });
            if (m_stopping)
                return;
            std::swap(unsent, m_unsent);
        }
        if (!unsent.empty())
            sendResult(client, unsent);
        const auto work = current();
        if (!work)
            continue;
        while (!work->ended && pause({})) {
            reportProgress(client, *work);
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, m_setup.times.progressEvery,
                            [&] { return m_stopping || work->ended; });
        }
        work->thread.join();
        reportProgress(client, *work);
        sendResult(client, work->id);
        const std::lock_guard lock(m_mutex);
        m_work.reset();
    }
}

void Session::reportProgress(HttpClient& client, Work& work)
{
    const auto lines = m_journal.take();
    const auto reply = client.post("/agent/v1/tasks/" + work.id + "/progress",
                                   progressBody(work.context->progress(), lines), requestLimit);
    if (!reply || reply->status >= 500) {
        m_journal.putBack(lines);
        return;
    }
    const auto answer = Json::parse(reply->body, nullptr, false);
    const bool cancel = answer.is_object() && answer.value("cancel", Json(false)) == Json(true);
    // Whoever does not know this boot any more wants nothing written on its behalf.
    const bool disowned = reply->status == 401 || reply->status == 410;
    if ((cancel || disowned) && !work.context->cancelled()) {
        m_journal.warning("the appliance asks to stop");
        work.context->cancel();
    }
}

void Session::sendResult(HttpClient& client, const std::string& id)
{
    const auto answer = m_book.answer(id);
    auto backoff = m_setup.times.firstBackoff;
    while (answer) {
        const auto reply = client.post("/agent/v1/tasks/" + id + "/result", *answer, requestLimit);
        if (reply && (reply->status == 204 || reply->status == 200 || reply->status == 410))
            return;
        if (!pause(backoff))
            return;
        if (reply && reply->status == 401)
            registerAgain(client);
        backoff = std::min(backoff * 2, m_setup.times.lastBackoff);
    }
}

} // namespace rackhouse::agent
