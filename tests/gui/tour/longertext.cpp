#include "tests/gui/tour/longertext.h"

namespace rackhouse
{

namespace
{

/// The ones that are no prose: "%1 / %2", "Ctrl+K".
bool isProse(const QString& text)
{
    int letters = 0;
    for (qsizetype i = 0; i < text.size(); ++i)
        letters += text[i].isLetter() && (i == 0 || text[i - 1] != u'%');
    return letters > 2;
}

} // namespace

QString LongerText::translate(const char* /*context*/, const char* source, const char* /*comment*/,
                              int /*n*/) const
{
    const QString text = QString::fromUtf8(source);
    if (!isProse(text))
        return text;
    const QString more = QStringLiteral(" übermäßig längerer Wortlaut");
    const qsizetype wanted = std::max<qsizetype>(3, text.size() * 35 / 100);
    return text + more.repeated(1 + wanted / more.size()).left(wanted);
}

} // namespace rackhouse
