#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QProcess>
#include <QTimer>

#include <functional>

namespace rackhouse::lab
{

/// A program run in the lab's namespace for a test (ssh to a provisioned machine, ping). Deletes
/// itself after it answered {exit, output, errors}, the texts in base64.
class Command : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<QJsonObject>)>;

    static void run(const QStringList& argv, int timeoutMs, Done done, QObject* parent);

private:
    Command(Done done, QObject* parent);
    void finish(Result<QJsonObject> result);

    QProcess m_process;
    QTimer m_limit;
    Done m_done;
};

} // namespace rackhouse::lab
