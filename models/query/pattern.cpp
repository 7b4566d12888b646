#include "models/query/pattern.h"

#include <QList>

namespace rackhouse::query
{

QString foldAscii(const QString& text)
{
    QString folded = text;
    for (QChar& c : folded) {
        if (c >= QLatin1Char('A') && c <= QLatin1Char('Z'))
            c = QChar(c.unicode() + 32);
    }
    return folded;
}

bool matchesWildcard(const QString& pattern, const QString& text)
{
    const QList<uint> p = foldAscii(pattern).toUcs4();
    const QList<uint> t = foldAscii(text).toUcs4();
    qsizetype pi = 0;
    qsizetype ti = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (ti < t.size()) {
        if (pi < p.size() && p.at(pi) == '*') {
            star = pi++;
            resume = ti;
        } else if (pi < p.size() && (p.at(pi) == '?' || p.at(pi) == t.at(ti))) {
            ++pi;
            ++ti;
        } else if (star >= 0) {
            pi = star + 1;
            ti = ++resume;
        } else {
            return false;
        }
    }
    while (pi < p.size() && p.at(pi) == '*')
        ++pi;
    return pi == p.size();
}

bool hasWildcard(const QString& text)
{
    return text.contains(QLatin1Char('*')) || text.contains(QLatin1Char('?'));
}

namespace
{

QString escaped(const QString& text)
{
    QString like;
    for (const QChar c : text) {
        if (c == QLatin1Char('%') || c == QLatin1Char('_') || c == QLatin1Char('\\'))
            like += QLatin1Char('\\');
        like += c;
    }
    return like;
}

} // namespace

QString likeOfWildcard(const QString& pattern)
{
    return escaped(pattern)
        .replace(QLatin1Char('*'), QLatin1Char('%'))
        .replace(QLatin1Char('?'), QLatin1Char('_'));
}

QString likeOfContains(const QString& text)
{
    return QLatin1Char('%') + escaped(text) + QLatin1Char('%');
}

} // namespace rackhouse::query
