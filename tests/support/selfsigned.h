#pragma once

#include "app/http/server.h"

namespace rackhouse::support
{

/// A certificate as BMCs and switches have it: made at the first start, signed by nobody else.
http::TlsConfig selfSigned();

} // namespace rackhouse::support
