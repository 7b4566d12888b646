#include "app/redfish/addressrange.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QSet>

#include <optional>

namespace rackhouse::redfish
{

namespace
{

struct Range {
    quint32 first;
    quint32 last;
};

std::optional<quint32> ipv4(const QString& text)
{
    static const QRegularExpression dotted(QStringLiteral("^\\d{1,3}(\\.\\d{1,3}){3}$"));
    const QHostAddress address(text);
    if (!dotted.match(text).hasMatch() || address.protocol() != QAbstractSocket::IPv4Protocol)
        return std::nullopt;
    return address.toIPv4Address();
}

std::optional<Range> fromNetwork(const QString& text)
{
    const auto address = ipv4(text.section(u'/', 0, 0));
    bool good = false;
    const int length = text.section(u'/', 1).toInt(&good);
    if (!address || !good || length < 0 || length > 32)
        return std::nullopt;
    const quint32 mask = length == 0 ? 0 : ~quint32(0) << (32 - length);
    const Range whole{*address & mask, *address | ~mask};
    if (length >= 31) // no network and broadcast address in these (RFC 3021)
        return whole;
    return Range{whole.first + 1, whole.last - 1};
}

std::optional<Range> fromBounds(const QString& text)
{
    const auto first = ipv4(text.section(u'-', 0, 0));
    QString end = text.section(u'-', 1);
    if (!first)
        return std::nullopt;
    if (!end.contains(u'.'))
        end = text.section(u'-', 0, 0).section(u'.', 0, 2) + u'.' + end;
    const auto last = ipv4(end);
    if (!last || *last < *first)
        return std::nullopt;
    return Range{*first, *last};
}

bool isHost(const QString& text)
{
    static const QRegularExpression name(
        QStringLiteral("^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-"
                       "Za-z0-9])?)*\\.?$"));
    static const QRegularExpression numeric(QStringLiteral("^[\\d.-]+$"));
    if (QHostAddress(text).protocol() == QAbstractSocket::IPv6Protocol || ipv4(text))
        return true;
    return text.size() <= 253 && name.match(text).hasMatch() && !numeric.match(text).hasMatch();
}

tl::unexpected<Error> tooLarge(int limit)
{
    return fail("address-range-too-large", {{QStringLiteral("limit"), limit}});
}

/// The addresses of one word; a count above the limit is refused before anything is built.
Result<QStringList> expandWord(const QString& word, int limit)
{
    static const QRegularExpression bounds(QStringLiteral("^\\d+(\\.\\d+){3}-[\\d.]+$"));
    const bool network = word.contains(u'/');
    if (!network && !bounds.match(word).hasMatch()) {
        if (isHost(word))
            return QStringList(word);
        return fail("address-range-invalid", {{QStringLiteral("text"), word}});
    }
    const auto range = network ? fromNetwork(word) : fromBounds(word);
    if (!range)
        return fail("address-range-invalid", {{QStringLiteral("text"), word}});
    if (quint64(range->last) - range->first >= quint64(limit))
        return tooLarge(limit);
    QStringList hosts;
    for (quint64 address = range->first; address <= range->last; ++address)
        hosts << QHostAddress(quint32(address)).toString();
    return hosts;
}

} // namespace

Result<QStringList> expandAddresses(const QStringList& expressions, int limit)
{
    return expandAddresses(expressions.join(u' '), limit);
}

Result<QStringList> expandAddresses(const QString& expression, int limit)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    static const QRegularExpression looseDash(QStringLiteral("\\s*-\\s+|\\s+-\\s*"));
    QString text = expression;
    text.replace(looseDash, QStringLiteral("-"));
    QStringList hosts;
    QSet<QString> seen;
    for (const QString& word : text.split(separators, Qt::SkipEmptyParts)) {
        const auto some = expandWord(word, limit);
        if (!some)
            return some;
        for (const QString& host : *some) {
            if (seen.contains(host))
                continue;
            seen.insert(host);
            hosts << host;
        }
        if (hosts.size() > limit)
            return tooLarge(limit);
    }
    if (hosts.isEmpty())
        return fail("address-range-invalid", {{QStringLiteral("text"), expression}});
    return hosts;
}

} // namespace rackhouse::redfish
