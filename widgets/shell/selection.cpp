#include "widgets/shell/selection.h"

#include "widgets/common/focus.h"
#include "widgets/common/sitelink.h"

#include <QCoreApplication>

#include <algorithm>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("Selection", text);
}

} // namespace

QString siteKeyOf(const QJsonObject& row)
{
    return row.value(u"site_key"_qs).toString();
}

Context atSiteOfSelection(const Context& c)
{
    const auto& rows = c.focus.rows();
    SiteLink& site = rows.empty() ? c.site : c.site.of(siteKeyOf(rows.front()));
    return {c.clock, c.theme, c.icons, c.settings, c.records, site, c.focus, c.actions, c.prompts};
}

QString whyNotOn(const Context& context, const QString& kind, Role role,
                 const QString& noneSelected)
{
    const auto& rows = context.focus.rows();
    const bool several = context.site.state() == SiteLink::State::Several;
    if (several && (rows.empty() || context.focus.kind() != kind))
        return noneSelected;
    if (several && std::any_of(rows.begin(), rows.end(), [&rows](const QJsonObject& row) {
            return siteKeyOf(row) != siteKeyOf(rows.front());
        }))
        return tr("The selection is of several sites; a command goes to one");
    if (const QString& reason = context.site.lockReason(); !reason.isEmpty())
        return reason;
    const SiteLink& site = atSiteOfSelection(context).site;
    if (const QString reason = site.whyNot(role); !reason.isEmpty())
        return several ? site.siteName() + u": "_qs + reason : reason;
    return context.focus.kind() == kind && !rows.empty() ? QString() : noneSelected;
}

} // namespace rackhouse
