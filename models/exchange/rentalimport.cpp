#include "models/exchange/rentalimport.h"

#include "models/base/money.h"
#include "models/market/holding.h"

namespace rackhouse
{

namespace
{

QString whatOf(const Allocation& allocation)
{
    return allocation.machineId.text() + u'\n' + QString::number(allocation.startsAt.ms) + u'\n' +
           allocation.gpus.join(u';');
}

tl::unexpected<Error> missing(const char* column, const QString& expected)
{
    return fail("import-bad-value", {{QStringLiteral("value"), QString()},
                                     {QStringLiteral("column"), QString::fromLatin1(column)},
                                     {QStringLiteral("expected"), expected}});
}

Result<void> checkCells(const Allocation& allocation)
{
    if (allocation.machineId.isEmpty())
        return missing("machine", QStringLiteral("the name of a machine"));
    if (allocation.kind == AllocationKind::Rental && allocation.customer.isEmpty())
        return missing("customer", QStringLiteral("who rents it"));
    if (!allocation.startsAt.isSet())
        return missing("from", QStringLiteral("a date as 2026-03-31"));
    if (allocation.endsAt.isSet() && allocation.endsAt <= allocation.startsAt)
        return fail("rental-backwards", {{QStringLiteral("from"), allocation.startsAt.toIso()},
                                         {QStringLiteral("until"), allocation.endsAt.toIso()}});
    const bool isFree = allocation.amountMicro == 0 && allocation.currency.isEmpty();
    if (!isFree && !currencyDecimals(allocation.currency))
        return fail("currency-unknown", {{QStringLiteral("currency"), allocation.currency}});
    return {};
}

using ByMachine = QHash<QString, QList<const Allocation*>>;

void add(ByMachine& allocations, const Allocation& allocation)
{
    allocations[allocation.machineId.text()] << &allocation;
}

/// The others that hold at one moment what it holds.
QList<const Allocation*> rivals(const ByMachine& allocations, const Allocation& allocation)
{
    QList<const Allocation*> found;
    for (const Allocation* other : allocations.value(allocation.machineId.text())) {
        if (other->id != allocation.id && collide(*other, allocation))
            found << other;
    }
    return found;
}

Error heldBy(const Allocation& other, const BookDevice* machine)
{
    return makeError(
        other.endsAt.isSet() ? "machine-held" : "machine-held-open",
        {{QStringLiteral("machine"), machine ? machine->name : QString()},
         {QStringLiteral("by"), other.customer.isEmpty() ? enumText(other.kind) : other.customer},
         {QStringLiteral("until"), other.endsAt.toIso()}});
}

} // namespace

RentalImport::RentalImport(ImportContext& context) : m_context(context)
{
    for (const Allocation& allocation : context.index.books().allocations) {
        m_byId.insert(allocation.id.text(), &allocation);
        m_byWhat.insert(whatOf(allocation), &allocation);
    }
}

Result<void> RentalImport::plan(size_t number, PlannedRow& planned)
{
    const QString id = m_context.file.cell(number, "id").trimmed();
    const Allocation* before = m_byId.value(id);
    if (!id.isEmpty() && before == nullptr)
        return fail("import-row-unknown");
    if (before == nullptr) {
        Allocation said;
        if (auto read = applyCells(m_context, number, Allocation::record(), &said, true); !read)
            return read;
        before = m_byWhat.value(whatOf(said));
    }
    Allocation after = before != nullptr ? *before : Allocation();
    auto done = applyCells(m_context, number, Allocation::record(), &after, before == nullptr);
    const BookDevice* machine = m_context.index.device(after.machineId.text());
    planned.name = after.customer + QStringLiteral(" – ") + (machine ? machine->name : QString());
    if (done)
        done = before != nullptr
                   ? claim(m_context.lineOfId, after.id.text(), planned.line, planned.name)
                   : claim(m_context.lineOfName, whatOf(after), planned.line, planned.name);
    if (done)
        done = checkCells(after);
    if (!done)
        return done;
    if (before == nullptr)
        after.id = AllocationId::create();
    describe(m_context, before, after, planned);
    m_planned.insert(after.id.text(), {number, after});
    return {};
}

void RentalImport::finish(ChangePlan& plan) const
{
    ByMachine after;
    ByMachine before; // as those that the plan speaks of are now
    for (const Allocation& allocation : m_context.index.books().allocations)
        add(m_planned.contains(allocation.id.text()) ? before : after, allocation);
    for (const auto& [number, allocation] : m_planned)
        add(after, allocation);
    for (const auto& [number, allocation] : m_planned) {
        PlannedRow& row = plan.rows[number];
        if (row.outcome == PlannedRow::Outcome::Unchanged)
            continue;
        if (const auto holding = rivals(after, allocation); !holding.isEmpty()) {
            row.fail(heldBy(*holding.front(), m_context.index.device(allocation.machineId.text())));
            continue;
        }
        for (const Allocation* leaving : rivals(before, allocation))
            row.waitsFor.push_back(m_planned.constFind(leaving->id.text())->first);
    }
}

} // namespace rackhouse
