#include "app/agent/tool.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rackhouse::agent
{
namespace
{
using Clock = std::chrono::steady_clock;
constexpr std::size_t outputLimit = 8 * 1024 * 1024;

struct Pipe {
    std::array<int, 2> ends{-1, -1};

    Pipe() { (void)!::pipe2(ends.data(), O_CLOEXEC); }
    ~Pipe()
    {
        closeEnd(0);
        closeEnd(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void closeEnd(std::size_t which)
    {
        if (ends[which] >= 0)
            ::close(ends[which]);
        ends[which] = -1;
    }
};

/// The child and the near ends of its pipes.
class Child
{
public:
    int start(const std::vector<std::string>& words)
    {
        std::vector<char*> arguments;
        for (const auto& word : words)
            arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, m_in.ends[0], 0);
        posix_spawn_file_actions_adddup2(&actions, m_out.ends[1], 1);
        posix_spawn_file_actions_adddup2(&actions, m_err.ends[1], 2);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        const int error =
            ::posix_spawnp(&m_pid, arguments[0], &actions, &attributes, arguments.data(), environ);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        m_in.closeEnd(0);
        m_out.closeEnd(1);
        m_err.closeEnd(1);
        for (const int end : {m_in.ends[1], m_out.ends[0], m_err.ends[0]})
            ::fcntl(end, F_SETFL, O_NONBLOCK);
        return error;
    }

    /// Moves bytes for a moment. False when both outputs have ended.
    bool pump(std::string_view& input, ToolAnswer& answer)
    {
        std::array<pollfd, 3> entries{pollfd{m_out.ends[0], POLLIN, 0},
                                      pollfd{m_err.ends[0], POLLIN, 0},
                                      pollfd{input.empty() ? -1 : m_in.ends[1], POLLOUT, 0}};
        if (input.empty())
            m_in.closeEnd(1);
        ::poll(entries.data(), entries.size(), 100);
        if (entries[2].revents != 0) {
            const ssize_t sent = ::write(m_in.ends[1], input.data(), input.size());
            if (sent > 0)
                input.remove_prefix(static_cast<std::size_t>(sent));
            else if (errno != EAGAIN)
                input = {};
        }
        drain(m_out, entries[0].revents, answer.out);
        drain(m_err, entries[1].revents, answer.err);
        return m_out.ends[0] >= 0 || m_err.ends[0] >= 0;
    }

    bool hasOutput()
    {
        std::array<pollfd, 2> entries{pollfd{m_out.ends[0], POLLIN, 0},
                                      pollfd{m_err.ends[0], POLLIN, 0}};
        return ::poll(entries.data(), entries.size(), 0) > 0;
    }

    bool reap(int& status, std::chrono::milliseconds patience)
    {
        const auto until = Clock::now() + patience;
        for (;;) {
            if (::waitpid(m_pid, &status, WNOHANG) == m_pid)
                return true;
            if (Clock::now() >= until)
                return false;
            ::poll(nullptr, 0, 5);
        }
    }

    void kill() { ::kill(-m_pid, SIGKILL); }

private:
    static void drain(Pipe& pipe, short events, std::string& into)
    {
        if (events == 0)
            return;
        char bytes[8192];
        const ssize_t got = ::read(pipe.ends[0], bytes, sizeof bytes);
        if (got > 0 && into.size() < outputLimit)
            into.append(bytes, static_cast<std::size_t>(got));
        else if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
            pipe.closeEnd(0);
    }

    Pipe m_in, m_out, m_err;
    pid_t m_pid = -1;
};
} // namespace

std::string ToolAnswer::lastWords() const
{
    const std::string& text = err.find_first_not_of(" \r\n\t") == std::string::npos ? out : err;
    const auto end = text.find_last_not_of(" \r\n\t");
    if (end == std::string::npos)
        return "exit code " + std::to_string(exitCode);
    const auto start = text.find_last_of('\n', end);
    return text.substr(start == std::string::npos ? 0 : start + 1,
                       end - (start == std::string::npos ? 0 : start + 1) + 1);
}

Outcome<ToolAnswer> runTool(const ToolCall& call)
{
    const std::string& name = call.words.front();
    Child child;
    if (const int error = child.start(call.words); error != 0) {
        errno = error;
        return systemFault("tool-missing", name);
    }
    const auto until = Clock::now() + call.limit;
    std::string_view input = call.input;
    ToolAnswer answer;
    int status = 0;
    bool ended = false;
    bool talking = true;
    while (talking && !ended) {
        // A daemon that a tool leaves behind may hold its output open: the tool's own end is
        // enough.
        ended = child.reap(status, {});
        talking = child.pump(input, answer);
        while (ended && talking && child.hasOutput())
            talking = child.pump(input, answer);
        const bool cancelled = call.cancel && *call.cancel;
        if (ended || !talking || (!cancelled && Clock::now() < until))
            continue;
        child.kill();
        child.reap(status, std::chrono::seconds(2));
        if (cancelled)
            return fault("cancelled", name);
        return fault("tool-timed-out", name, {{"tool", name}});
    }
    if (!ended && !child.reap(status, std::chrono::duration_cast<std::chrono::milliseconds>(
                                          until - Clock::now()))) {
        child.kill();
        return fault("tool-timed-out", name, {{"tool", name}});
    }
    answer.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return answer;
}

Outcome<ToolAnswer> requireTool(const ToolCall& call)
{
    auto answer = runTool(call);
    if (answer && answer->exitCode != 0)
        return fault("tool-failed", call.words.front() + ": " + answer->lastWords(),
                     {{"tool", call.words.front()}});
    return answer;
}

} // namespace rackhouse::agent
