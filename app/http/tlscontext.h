#pragma once

#include "app/http/types.h"
#include "models/base/result.h"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace rackhouse::http
{

/// A TLS 1.3 server context. Client certificates are asked for and never refused: who shows an
/// expired or unknown one gets an answer in words from the API. Error: "tls-failed".
Result<std::unique_ptr<boost::asio::ssl::context>> makeTlsContext(const TlsConfig& config);

} // namespace rackhouse::http
