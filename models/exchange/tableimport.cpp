#include "models/exchange/tableimport.h"

#include "models/exchange/floorchanges.h"
#include "models/exchange/placementimport.h"
#include "models/exchange/rentalimport.h"
#include "models/exchange/rowimport.h"

namespace rackhouse
{

namespace
{

/// The row of the books that a line means by its id column; null where the cell is empty or there
/// is no such column. Error: "import-row-unknown".
template <class T>
Result<const T*> rowOfId(const QHash<QString, const T*>& byId, const QString& id)
{
    if (id.isEmpty())
        return nullptr;
    const T* row = byId.value(id);
    return row ? Result<const T*>(row) : fail("import-row-unknown");
}

class RackImport
{
public:
    explicit RackImport(ImportContext& context) : m_context(context)
    {
        for (const Rack& rack : context.index.books().racks)
            m_byId.insert(rack.id.text(), &rack);
    }

    Result<void> plan(size_t number, PlannedRow& planned)
    {
        const QString name = m_context.file.cell(number, "name").trimmed();
        planned.name = name;
        auto known = rowOfId(m_byId, m_context.file.cell(number, "id").trimmed());
        if (!known)
            return fail(known.error());
        if (!*known && name.isEmpty())
            return fail("import-name-missing",
                        {{QStringLiteral("column"), QStringLiteral("name")}});
        const Rack* before = *known ? *known : m_context.index.rackNamed(name);
        Rack after = before ? *before : Rack();
        auto done = before ? claim(m_context.lineOfId, after.id.text(), planned.line, after.name)
                           : claim(m_context.lineOfName, name, planned.line, name);
        if (done)
            done = applyCells(m_context, number, Rack::record(), &after, !before);
        if (!done)
            return done;
        planned.name = after.name;
        const Rack* named = m_context.index.rackNamed(after.name);
        if (named && before && named->id != before->id)
            return fail("name-taken", {{QStringLiteral("name"), after.name}});
        placeOnPlan(number, before ? *before : Rack(), after, planned);
        if (!before)
            after.id = RackId::create();
        describe(m_context, before, after, planned);
        m_planned.insert(after.id.text(), {number, after});
        return {};
    }

    void finish(ChangePlan& plan) const { checkFloor(m_context.index, m_planned, plan); }

private:
    /// A rack that gets a place is on the plan, unless the line says otherwise.
    void placeOnPlan(size_t number, const Rack& before, Rack& after, PlannedRow& planned) const
    {
        const auto isEmpty = [&](const char* column) {
            return m_context.file.cell(number, column).trimmed().isEmpty();
        };
        const bool moves = after.xMm != before.xMm || after.yMm != before.yMm;
        if (!moves || (isEmpty("x_mm") && isEmpty("y_mm")))
            return;
        if (isEmpty("on_plan"))
            after.onPlan = true;
        else if (!after.onPlan)
            planned.notes << QStringLiteral("It has a place, but on_plan keeps it off the plan.");
    }

    ImportContext& m_context;
    QHash<QString, const Rack*> m_byId;
    Planned<Rack> m_planned;
};

class CableImport
{
public:
    explicit CableImport(ImportContext& context) : m_context(context)
    {
        for (const Cable& cable : context.index.books().cables) {
            m_byId.insert(cable.id.text(), &cable);
            if (!cable.label.isEmpty())
                m_byLabel.insert(cable.label, &cable);
            m_byEnds.insert(endsOf(cable), &cable);
        }
    }

    Result<void> plan(size_t number, PlannedRow& planned)
    {
        const QString label = m_context.file.cell(number, "label").trimmed();
        planned.name = label;
        auto found = find(number, label);
        if (!found)
            return fail(found.error());
        const Cable* before = *found;
        Cable after = before ? *before : Cable();
        if (auto done = applyCells(m_context, number, Cable::record(), &after, !before); !done)
            return done;
        planned.name = nameOf(after);
        const auto claimed =
            before ? claim(m_context.lineOfId, after.id.text(), planned.line, planned.name)
            : label.isEmpty()
                ? claim(m_context.lineOfName, u'\n' + endsOf(after), planned.line, planned.name)
                : claim(m_context.lineOfName, label, planned.line, label);
        if (!claimed)
            return claimed;
        if (auto good = checkEnds(after, planned); !good)
            return good;
        if (!before)
            after.id = CableId::create();
        describe(m_context, before, after, planned);
        m_planned.insert(after.id.text(), {number, after});
        return {};
    }

    void finish(ChangePlan& plan) const { checkPorts(m_context.index, m_planned, plan); }

private:
    static QString endsOf(const Cable& cable)
    {
        return cable.aId + u'\n' + cable.aPort + u'\n' + cable.bId + u'\n' + cable.bPort;
    }

    QString nameOf(const Cable& cable) const
    {
        if (!cable.label.isEmpty())
            return cable.label;
        const auto end = [this](const QString& id, const QString& port) -> QString {
            const BookDevice* device = m_context.index.device(id);
            return (device ? device->name : QString()) + u' ' + port;
        };
        return end(cable.aId, cable.aPort).trimmed() + QStringLiteral(" – ") +
               end(cable.bId, cable.bPort).trimmed();
    }

    /// By id, by label, and without either by its ends.
    Result<const Cable*> find(size_t number, const QString& label)
    {
        const auto known = rowOfId(m_byId, m_context.file.cell(number, "id").trimmed());
        if (!known || *known)
            return known;
        const auto one = [](const QList<const Cable*>& rows,
                            const QString& name) -> Result<const Cable*> {
            if (rows.size() > 1)
                return fail("import-name-ambiguous",
                            {{QStringLiteral("name"), name},
                             {QStringLiteral("column"), QStringLiteral("id")}});
            return rows.isEmpty() ? nullptr : rows.front();
        };
        if (!label.isEmpty())
            return one(m_byLabel.values(label), label);
        Cable ends;
        if (auto read = applyCells(m_context, number, Cable::record(), &ends, true); !read)
            return fail(read.error());
        return one(m_byEnds.values(endsOf(ends)), nameOf(ends));
    }

    Result<void> checkEnds(const Cable& cable, PlannedRow& planned)
    {
        const bool a = cable.aKind != EndKind::None;
        const bool b = cable.bKind != EndKind::None;
        if (!a && !b)
            return fail("import-cable-free");
        if (cable.aKind == cable.bKind && cable.aId == cable.bId && cable.aPort == cable.bPort)
            return fail("cable-loop");
        for (const auto& [there, port, column] :
             {std::tuple(a, cable.aPort, "a_device"), std::tuple(b, cable.bPort, "b_device")}) {
            if (!there && !port.isEmpty())
                return fail("import-name-missing",
                            {{QStringLiteral("column"), QString::fromLatin1(column)}});
        }
        if (!a || !b)
            planned.notes << QStringLiteral("Its end %1 is plugged in nowhere.")
                                 .arg(a ? QStringLiteral("B") : QStringLiteral("A"));
        return {};
    }

    ImportContext& m_context;
    QHash<QString, const Cable*> m_byId;
    QMultiHash<QString, const Cable*> m_byLabel;
    QMultiHash<QString, const Cable*> m_byEnds;
    Planned<Cable> m_planned;
};

template <class Import>
void planLines(const ImportContext& context, Import& import, ChangePlan& plan)
{
    plan.rows.resize(context.file.size());
    for (size_t number = 0; number < plan.rows.size(); ++number) {
        PlannedRow& row = plan.rows[number];
        row.line = context.file.line(number);
        auto done = context.file.check(number);
        if (done)
            done = import.plan(number, row);
        if (!done)
            row.fail(done.error());
    }
}

} // namespace

Result<ChangePlan> planImport(ExchangeTable table, const QByteArray& csv, const Books& books)
{
    const auto file = ImportFile::open(table, csv);
    if (!file)
        return fail(file.error());
    const BookIndex index(books);
    ImportContext context{*file, index, columnsOf(table)};
    ChangePlan plan;
    for (const QString& column : file->unknownColumns())
        plan.notes
            << QStringLiteral("The column \"%1\" is not known here and is left out.").arg(column);
    if (table == ExchangeTable::Racks) {
        RackImport racks(context);
        planLines(context, racks, plan);
        racks.finish(plan);
    } else if (table == ExchangeTable::Placements) {
        PlacementImport placements(context);
        planLines(context, placements, plan);
        placements.finish(plan);
    } else if (table == ExchangeTable::Cables) {
        CableImport cables(context);
        planLines(context, cables, plan);
        cables.finish(plan);
    } else {
        RentalImport rentals(context);
        planLines(context, rentals, plan);
        rentals.finish(plan);
    }
    plan.refuseLargeCircles();
    return plan;
}

} // namespace rackhouse
