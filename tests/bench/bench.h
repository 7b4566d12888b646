#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

namespace rackhouse::bench
{

/// One number, beside what a peer (or a limit) gave in the same run.
struct Measure {
    QString name;         ///< "store.write"
    double value = 0;     ///< ours
    QString unit;         ///< "rows/s", "MB/s", "ms"
    QString peer;         ///< who or what it is compared with
    double peerValue = 0; ///< 0: nothing to compare with
    double ratio = 0;     ///< above 1 is better than the peer; 0: nothing to compare with
    QJsonObject more;     ///< further members of the line
};

/// A measure where more is better.
Measure higherIsBetter(const QString& name, double value, const QString& unit, const QString& peer,
                       double peerValue);
/// A measure where less is better: the ratio is peer / value.
Measure lowerIsBetter(const QString& name, double value, const QString& unit, const QString& peer,
                      double peerValue);

/// The line that is printed: {"name","value","unit","peer","peer_value","ratio", ...}.
QJsonObject toJson(const Measure& measure);

/// Takes each measure as soon as it is known.
using Print = std::function<void(const Measure&)>;

/// A registered benchmark. `run` fails with "bench-skipped" (detail: why) where its peer is not
/// installed.
struct Bench {
    const char* name;
    const char* what;
    Result<void> (*run)(const Print& print);
};

} // namespace rackhouse::bench
