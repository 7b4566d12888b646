#pragma once

#include "app/agent/taskbook.h"
#include "app/agent/taskcontext.h"
#include "app/agent/url.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace rackhouse::agent
{

class HttpClient;

/// Does one task: its kind and parameters in, its result out. Called on a worker thread.
using TaskRunner = std::function<Outcome<Json>(const std::string&, const Json&, TaskContext&)>;

/// The waits of the conversation; tests make them short.
struct SessionTimes {
    std::chrono::milliseconds firstBackoff{500};
    std::chrono::milliseconds lastBackoff{10'000};
    std::chrono::milliseconds refusedBackoff{15'000}; ///< after 401
    std::chrono::milliseconds progressEvery{500};
    std::chrono::milliseconds repollKnown{2'000};
    int pollSeconds = 20;
};

/// The agent's conversation with its appliance (README.md): registers, fetches tasks, runs one at a
/// time, says how far it is, and sends each result until it has been taken. An appliance that is
/// away is waited for without end; no task is ever started twice.
class Session
{
public:
    /// `hello` is the body of the registration but for the token and boot_mac; `bootMac` is asked
    /// for the MAC behind this machine's address towards the appliance.
    struct Setup {
        Url appliance;
        std::string token;
        Json hello;
        std::function<std::string(const std::string& localAddress)> bootMac;
        TaskRunner runner;
        std::string bookPath;
        SessionTimes times;
    };

    Session(Setup setup, Journal& journal);
    ~Session();

    /// Talks until stop() is called.
    void run();
    /// From any thread.
    void stop();

private:
    struct Work {
        std::string id;
        std::unique_ptr<TaskContext> context;
        std::thread thread;
        std::atomic<bool> ended = false;
    };

    bool registerOnce(HttpClient& client);
    void registerAgain(HttpClient& client);
    void pollLoop();
    void take(const Json& task);
    void reportLoop();
    void reportProgress(HttpClient& client, Work& work);
    void sendResult(HttpClient& client, const std::string& id);
    /// False when stopping.
    bool pause(std::chrono::milliseconds time);
    std::shared_ptr<Work> current();

    Setup m_setup;
    Journal& m_journal;
    TaskBook m_book;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::shared_ptr<Work> m_work;
    std::string m_unsent; ///< a task whose answer was asked for again
};

} // namespace rackhouse::agent
