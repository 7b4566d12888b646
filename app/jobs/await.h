#pragma once

#include "models/base/result.h"

#include <QCoroFuture>

namespace rackhouse
{

/// The outcome of a future; one that was dropped without an answer is "cancelled".
template <class T>
QCoro::Task<Result<T>> settled(QFuture<Result<T>> future)
{
    auto answered = future.onCanceled([]() -> Result<T> { return fail("cancelled"); });
    co_return co_await answered;
}

} // namespace rackhouse
