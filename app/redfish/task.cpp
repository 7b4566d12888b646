#include "app/redfish/task.h"

#include "app/redfish/httpmessage.h"
#include "models/base/json.h"

#include <QStringList>

namespace rackhouse::redfish
{

TaskProgress readTask(const QJsonObject& json)
{
    static const QStringList failed = {
        QStringLiteral("Exception"),   QStringLiteral("Killed"),
        QStringLiteral("Cancelled"),   QStringLiteral("Failed"),
        QStringLiteral("Interrupted"), QStringLiteral("CompletedWithErrors")};
    static const QStringList completed = {QStringLiteral("Completed"),
                                          QStringLiteral("RebootCompleted")};
    const QString state = json.contains(u"TaskState") ? json.value(u"TaskState").toString()
                                                      : json.value(u"JobState").toString();
    if (state.isEmpty() || completed.contains(state))
        return TaskProgress::Completed;
    return failed.contains(state) ? TaskProgress::Failed : TaskProgress::Running;
}

QString taskPath(const HttpAnswer& answer)
{
    const QString location = pathOfLocation(QString::fromUtf8(answer.header("location")));
    if (!location.isEmpty())
        return location;
    const auto body = parseObject(answer.body);
    return body ? body->value(u"@odata.id").toString() : QString();
}

} // namespace rackhouse::redfish
