#pragma once

#include "app/agent/outcome.h"

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

namespace rackhouse::agent
{

/// What an external program said.
struct ToolAnswer {
    int exitCode = 0;
    std::string out;
    std::string err;

    /// The last line of what it said, for a person.
    std::string lastWords() const;
};

struct ToolCall {
    std::vector<std::string> words{}; ///< program (looked up in PATH) and arguments
    std::chrono::milliseconds limit{std::chrono::seconds(30)};
    std::string input{};
    const std::atomic<bool>* cancel = nullptr;
};

/// Runs a program in a process group of its own and waits for its end, for its limit, or for the
/// cancel flag. A program that hangs in the kernel is left behind, killed: the caller never hangs.
/// Failures: tool-missing, tool-timed-out, cancelled. A non-zero exit code is not a failure here.
Outcome<ToolAnswer> runTool(const ToolCall& call);

/// The same, where a non-zero exit code is the failure "tool-failed".
Outcome<ToolAnswer> requireTool(const ToolCall& call);

} // namespace rackhouse::agent
