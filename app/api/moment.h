#pragma once

#include "models/store/reader.h"

#include <QUrlQuery>

#include <optional>

namespace rackhouse::api
{

/// A moment of a query in RFC 3339 ("2026-11-20T08:00:00Z", with any offset); nothing where it is
/// not there. Errors: "bad-field".
Result<std::optional<Instant>> momentIn(const QUrlQuery& query, const char* name);

/// When what is sent was observed: the query's "observed_at"; `now` where it says nothing or what
/// is to come. Errors: "bad-field".
Result<Instant> observedIn(const QUrlQuery& query, Instant now);

/// Whether the store still knows how rows were then. Errors: "moment-too-early",
/// "moment-in-future".
Result<void> checkMoment(Reader& reader, Instant moment, Instant now);

} // namespace rackhouse::api
