#pragma once

#include "models/domain/placement.h"
#include "models/floor/devicemeasure.h"
#include "models/floor/rackfacts.h"
#include "widgets/common/edits.h"
#include "widgets/common/status.h"

#include <optional>
#include <variant>

namespace rackhouse
{

/// A machine or an asset: something that has a place in a rack.
class Device
{
public:
    Device(Machine machine) : m_what(std::move(machine)) {}
    Device(Asset asset) : m_what(std::move(asset)) {}

    const Machine* machine() const { return std::get_if<Machine>(&m_what); }
    const Asset* asset() const { return std::get_if<Asset>(&m_what); }

    /// Nothing where it is a row of another kind.
    static std::optional<Device> fromRow(const QString& kind, const QJsonObject& row);

    QString id() const;
    QString name() const;
    QString model() const; ///< with its maker's name where both are known
    QString serial() const;
    QString assetTag() const;
    RackId rackId() const;
    DeviceTypeId typeId() const;
    double position() const; ///< lowest unit, from 1; 0: none
    double heightUnits() const;
    RackFace face() const;
    bool halfDepth() const;
    Mount mount() const;
    double weightKg() const;
    qint64 plateW() const;
    qint64 plateLoadW() const; ///< that counts as load of its rack
    qint64 powerW() const;     ///< drawn now; 0: not told
    bool takesUnits() const;
    bool isKind(AssetKind kind) const { return asset() != nullptr && asset()->kind == kind; }
    /// A half of a unit is no place for a machine.
    bool needsWholeUnits() const { return machine() != nullptr; }
    Occupant occupant() const;
    void addTo(RackFactsBuilder& facts) const;

    QJsonObject json() const;
    const RecordInfo& info() const;
    /// Of its page, else of its place: "rackhouse:/machines/ID".
    QString link() const;
    /// "U12", "U3–4.5", "left side"
    QString placeText() const;
    /// Machines that have not said anything for long are stale; what is known to be bad stays bad.
    Status status(Instant now) const;
    bool isStale(Instant now) const;
    /// Nothing where the measure says nothing of such a device.
    std::optional<MeasureValue> measure(FloorMeasure measure, const DeviceRents& rents,
                                        Instant now) const;

    Device at(const RackId& rack, double position, RackFace face) const;
    /// What makes this device that one.
    Edits::Row changeTo(const Device& other) const;

private:
    template <class F>
    auto visit(F f) const
    {
        return std::visit(f, m_what);
    }

    std::variant<Machine, Asset> m_what;
};

/// "Switch", "Patch panel"
QString assetKindText(AssetKind kind);

} // namespace rackhouse
