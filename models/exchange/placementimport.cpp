#include "models/exchange/placementimport.h"

#include "models/domain/inlets.h"
#include "models/domain/placement.h"

#include <algorithm>
#include <array>

namespace rackhouse
{

namespace
{

AssetKind assetKindOf(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::Switch:
        return AssetKind::Switch;
    case DeviceKind::Storage:
        return AssetKind::Storage;
    case DeviceKind::Pdu:
        return AssetKind::Pdu;
    case DeviceKind::PatchPanel:
        return AssetKind::PatchPanel;
    case DeviceKind::PowerShelf:
        return AssetKind::PowerShelf;
    case DeviceKind::Cdu:
        return AssetKind::Cdu;
    case DeviceKind::Server:
    case DeviceKind::Other:
        break;
    }
    return AssetKind::Other;
}

/// What a new asset has of its model, until the line says otherwise.
void takeType(const DeviceType& type, Asset& asset)
{
    asset.deviceTypeId = type.id;
    asset.kind = assetKindOf(type.kind);
    asset.heightUnits = type.heightUnits;
    asset.halfDepth = type.halfDepth;
    asset.depthMm = type.depthMm;
    asset.manufacturer = type.manufacturer;
    asset.model = type.model;
    asset.weightKg = type.weightKg;
    asset.plateW = type.plateW;
}

Result<void> checkSteps(const Asset& asset)
{
    for (const auto& [value, column] :
         {std::pair(asset.position, "unit"), std::pair(asset.heightUnits, "height_units")}) {
        if (!isHalfStep(value))
            return fail("import-bad-value",
                        {{QStringLiteral("value"), numberText(value)},
                         {QStringLiteral("column"), QString::fromLatin1(column)},
                         {QStringLiteral("expected"), QStringLiteral("halves of a unit")}});
    }
    const bool upright = asset.mount != Mount::Units;
    if (!upright && asset.heightUnits < 0.5)
        return fail("import-out-of-range",
                    {{QStringLiteral("value"), numberText(asset.heightUnits)},
                     {QStringLiteral("column"), QStringLiteral("height_units")},
                     {QStringLiteral("least"), QStringLiteral("0.5")},
                     {QStringLiteral("most"), QStringLiteral("100")}});
    if (upright && asset.position != 0)
        return fail("import-bad-value", {{QStringLiteral("value"), numberText(asset.position)},
                                         {QStringLiteral("column"), QStringLiteral("unit")},
                                         {QStringLiteral("expected"),
                                          QStringLiteral("nothing beside the mount at a side")}});
    return {};
}

/// As the site checks it, which knows cables that lead to other inlets too.
Result<void> checkInlet(const ImportContext& context, const Asset& asset)
{
    if (asset.preferredInlet.isEmpty())
        return {};
    const auto refuse = [&asset](const QString& expected) {
        return fail("import-bad-value",
                    {{QStringLiteral("value"), asset.preferredInlet},
                     {QStringLiteral("column"), QStringLiteral("preferred_inlet")},
                     {QStringLiteral("expected"), expected}});
    };
    if (asset.kind != AssetKind::TransferSwitch)
        return refuse(QStringLiteral("nothing: only a transfer switch has one"));
    const DeviceType* type = context.index.deviceType(asset.deviceTypeId.text());
    QStringList inlets = type ? inletsOf(*type) : QStringList();
    if (inlets.isEmpty())
        return {};
    inlets << inletsOf(asset.id, context.index.books().cables, [](const QString&) { return true; });
    return isInlet(inlets, asset.preferredInlet)
               ? Result<void>()
               : refuse(QStringLiteral("nothing or one of ") + inlets.join(QStringLiteral(", ")));
}

} // namespace

PlacementImport::PlacementImport(ImportContext& context) : m_context(context)
{
    const auto add = [this](const QString& id, const QString& name, const QString& serial,
                            Target target) {
        m_byId.insert(id, target);
        m_byName.insert(name, target);
        if (!serial.isEmpty())
            m_bySerial.insert(serial, target);
    };
    for (const Machine& machine : context.index.books().machines)
        add(machine.id.text(), machine.name, machine.serial, {&machine, nullptr});
    for (const Asset& asset : context.index.books().assets)
        add(asset.id.text(), asset.name, asset.serial, {nullptr, &asset});
}

Result<PlacementImport::Target> PlacementImport::only(const QList<Target>& targets,
                                                      const QString& name, const char* column) const
{
    if (targets.size() > 1)
        return fail("import-name-ambiguous",
                    {{QStringLiteral("name"), name},
                     {QStringLiteral("column"), QString::fromLatin1(column)}});
    return targets.isEmpty() ? Target() : targets.front();
}

/// By id, by name, and without either by its serial.
Result<PlacementImport::Target> PlacementImport::find(size_t number, const QString& name,
                                                      const QString& kind) const
{
    const QString id = m_context.file.cell(number, "id").trimmed();
    if (!id.isEmpty())
        return m_byId.contains(id) ? Result<Target>(m_byId.value(id)) : fail("import-row-unknown");
    const QString serial = m_context.file.cell(number, "serial").trimmed();
    if (name.isEmpty() && serial.isEmpty())
        return fail("import-name-missing", {{QStringLiteral("column"), QStringLiteral("name")}});
    if (name.isEmpty()) {
        const auto found = only(m_bySerial.values(serial), serial, "name");
        if (found && !found->machine && !found->asset)
            return fail("import-name-unknown",
                        {{QStringLiteral("name"), serial},
                         {QStringLiteral("column"), QStringLiteral("serial")}});
        return found;
    }
    QList<Target> named = m_byName.values(name);
    if (!kind.isEmpty())
        named.removeIf(
            [&kind](const Target& t) { return (kind == machineWord) != (t.machine != nullptr); });
    return only(named, name, "kind");
}

Result<void> PlacementImport::plan(size_t number, PlannedRow& planned)
{
    const QString name = m_context.file.cell(number, "name").trimmed();
    const QString kind = m_context.file.cell(number, "kind").trimmed().toLower();
    planned.name = name;
    const auto target = find(number, name, kind);
    if (!target)
        return fail(target.error());
    if (target->machine)
        return planMachine(number, *target->machine, planned);
    return planAsset(number, target->asset, planned);
}

Result<void> PlacementImport::planMachine(size_t number, const Machine& before, PlannedRow& planned)
{
    const QString kind = m_context.file.cell(number, "kind").trimmed().toLower();
    if (!kind.isEmpty() && kind != machineWord)
        return fail("import-kind-fixed",
                    {{QStringLiteral("name"), before.name}, {QStringLiteral("kind"), machineWord}});
    Machine after = before;
    auto done = claim(m_context.lineOfId, before.id.text(), planned.line, before.name);
    if (done)
        done = applyCells(m_context, number, Machine::record(), &after, false);
    if (!done)
        return done;
    planned.name = after.name;
    if (after.heightUnits < 1)
        return fail("import-out-of-range",
                    {{QStringLiteral("value"), after.heightUnits},
                     {QStringLiteral("column"), QStringLiteral("height_units")},
                     {QStringLiteral("least"), 1},
                     {QStringLiteral("most"), 100}});
    describe(m_context, &before, after, planned);
    m_machines.insert(after.id.text(), {number, after});
    return {};
}

/// What a new asset is: the library knows it by the model, or the line says it.
Result<void> PlacementImport::makeNew(size_t number, Asset& asset) const
{
    const QString slug = m_context.file.cell(number, "device_type").trimmed();
    const QString kind = m_context.file.cell(number, "kind").trimmed().toLower();
    const DeviceType* type = m_context.index.deviceTypeOfSlug(slug);
    if (type)
        takeType(*type, asset);
    if (kind == machineWord)
        return fail("import-name-unknown",
                    {{QStringLiteral("name"), m_context.file.cell(number, "name").trimmed()},
                     {QStringLiteral("column"), QStringLiteral("name")}});
    if (kind.isEmpty() && !type)
        return fail("import-kind-missing",
                    {{QStringLiteral("name"), m_context.file.cell(number, "name").trimmed()}});
    asset.id = AssetId::create();
    return {};
}

Result<void> PlacementImport::planAsset(size_t number, const Asset* before, PlannedRow& planned)
{
    Asset after = before ? *before : Asset();
    auto done = before ? claim(m_context.lineOfId, after.id.text(), planned.line, after.name)
                       : claim(m_context.lineOfName, planned.name, planned.line, planned.name);
    if (done && !before)
        done = makeNew(number, after);
    const QString kind = m_context.file.cell(number, "kind").trimmed();
    if (done && !kind.isEmpty()) {
        const FieldInfo& field = *Asset::record().field(QStringLiteral("kind"));
        const auto word = cellValue(field, kind);
        done = word ? field.fromJson(&after, *word) : Result<void>(fail(word.error()));
    }
    if (done)
        done = applyCells(m_context, number, Asset::record(), &after, !before);
    if (done)
        done = checkSteps(after);
    if (done)
        done = checkInlet(m_context, after);
    if (!done)
        return done;
    planned.name = after.name;
    describe(m_context, before, after, planned);
    m_assets.insert(after.id.text(), {number, after});
    return {};
}

/// A serial or an asset tag that two devices would have: one of them is likely a slip.
void PlacementImport::noteSameMarks(ChangePlan& plan) const
{
    struct Bearer {
        QString id;
        QString name;
    };
    QHash<QString, std::pair<Bearer, Bearer>> bearers; ///< two of each mark
    const auto marksOf = [](const auto& device) {
        return std::array{std::pair(QStringLiteral("serial"), device.serial),
                          std::pair(QStringLiteral("asset tag"), device.assetTag)};
    };
    const auto bear = [&](const auto& device) {
        for (const auto& [word, mark] : marksOf(device)) {
            if (mark.isEmpty())
                continue;
            auto& [first, second] = bearers[word + u' ' + mark];
            (first.id.isEmpty() ? first : second) = Bearer{device.id.text(), device.name};
        }
    };
    const auto bearAll = [&](const auto& books, const auto& planned) {
        for (const auto& device : books) {
            if (!planned.contains(device.id.text()))
                bear(device);
        }
        for (const auto& entry : planned)
            bear(entry.second);
    };
    bearAll(m_context.index.books().machines, m_machines);
    bearAll(m_context.index.books().assets, m_assets);
    const auto note = [&](const auto& planned) {
        for (const auto& [number, device] : planned) {
            if (plan.rows[number].item.isEmpty())
                continue;
            for (const auto& [word, mark] : marksOf(device)) {
                const auto [first, second] = bearers.value(word + u' ' + mark);
                const Bearer& other = first.id == device.id.text() ? second : first;
                if (!other.id.isEmpty())
                    plan.rows[number].notes
                        << QStringLiteral("%1 has the %2 %3 as well.").arg(other.name, word, mark);
            }
        }
    };
    note(m_machines);
    note(m_assets);
}

void PlacementImport::finish(ChangePlan& plan) const
{
    noteSameMarks(plan);
    checkPlaces(m_context.index, m_machines, m_assets, plan);
}

} // namespace rackhouse
