#include "widgets/shell/page.h"

#include "widgets/common/focus.h"

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

QUrl Page::makeLink(const QString& path, const QString& key, const QString& value)
{
    QUrl url;
    url.setScheme(u"rackhouse"_qs);
    url.setPath(path);
    if (!key.isEmpty()) {
        QUrlQuery query;
        query.addQueryItem(key, QString::fromUtf8(QUrl::toPercentEncoding(value)));
        url.setQuery(query);
    }
    return url;
}

} // namespace rackhouse
