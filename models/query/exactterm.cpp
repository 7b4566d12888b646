#include "models/query/exactterm.h"

#include "models/base/naturalorder.h"

#include <QSet>

#include <algorithm>

namespace rackhouse::query
{

namespace
{

constexpr qsizetype kShortestSpan = 3; ///< two names are as short without it

QString written(const QString& name)
{
    const bool plain = !name.isEmpty() && !name.contains(QLatin1String("..")) &&
                       std::none_of(name.begin(), name.end(), [](QChar c) {
                           return c.isSpace() || QStringLiteral("\"\\(),").contains(c);
                       });
    if (plain)
        return name;
    QString quoted = name;
    quoted.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

} // namespace

QString exactTerm(const QString& field, const QStringList& names, const QStringList& all)
{
    const QSet<QString> named(names.begin(), names.end());
    QStringList sorted = all + names;
    sorted.removeDuplicates();
    // Names that differ in case only are the same to a filter, and stand side by side.
    std::stable_sort(sorted.begin(), sorted.end(), comesBefore);
    QStringList parts;
    for (qsizetype at = 0; at < sorted.size();) {
        qsizetype end = at;
        while (end < sorted.size() && named.contains(sorted.at(end)))
            ++end;
        if (end - at >= kShortestSpan) {
            parts << QLatin1Char('=') + written(sorted.at(at)) + QLatin1String("..") +
                         written(sorted.at(end - 1));
            at = end;
            continue;
        }
        for (; at < end; ++at)
            parts << QLatin1Char('=') + written(sorted.at(at));
        ++at;
    }
    return parts.isEmpty() ? QString() : field + QLatin1Char(':') + parts.join(QLatin1Char(','));
}

} // namespace rackhouse::query
