#include "models/base/characters.h"

namespace rackhouse
{

namespace
{

bool isBreak(QChar c)
{
    return c == u'\n' || c == u'\r' || c == u'\t' || c.category() == QChar::Separator_Line ||
           c.category() == QChar::Separator_Paragraph;
}

} // namespace

bool isGarbling(QChar c)
{
    const char16_t code = c.unicode();
    return c.category() == QChar::Other_Control || isBreak(c) ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

QString characterName(QChar c)
{
    if (c == u'\t')
        return QStringLiteral("a tab");
    if (isBreak(c))
        return QStringLiteral("a line break");
    return QStringLiteral("U+%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0')).toUpper();
}

QString cleaned(QString text)
{
    for (QChar& c : text) {
        if (isBreak(c))
            c = u' ';
    }
    text.removeIf(isGarbling);
    return text;
}

} // namespace rackhouse
