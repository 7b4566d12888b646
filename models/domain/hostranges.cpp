#include "models/domain/hostranges.h"

#include <QRegularExpression>

namespace rackhouse
{

Result<QStringList> expandHosts(const QString& range, qsizetype most)
{
    const auto invalid = [&range] {
        return fail("host-range-invalid", {{QStringLiteral("range"), range.left(100)}});
    };
    if (!range.contains(u'[') && !range.contains(u']'))
        return range.isEmpty() ? Result<QStringList>(invalid()) : QStringList{range};
    static const QRegularExpression form(
        QStringLiteral(R"re(^([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)$)re"));
    static const QRegularExpression part(QStringLiteral(R"re(^(\d{1,9})(?:-(\d{1,9}))?$)re"));
    const auto match = form.match(range);
    if (!match.hasMatch())
        return invalid();
    QStringList hosts;
    const QStringList parts = match.captured(2).split(u',');
    for (const QString& text : parts) {
        const auto numbers = part.match(text);
        if (!numbers.hasMatch())
            return invalid();
        const QString first = numbers.captured(1);
        const qint64 from = first.toLongLong();
        const qint64 to = numbers.captured(2).isEmpty() ? from : numbers.captured(2).toLongLong();
        if (to < from)
            return invalid();
        if (to - from >= most - hosts.size())
            return fail("host-range-too-large", {{QStringLiteral("range"), range.left(100)},
                                                 {QStringLiteral("limit"), most}});
        for (qint64 number = from; number <= to; ++number)
            hosts << match.captured(1) +
                         QStringLiteral("%1").arg(number, int(first.size()), 10, QLatin1Char('0')) +
                         match.captured(3);
    }
    return hosts;
}

} // namespace rackhouse
