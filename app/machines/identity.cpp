#include "app/machines/identity.h"

#include <QSet>

#include <algorithm>

namespace rackhouse
{

bool tellsApart(const QString& id)
{
    static const QSet<QString> fillers{QStringLiteral("to be filled by o.e.m."),
                                       QStringLiteral("to be filled by oem"),
                                       QStringLiteral("default string"),
                                       QStringLiteral("system serial number"),
                                       QStringLiteral("serial number"),
                                       QStringLiteral("not specified"),
                                       QStringLiteral("not available"),
                                       QStringLiteral("not applicable"),
                                       QStringLiteral("none"),
                                       QStringLiteral("n/a"),
                                       QStringLiteral("na"),
                                       QStringLiteral("null"),
                                       QStringLiteral("unknown"),
                                       QStringLiteral("undefined"),
                                       QStringLiteral("0123456789"),
                                       QStringLiteral("123456789"),
                                       QStringLiteral("1234567890"),
                                       QStringLiteral("03000200-0400-0500-0006-000700080009"),
                                       QStringLiteral("12345678-1234-5678-90ab-cddeefaabbcc")};
    QString text = id.trimmed().toLower();
    if (fillers.contains(text))
        return false;
    text.remove(u'-').remove(u':').remove(u' ');
    return std::any_of(text.begin(), text.end(), [&](QChar c) { return c != text.front(); });
}

} // namespace rackhouse
