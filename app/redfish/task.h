#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QString>

namespace rackhouse::redfish
{

struct HttpAnswer;

enum class TaskProgress { Running, Completed, Failed };

/// The state of a Redfish Task or of a Dell Job, by their JSON. What is no task is Completed: a
/// task monitor answers the result itself at the end.
TaskProgress readTask(const QJsonObject& json);

/// Where the task of a 202 answer can be watched: Location (absolute or a path), else @odata.id of
/// its body; empty when the BMC says nothing.
QString taskPath(const HttpAnswer& answer);

} // namespace rackhouse::redfish
