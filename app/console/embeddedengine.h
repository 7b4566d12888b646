#pragma once

#include "app/client/siteaccess.h"
#include "models/base/result.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace rackhouse
{

/// The `rackhoused` of this package on loopback, in a session of its own: it tells its address and
/// a one-time token through an inherited pipe. When this object or the console goes, it finishes
/// its jobs and ends; started again meanwhile, the new one takes over its jobs.
class EmbeddedEngine : public QObject
{
    Q_OBJECT

public:
    explicit EmbeddedEngine(QObject* parent = nullptr) : QObject(parent) {}
    ~EmbeddedEngine() override;

    /// Errors: "embedded-missing", "embedded-failed".
    Result<void> start(const QString& stateFolder);
    bool isRunning() const { return m_pipe >= 0; }

signals:
    void ready(const rackhouse::client::SiteAccess& access);
    void failed(const rackhouse::Error& error);

private:
    void readPipe();
    void closePipe();

    std::unique_ptr<QSocketNotifier> m_notifier;
    QByteArray m_received;
    int m_pipe = -1;
};

} // namespace rackhouse
