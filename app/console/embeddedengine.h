#pragma once

#include "app/client/siteaccess.h"
#include "models/base/result.h"

#include <QObject>
#include <QProcess>

class QSocketNotifier;

namespace rackhouse
{

/// The `rackhoused` of this package as a child on loopback; it tells its address and a one-time
/// token through an inherited pipe and ends with the console.
class EmbeddedEngine : public QObject
{
    Q_OBJECT

public:
    explicit EmbeddedEngine(QObject* parent = nullptr);
    ~EmbeddedEngine() override;

    /// Errors: "embedded-missing", "embedded-failed".
    Result<void> start(const QString& stateFolder);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

signals:
    void ready(const rackhouse::client::SiteAccess& access);
    void failed(const rackhouse::Error& error);

private:
    void readPipe();

    QProcess m_process;
    QSocketNotifier* m_notifier = nullptr;
    QByteArray m_received;
    int m_pipe = -1;
};

} // namespace rackhouse
