#include "app/agent/session.h"
#include "app/agent/tool.h"
#include "tests/unit/agent/tinyserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <deque>
#include <optional>

using namespace rackhouse::agent;
using namespace std::chrono_literals;

namespace
{
/// The appliance's side of the protocol, and what it saw.
class FakeAppliance
{
public:
    TinyServer::Answer answer(const TinyServer::Request& request)
    {
        const std::lock_guard lock(m_mutex);
        if (request.path == "/agent/v1/register") {
            ++registered;
            return {refuse-- > 0 ? 401 : 200, "{}"};
        }
        if (request.path.starts_with("/agent/v1/task?"))
            return task ? TinyServer::Answer{200, task->dump()} : TinyServer::Answer{204, {}};
        if (request.path.ends_with("/progress")) {
            ++progress;
            return {progressStatus, cancel ? R"({"cancel":true})" : R"({"cancel":false})"};
        }
        results.push_back(Json::parse(request.body));
        return {loseResults-- > 0 ? 500 : 204, {}};
    }
    template <class F>
    auto with(F function)
    {
        const std::lock_guard lock(m_mutex);
        return function(*this);
    }

    int refuse = 0;
    int loseResults = 0;
    bool cancel = false;
    int progressStatus = 200;
    int registered = 0;
    int progress = 0;
    std::optional<Json> task;
    std::vector<Json> results;

private:
    std::mutex m_mutex;
};

class Running
{
public:
    Running(FakeAppliance& appliance, TaskRunner runner, const std::string& book = {})
        : server([&appliance](const auto& request) { return appliance.answer(request); }),
          session({server.url(), "token", Json::object(), {}, std::move(runner), book, times()},
                  journal),
          thread([this] { session.run(); })
    {
    }
    ~Running()
    {
        session.stop();
        thread.join();
    }
    static SessionTimes times() { return {5ms, 20ms, 5ms, 10ms, 10ms, 0}; }

    Journal journal;
    TinyServer server;
    Session session;
    std::thread thread;
};
} // namespace

class TestAgentSession : public QObject
{
    Q_OBJECT
private slots:
    void runsATaskOnceAndSendsItsResultUntilTaken()
    {
        FakeAppliance appliance;
        appliance.refuse = 2;
        appliance.loseResults = 3;
        appliance.task = Json{{"id", "t1"}, {"kind", "echo"}, {"params", {{"a", 1}}}};
        std::atomic<int> runs = 0;
        Running agent(appliance, [&](const std::string& kind, const Json& params, TaskContext&) {
            ++runs;
            return Outcome<Json>(Json{{"kind", kind}, {"a", params["a"]}});
        });
        // Three are lost, the fourth is taken, and the task is handed out again: a fifth answer.
        QTRY_VERIFY(appliance.with([](auto& a) { return a.results.size() >= 5; }));
        QCOMPARE(runs.load(), 1);
        QCOMPARE(appliance.with([](auto& a) { return a.registered; }), 3);
        const Json result = appliance.with([](auto& a) { return a.results.back(); });
        QVERIFY(result["ok"] == true && result["result"]["a"] == 1);
    }

    void cancelReachesTheTask_data()
    {
        QTest::addColumn<bool>("cancel");
        QTest::addColumn<int>("status");
        QTest::newRow("asked for") << true << 200;
        QTest::newRow("the job has ended") << false << 410;
        QTest::newRow("the boot is not known any more") << false << 401;
    }
    void cancelReachesTheTask()
    {
        QFETCH(bool, cancel);
        QFETCH(int, status);
        FakeAppliance appliance;
        appliance.cancel = cancel;
        appliance.progressStatus = status;
        appliance.task = Json{{"id", "t2"}, {"kind", "wait"}, {"params", Json::object()}};
        Running agent(appliance, [](const std::string&, const Json&, TaskContext& task) {
            const auto slept =
                runTool({.words = {"sleep", "60"}, .limit = 60s, .cancel = &task.cancelFlag()});
            return slept ? Outcome<Json>(Json::object())
                         : Outcome<Json>(tl::unexpected(slept.error()));
        });
        QTRY_VERIFY(appliance.with([](auto& a) { return !a.results.empty(); }));
        const Json result = appliance.with([](auto& a) { return a.results.front(); });
        QVERIFY(result["ok"] == false);
        QCOMPARE(result["error"]["code"].get<std::string>(), std::string("cancelled"));
    }

    void anExceptionIsAFailure()
    {
        FakeAppliance appliance;
        appliance.task = Json{{"id", "t3"}, {"kind", "x"}};
        Running agent(appliance,
                      [](const std::string&, const Json&, TaskContext&) -> Outcome<Json> {
                          throw std::runtime_error("boom");
                      });
        QTRY_VERIFY(appliance.with([](auto& a) { return !a.results.empty(); }));
        QVERIFY(appliance.with([](auto& a) { return a.results[0]["error"]["code"]; }) ==
                "agent-failed");
    }

    void aRestartedAgentAnswersForTheTaskThatItWasDoing()
    {
        const QTemporaryDir dir;
        const std::string book = dir.filePath(QStringLiteral("book.json")).toStdString();
        QVERIFY(TaskBook(book).begin("t4", "write-image"));
        FakeAppliance appliance;
        appliance.task = Json{{"id", "t4"}, {"kind", "write-image"}};
        std::atomic<int> runs = 0;
        Running agent(
            appliance,
            [&](const std::string&, const Json&, TaskContext&) {
                ++runs;
                return Outcome<Json>(Json::object());
            },
            book);
        QTRY_VERIFY(appliance.with([](auto& a) { return !a.results.empty(); }));
        QCOMPARE(runs.load(), 0);
        QVERIFY(appliance.with([](auto& a) { return a.results[0]["error"]["code"]; }) ==
                "task-interrupted");
    }

    void toolsAreBound()
    {
        const auto late = runTool({.words = {"sleep", "30"}, .limit = 50ms});
        QVERIFY(!late && late.error().code == "tool-timed-out");
        const auto missing = runTool({.words = {"no-such-program-here"}});
        QVERIFY(!missing && missing.error().code == "tool-missing");
        const auto answer = runTool({.words = {"cat"}, .input = std::string(200'000, 'x')});
        QVERIFY(answer && answer->exitCode == 0 && answer->out.size() == 200'000);
        const auto failed = requireTool({.words = {"sh", "-c", "echo bad >&2; exit 3"}});
        QVERIFY(!failed && failed.error().detail == "sh: bad");
    }
};

QTEST_GUILESS_MAIN(TestAgentSession)
#include "test_agent_session.moc"
