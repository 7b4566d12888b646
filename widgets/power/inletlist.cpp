#include "widgets/power/inletlist.h"

#include "models/items/displaytext.h"
#include "models/query/condition.h"
#include "widgets/common/context.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/status.h"
#include "widgets/common/tabletext.h"
#include "widgets/power/powerpage.h"
#include "widgets/power/powerview.h"

#include <QHeaderView>

#include <algorithm>
#include <map>

namespace rackhouse
{

namespace
{

QString celsius(double value)
{
    return value > 0 ? PowerPage::tr("%L1 °C").arg(value, 0, 'f', 1) : u"–"_qs;
}

QString leakText(const Machine& machine)
{
    if (machine.leak == Health::Unknown)
        return u"–"_qs;
    if (machine.leak == Health::Ok)
        return PowerPage::tr("dry");
    return machine.leak == Health::Critical ? PowerPage::tr("leaks: %1").arg(machine.leakAt)
                                            : PowerPage::tr("warning: %1").arg(machine.leakAt);
}

/// All that leak, the worst first, then the warmest of each rack, the warmest rack first.
std::vector<const Machine*> leaksAndWarmest(const PowerView& view)
{
    std::map<QString, const Machine*> warmest; ///< by rack
    std::vector<const Machine*> shown;
    for (const Machine& machine : view.books.machines) {
        if (!view.keeps(machine.id.text()))
            continue;
        if (machine.leak > Health::Ok)
            shown.push_back(&machine);
        if (machine.inletC <= 0 && machine.hottestC <= 0)
            continue;
        const Machine*& known = warmest[machine.rackId.text()];
        if (known == nullptr || machine.inletC > known->inletC)
            known = &machine;
    }
    for (const auto& [rack, machine] : warmest) {
        if (machine->leak <= Health::Ok)
            shown.push_back(machine);
    }
    const auto urgency = [](const Machine* machine) {
        return std::pair(std::max(machine->leak, Health::Ok), machine->inletC);
    };
    std::stable_sort(shown.begin(), shown.end(),
                     [&](const Machine* a, const Machine* b) { return urgency(a) > urgency(b); });
    return shown;
}

} // namespace

QTreeWidget* makeInletList(QWidget* parent)
{
    QTreeWidget* list = makePlainList(
        u"power.inlets"_qs, PowerPage::tr("Machines that leak, and the warmest inlet of each rack"),
        {PowerPage::tr("Rack"), PowerPage::tr("Machine"), PowerPage::tr("Inlet"),
         PowerPage::tr("Hottest sensor"), PowerPage::tr("Leak detectors"), PowerPage::tr("Seen")},
        PowerPage::tr("No BMC has told a temperature yet."), parent);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    for (const int column : {2, 3})
        list->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    setColumnWidths(list, {120, 180, 100, 130, 180});
    return list;
}

void fillInletList(QTreeWidget& list, const PowerView& view, const Context& context)
{
    const std::vector<const Machine*> machines = leaksAndWarmest(view);
    QStringList keys;
    for (const Machine* machine : machines)
        keys << machine->id.text();
    const Instant now = context.clock.now();
    updateLines(list.invisibleRootItem(), keys, [&](QTreeWidgetItem* line, int number, bool) {
        const Machine& machine = *machines[std::size_t(number)];
        const bool stale = now.ms - machine.observedAt.ms > query::kStaleAfterMs;
        const QString rack = view.rackName(machine.rackId);
        line->setText(0, rack.isEmpty() ? PowerPage::tr("In no rack") : rack);
        line->setText(1, machine.name);
        line->setText(2, celsius(machine.inletC));
        line->setText(3, celsius(machine.hottestC));
        line->setText(4, leakText(machine));
        line->setIcon(4, machine.leak > Health::Ok
                             ? toneIcon(statusOf(machine.leak).tone, context.theme.tokens())
                             : QIcon());
        line->setToolTip(4, machine.leakAt);
        line->setText(5, stale
                             ? PowerPage::tr("%1, stale").arg(relativeTime(machine.observedAt, now))
                             : relativeTime(machine.observedAt, now));
        line->setIcon(5, stale ? toneIcon(Tone::Stale, context.theme.tokens()) : QIcon());
        line->setToolTip(5, exactTime(machine.observedAt));
        for (const int column : {2, 3})
            line->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        line->setData(0, Qt::UserRole, machine.id.text());
    });
}

} // namespace rackhouse
