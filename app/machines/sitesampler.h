#pragma once

#include "models/base/clock.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace rackhouse
{

class Store;

/// Sums the site up every five minutes (power, GPUs, health, temperature, rentals) and keeps that
/// over time, the older the coarser. While it does not run, nothing is known: a gap. Engine thread;
/// the sums are made on one of its own.
class SiteSampler : public QObject
{
    Q_OBJECT
public:
    SiteSampler(Store& store, const Clock& clock, QObject* parent = nullptr);

    /// The first sample comes with the next five minutes: until then machines are asked anew.
    void start();
    void stop();
    /// Takes a sample if it is time for one, while it is started. A timer calls it.
    void tick();

signals:
    /// From the thread that sums up: the sums are made, and the writer has had no part in them.
    void summedUp();

private:
    void sample(Instant now);

    Store& m_store;
    const Clock& m_clock;
    qint64 m_part = 0; ///< number of the five minutes that were sampled last
    QTimer m_timer;
    QThreadPool m_pool; ///< ends before what it works on
};

} // namespace rackhouse
