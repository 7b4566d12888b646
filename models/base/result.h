#pragma once

#include "models/base/error.h"

#include <tl/expected.hpp>

namespace rackhouse
{

/// A value, or why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// Builds the failing side of any Result: `return fail("disk-full", path);`
inline tl::unexpected<Error> fail(const char* code, const QString& detail = {})
{
    return tl::unexpected<Error>(makeError(code, detail));
}
inline tl::unexpected<Error> fail(const char* code, QVariantMap args, const QString& detail = {})
{
    return tl::unexpected<Error>(makeError(code, std::move(args), detail));
}
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace rackhouse
