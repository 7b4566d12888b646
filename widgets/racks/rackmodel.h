#pragma once

#include "widgets/racks/bayhealth.h"
#include "widgets/racks/rackslots.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <vector>

namespace rackhouse
{

/// Racks and, below each, what stands in it from the top down and then what hangs at its sides:
/// what the elevation draws and what a screen reader walks.
class RackModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, UnitColumn, ModelColumn, StateColumn, ColumnCount };

    /// What stands in a rack, summed up.
    struct Load {
        MeasureValue units; ///< that are used, as the plan says it
        double weightKg = 0;
        int unweighed = 0; ///< devices whose weight is not known
        qint64 plateW = 0; ///< without what only hands on power
        qint64 powerW = 0; ///< measured, of the machines that tell
    };

    explicit RackModel(const Clock& clock, QObject* parent = nullptr);

    /// Replaces all; rows that stay keep their index and selection where the order is the same.
    void set(std::vector<Rack> racks, std::vector<Machine> machines, std::vector<Asset> assets = {},
             std::vector<DeviceType> types = {}, QHash<QString, BayHealth> bays = {},
             QHash<QString, QSet<QString>> plugged = {});

    /// What devices are shaded by; each says it in words too.
    void setMeasure(FloorMeasure measure);
    FloorMeasure measure() const { return m_measure; }
    /// What the devices are let for.
    void setRents(DeviceRents rents);
    std::optional<MeasureValue> measureOf(const Device& device) const
    {
        return device.measure(m_measure, m_rents, now());
    }
    const Rack* rack(const QModelIndex& index) const;       ///< null where it is a device
    const Device* device(const QModelIndex& index) const;   ///< null where it is a rack
    const Machine* machine(const QModelIndex& index) const; ///< null where it is none
    const DeviceType* type(const Device& device) const;     ///< null where it has none
    /// Outlets of a PDU that a cable is in, in lower case.
    QSet<QString> plugged(const Device& device) const { return m_plugged.value(device.id()); }
    const std::vector<Device>& devices(int rackRow) const
    {
        return m_entries[size_t(rackRow)].devices;
    }
    const BayHealth* bays(const Device& device) const; ///< null where nothing is known
    RackSlot slot(const QModelIndex& index) const;
    /// How much depth is left where a device stands, or at the deepest of a rack; empty where
    /// nobody has entered it.
    QString depthText(const QModelIndex& index) const;
    Load load(int rackRow) const;
    std::vector<Occupant> occupants(int rackRow) const;
    Instant now() const { return m_clock.now(); }
    QModelIndex indexOfDevice(const QString& id) const;
    QModelIndex indexOfRack(const QString& id) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Entry {
        Rack rack;
        std::vector<Device> devices;
        std::vector<RackSlot> spots;
    };
    using Entries = std::vector<Entry>;

    static Entries arrange(std::vector<Rack> racks, std::vector<Device> devices);
    void tellChanged(); ///< of all, in the same shape
    bool sameShape(const Entries& other) const;
    QString rackDepthText(int rackRow) const;
    QVariant rackData(const QModelIndex& index, int role) const;
    /// What a person has to know of it beside its name and place.
    QStringList remarks(const QModelIndex& index) const;

    const Clock& m_clock;
    FloorMeasure m_measure = FloorMeasure::Occupancy;
    Entries m_entries;
    QHash<QString, DeviceType> m_types;
    QHash<QString, BayHealth> m_bays; ///< by machine
    QHash<QString, QSet<QString>> m_plugged;
    DeviceRents m_rents;
};

} // namespace rackhouse
