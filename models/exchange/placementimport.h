#pragma once

#include "models/exchange/floorchanges.h"
#include "models/exchange/rowimport.h"

namespace rackhouse
{

/// Lines of the table of placements: machines that the books know, and assets, also new ones.
class PlacementImport
{
public:
    explicit PlacementImport(ImportContext& context);

    Result<void> plan(size_t number, PlannedRow& planned);
    /// What is only seen with all lines: places that are taken, and marks of two devices.
    void finish(ChangePlan& plan) const;

private:
    /// What a line speaks of; at most one of both is set.
    struct Target {
        const Machine* machine = nullptr;
        const Asset* asset = nullptr;
    };

    Result<Target> find(size_t number, const QString& name, const QString& kind) const;
    Result<Target> only(const QList<Target>& targets, const QString& name,
                        const char* column) const;
    Result<void> planMachine(size_t number, const Machine& before, PlannedRow& planned);
    Result<void> planAsset(size_t number, const Asset* before, PlannedRow& planned);
    Result<void> makeNew(size_t number, Asset& asset) const;
    void noteSameMarks(ChangePlan& plan) const;

    ImportContext& m_context;
    QHash<QString, Target> m_byId;
    QMultiHash<QString, Target> m_byName;
    QMultiHash<QString, Target> m_bySerial;
    Planned<Machine> m_machines;
    Planned<Asset> m_assets;
};

} // namespace rackhouse
