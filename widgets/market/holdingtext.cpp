#include "widgets/market/holdingtext.h"

#include "models/domain/asset.h"
#include "models/market/holding.h"
#include "widgets/common/formdialog.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/records.h"

#include <QCoreApplication>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr qsizetype kNamed = 8; ///< machines that a warning names one by one

QString tr(const char* text)
{
    return QCoreApplication::translate("HoldingText", text);
}

/// The wall clock of this computer, as the dialogs have it.
QString wallTime(Instant at)
{
    return at.toDateTime().toLocalTime().toString(u"yyyy-MM-dd HH:mm"_qs);
}

QString holderText(const Allocation& allocation)
{
    const QString& customer = allocation.customer;
    switch (allocation.kind) {
    case AllocationKind::Rental:
        return customer.isEmpty() ? tr("rented") : tr("rented to %1").arg(customer);
    case AllocationKind::Reservation:
        return customer.isEmpty() ? tr("reserved") : tr("reserved for %1").arg(customer);
    case AllocationKind::Maintenance:
        return tr("in maintenance");
    case AllocationKind::Own:
        break;
    }
    return tr("taken by an own job");
}

} // namespace

QString holdingText(const Allocation& allocation)
{
    const QString holder = holderText(allocation);
    return allocation.endsAt.isSet() ? tr("%1 until %2").arg(holder, wallTime(allocation.endsAt))
                                     : holder;
}

void addHoldingWarning(Context context, FormDialog* dialog,
                       const std::vector<QJsonObject>& machines)
{
    auto* strip = new MessageStrip(context.theme, u"holding"_qs, dialog);
    strip->setClosable(false);
    dialog->addWide(u"holding"_qs, tr("What holds the machines"), strip);
    strip->setMessage(Tone::Neutral, {});
    const auto read = [machines, now = context.clock.now()](Rows& rows) {
        QStringList lines;
        for (const QJsonObject& machine : machines) {
            Rows site = rows.of(machine.value(u"site_key"_qs).toString());
            const auto allocations = site.list<Allocation>(
                {.equals = {{u"machine_id"_qs, machine.value(u"id"_qs).toString()}}});
            for (const Allocation& allocation : allocations) {
                if (holds(allocation, now))
                    lines << tr("%1 is %2.")
                                 .arg(machine.value(u"name"_qs).toString(),
                                      holdingText(allocation));
            }
        }
        return lines;
    };
    context.records.fetch<QStringList>(dialog, read, [strip](const QStringList& lines) {
        if (lines.isEmpty())
            return;
        QStringList shown = lines.mid(0, kNamed);
        if (lines.size() > kNamed)
            shown << tr("%L1 more are held as well.").arg(lines.size() - kNamed);
        strip->setMessage(Tone::Warning, shown.join(u'\n'));
    });
}

} // namespace rackhouse
