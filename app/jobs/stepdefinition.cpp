#include "app/jobs/stepdefinition.h"

namespace rackhouse
{

StepResult StepResult::done(QJsonObject data)
{
    StepResult result;
    result.data = std::move(data);
    return result;
}

StepResult StepResult::skipped()
{
    StepResult result;
    result.kind = Kind::Skipped;
    return result;
}

StepResult StepResult::wait(QString reason, QString detail)
{
    StepResult result;
    result.kind = Kind::Wait;
    result.reason = std::move(reason);
    result.detail = std::move(detail);
    return result;
}

StepResult StepResult::failed(Error error)
{
    StepResult result;
    result.kind = Kind::Failed;
    result.error = std::move(error);
    result.retryable = true;
    return result;
}

StepResult StepResult::fatal(Error error)
{
    StepResult result = failed(std::move(error));
    result.retryable = false;
    return result;
}

} // namespace rackhouse
