#include "app/agent/outcome.h"

#include <cerrno>
#include <system_error>

namespace rackhouse::agent
{

tl::unexpected<Failure> systemFault(std::string code, const std::string& what)
{
    return fault(std::move(code), what + ": " + std::generic_category().message(errno));
}

Outcome<std::string> textField(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end() || !found->is_string())
        return fault("bad-field", {}, {{"field", key}});
    return found->get<std::string>();
}

long long numberField(const Json& object, const char* key, long long fallback)
{
    if (!object.is_object())
        return fallback;
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<long long>() : fallback;
}

} // namespace rackhouse::agent
