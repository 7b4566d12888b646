#pragma once

#include "app/http/types.h"

#include <QCoroTask>

namespace rackhouse
{

class JobEngine;

/// POST /phone-home/TOKEN, from cloud-init of an installed system: what it says goes to the step
/// "await-phone-home" of its job. 401 unless the job waits for that token. Engine thread only.
QCoro::Task<void> takePhoneHome(JobEngine& engine, http::Request request, http::Reply reply);

} // namespace rackhouse
