#pragma once

#include <QStringList>

namespace rackhouse::query
{

/// A term that keeps what is named there and nothing else of `all`: neighbours in natural order as
/// spans, so that a whole hall is as short as two names. Empty where nothing is named.
QString exactTerm(const QString& field, const QStringList& names, const QStringList& all);

} // namespace rackhouse::query
