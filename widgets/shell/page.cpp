#include "widgets/shell/page.h"

#include "widgets/common/focus.h"
#include "widgets/common/prompts.h"
#include "widgets/shell/paperdialog.h"

namespace rackhouse
{

Page::Page(Context context, const QString& name, QWidget* parent)
    : QWidget(parent), m_context(context)
{
    setObjectName(u"page."_qs + name);
}

void Page::aim(const QString& kind, std::vector<QJsonObject> rows)
{
    if (isShown())
        m_context.focus.set(kind, std::move(rows));
}

QString Page::whyNotPrint() const
{
    return tr("Open a table, the floor or the power to print it");
}

void Page::printOn(std::shared_ptr<const Paper> paper)
{
    m_context.prompts.open(makePaperDialog(m_context, std::move(paper), window()));
}

QUrl Page::makeLink(const QString& path, const QString& key, const QString& value)
{
    QUrl url;
    url.setScheme(u"rackhouse"_qs);
    url.setPath(path);
    if (!key.isEmpty()) {
        QUrlQuery query;
        // The commas of a list stay ones: what takes it apart looks for them.
        query.addQueryItem(key, QString::fromUtf8(QUrl::toPercentEncoding(value, ",")));
        url.setQuery(query);
    }
    return url;
}

} // namespace rackhouse
