#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <functional>

namespace rackhouse::lab
{

/// The `rackhoused` under test. Its API socket was opened by the lab before it entered its
/// namespace, so that the API is reachable from outside; it is inherited as descriptor 3 in the
/// way of systemd (LISTEN_FDS), also by the next process after a kill.
class Appliance : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<QJsonObject>)>;

    /// Opens the API socket on a free loopback port as descriptor 3. First thing in main().
    static Result<void> openApiSocket();

    Appliance(QString program, QStringList arguments, const QString& logFile);
    ~Appliance() override;

    /// Starts it and answers once it said that it is ready, with describe(); or when it ended.
    void start(Done done);
    /// kill -9; answers when it is gone.
    void kill(const std::function<void()>& done);

    /// api, fingerprint, boot_http, pairing_code, pid; as in its own lines.
    QJsonObject describe() const { return m_described; }

private:
    void readLines();
    void settle(Result<QJsonObject> result);

    const QString m_program;
    const QStringList m_arguments;
    QProcess m_process;
    QTimer m_limit;
    Done m_done;
    std::function<void()> m_ended;
    QJsonObject m_described;
    bool m_wantsPairing;
};

} // namespace rackhouse::lab
