#pragma once

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <string>

namespace rackhouse::agent
{

using Json = nlohmann::json;

/// What went wrong, as the appliance expects it: a stable kebab-case code, the values that its
/// sentence needs, and the raw text of the cause.
struct Failure {
    std::string code;
    std::string detail;
    Json args = Json::object();
};

/// A value, or why there is none. The agent has no Qt, so it cannot use models/base/result.h.
template <class T>
using Outcome = tl::expected<T, Failure>;

inline tl::unexpected<Failure> fault(std::string code, std::string detail = {},
                                     Json args = Json::object())
{
    return tl::unexpected<Failure>(Failure{std::move(code), std::move(detail), std::move(args)});
}

/// The same with the text of errno behind what was tried.
tl::unexpected<Failure> systemFault(std::string code, const std::string& what);

/// The text of a field, or the failure "bad-field".
Outcome<std::string> textField(const Json& object, const char* key);
/// The number of a field, or the fallback where it is missing or no number.
long long numberField(const Json& object, const char* key, long long fallback);

} // namespace rackhouse::agent
