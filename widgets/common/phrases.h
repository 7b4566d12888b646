#pragma once

#include <QString>

namespace rackhouse
{

/// What a person reads for a code of the engine that is no error: a step ("wipe-mark"), what a step
/// waits for ("agent-works"), an event ("machine-restarted"). Empty for a code that has no phrase.
QString phrase(const QString& code);

} // namespace rackhouse
