#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

#include <optional>

namespace rackhouse
{

/// What one port of a fabric has counted since its counters were cleared, as perfquery prints it,
/// and what it had counted when they were read before.
struct FabricCounters {
    FabricCountersId id;
    FabricId fabricId;
    QString guid;   ///< of the node, 16 hexadecimal digits; empty: only the LID is known
    qint64 lid = 0; ///< of the node; 0: not told
    qint64 port = 0;
    CounterSet set = CounterSet::Port;
    Instant observedAt;
    QJsonObject counters; ///< by perfquery's names: "SymbolErrorCounter"
    Instant beforeAt;     ///< not set: they were read once
    QJsonObject before;

    static const RecordInfo& record();
};

/// What a switch says of its own parts. What it did not say, or not readably, is not there.
struct SwitchParts {
    struct Supply {
        QString name;   ///< "PSU0"
        QString status; ///< "OK"
        QString partNumber;
        QString serial;
        QString dc;  ///< "OK", of its output
        QString fan; ///< "OK", of its own fan
        std::optional<double> watts;

        bool operator==(const Supply&) const = default;
    };
    struct Fan {
        QString name; ///< "fan#1"
        std::optional<qint64> rpm;

        bool operator==(const Fan&) const = default;
    };

    std::vector<Supply> supplies;
    std::vector<Fan> fans;
    QString fanStatus; ///< "OK", of all fans
    std::optional<double> temperatureC;
    std::optional<double> maxTemperatureC; ///< that it has seen
    std::optional<qint64> uptimeS;
    std::optional<qint64> ports;

    QJsonObject toJson() const;
    static SwitchParts of(const QJsonObject& parts);
    bool operator==(const SwitchParts&) const = default;
};

/// A switch that nobody manages, as ibswinfo read it through the fabric.
struct FabricHealth {
    FabricHealthId id;
    FabricId fabricId;
    QString guid; ///< 16 hexadecimal digits
    Instant observedAt;
    QString product;
    QString partNumber;
    QString hardware; ///< its revision: "AN"
    QString serial;
    QString psid;
    QString firmware;
    QJsonObject parts;  ///< SwitchParts
    QStringList unread; ///< what was not said, or not readably: "PSU0 power (W)"

    static const RecordInfo& record();
};

/// A switch of a fabric as somebody planned it.
struct FabricPlan {
    FabricPlanId id;
    FabricId fabricId;
    QString name;
    QStringList parents; ///< names of the switches above it
    QStringList hosts;   ///< that belong below it, as ranges: "node[001-018]"
    QString domain;      ///< of NVLink, that its hosts share; empty: none

    static const RecordInfo& record();
};

} // namespace rackhouse
