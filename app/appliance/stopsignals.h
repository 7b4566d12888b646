#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace rackhouse
{

/// SIGTERM and SIGINT as a Qt signal. One a process; make it before other threads are started,
/// which inherit the mask.
class StopSignals : public QObject
{
    Q_OBJECT
public:
    StopSignals();
    ~StopSignals() override;

signals:
    void asked();

private:
    int m_fd;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace rackhouse
