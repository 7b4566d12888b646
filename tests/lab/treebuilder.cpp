#include "tests/lab/treebuilder.h"

namespace rackhouse::lab
{

QString TreeBuilder::spelled(const QString& path) const
{
    QString text = path;
    // iLO links to some subtrees in lower case although it names them in mixed case.
    if (m_personality.ignoreCase && text.contains(u"/Storage"))
        text = text.toLower();
    if (m_personality.trailingSlash && !text.contains(u'?'))
        text += u'/';
    return text;
}

QJsonObject TreeBuilder::link(const QString& path) const
{
    return {{QStringLiteral("@odata.id"), spelled(path)}};
}

QJsonArray TreeBuilder::links(const QStringList& paths) const
{
    QJsonArray all;
    for (const QString& path : paths)
        all.append(link(path));
    return all;
}

void TreeBuilder::add(const QString& path, const QString& type, const QString& name,
                      QJsonObject fields)
{
    fields.insert(QStringLiteral("@odata.id"),
                  m_personality.trailingSlash ? QString(path + u'/') : path);
    fields.insert(QStringLiteral("@odata.type"), QString(u'#' + type));
    fields.insert(QStringLiteral("Id"), path.section(u'/', -1));
    fields.insert(QStringLiteral("Name"), name);
    m_tree.insert(path, fields);
}

void TreeBuilder::collection(const QString& path, const QString& type, const QStringList& members)
{
    const auto size = m_personality.pageSize > 0 ? m_personality.pageSize
                                                 : std::max<qsizetype>(members.size(), 1);
    const auto page = [&path](qsizetype skip) {
        return skip == 0 ? path : QStringLiteral("%1?$skip=%2").arg(path).arg(skip);
    };
    for (qsizetype skip = 0; skip == 0 || skip < members.size(); skip += size) {
        QJsonObject body{
            {QStringLiteral("@odata.id"),
             m_personality.trailingSlash ? QString(path + u'/') : path},
            {QStringLiteral("@odata.type"), QStringLiteral("#%1Collection.%1Collection").arg(type)},
            {QStringLiteral("Name"), QString(type + QStringLiteral(" Collection"))},
            {QStringLiteral("Members@odata.count"), members.size()},
            {QStringLiteral("Members"), links(members.mid(skip, size))}};
        if (skip + size < members.size())
            body.insert(QStringLiteral("Members@odata.nextLink"), page(skip + size));
        m_tree.insert(page(skip), body);
    }
}

QJsonObject healthy()
{
    return {{QStringLiteral("Health"), QStringLiteral("OK")},
            {QStringLiteral("State"), QStringLiteral("Enabled")}};
}

Tree buildTree(const Personality& personality, const Hardware& hardware)
{
    TreeBuilder builder(personality);
    addServices(builder, personality, hardware);
    addSystem(builder, personality, hardware);
    addChassis(builder, personality, hardware);
    addManager(builder, personality, hardware);
    if (personality.name == u"dgx-h100")
        addHgxBaseboard(builder, hardware);
    return builder.take();
}

} // namespace rackhouse::lab
