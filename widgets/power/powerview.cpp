#include "widgets/power/powerview.h"

#include "models/items/displaytext.h"
#include "widgets/common/records.h"
#include "widgets/common/rowofid.h"

#include <QCoreApplication>

namespace rackhouse
{

std::shared_ptr<const PowerView> PowerView::read(Rows& rows, const query::Filter& filter)
{
    PowerPicture::Books books;
    books.feeds = rows.list<PowerFeed>({.orderBy = u"name"_qs});
    books.assets = rows.list<Asset>({.orderBy = u"name"_qs});
    books.machines = rows.list<Machine>({.orderBy = u"name"_qs});
    books.racks = rows.list<Rack>({.orderBy = u"name"_qs});
    books.cables = rows.list<Cable>({.equals = {{u"kind"_qs, enumText(CableKind::Power)}}});
    books.supplies = rows.list<Component>({.equals = {{u"kind"_qs, enumText(ComponentKind::Psu)}}});
    PowerPicture picture(books);
    PowerView view{std::move(books), std::move(picture)};
    if (!filter.isEmpty()) {
        view.kept.emplace();
        for (const Machine& machine : rows.listFields<Machine>({u"id"_qs}, filter))
            view.kept->insert(machine.id.text());
    }
    return std::make_shared<const PowerView>(std::move(view));
}

const PowerFeed* PowerView::feed(const QString& id) const
{
    return rowOfId(books.feeds, id);
}

const Machine* PowerView::machine(const QString& id) const
{
    return rowOfId(books.machines, id);
}

QString PowerView::rackName(const RackId& id) const
{
    const Rack* rack = rowOfId(books.racks, id.text());
    return rack == nullptr ? QString() : rack->name;
}

QString cordText(const PowerPicture::Plug& plug)
{
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("Power", text);
    };
    // Some books have the bare number.
    const auto name = [](const QString& port, const QString& numbered, const QString& unknown) {
        if (port.isEmpty())
            return unknown;
        return port.front().isDigit() ? numbered.arg(port) : port;
    };
    const QString outlet = name(plug.outlet, tr("Outlet %1"), tr("outlet not known"));
    const QString psu = name(plug.psu, tr("PSU %1"), tr("power supply not known"));
    return (plug.failed ? tr("%1 → %2, which has failed") : tr("%1 → %2")).arg(outlet, psu);
}

Tone toneOf(PowerFinding::Kind kind)
{
    return isCritical(kind) ? Tone::Critical : Tone::Warning;
}

QString feedKindText(FeedKind kind)
{
    return kind == FeedKind::Ups ? QCoreApplication::translate("Power", "UPS")
                                 : wordText(enumText(kind));
}

} // namespace rackhouse
