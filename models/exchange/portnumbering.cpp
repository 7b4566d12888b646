#include "models/exchange/portnumbering.h"

#include "models/base/naturalorder.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace rackhouse
{

namespace
{

using Numbers = std::set<qint64>;

constexpr size_t kLeastGroup = 4; ///< fewer ports have no numbering that could have holes

/// Names of one form: "P", the first number, ".", the second one.
struct Family {
    QString stem;
    QString mark;                  ///< between the numbers; empty where there is one number only
    QMap<qint64, Numbers> seconds; ///< of each first number
};

QMap<QString, Family> familiesOf(const QStringList& names)
{
    static const QRegularExpression two(QStringLiteral("^(.*?)(\\d{1,9})([^0-9]{1,2})(\\d{1,9})$"));
    static const QRegularExpression one(QStringLiteral("^(.*?)(\\d{1,9})$"));
    QMap<QString, Family> families;
    for (const QString& name : names) {
        if (const auto match = two.match(name); match.hasMatch()) {
            Family& family = families[match.captured(1) + u'\n' + match.captured(3)];
            family.stem = match.captured(1);
            family.mark = match.captured(3);
            family.seconds[match.captured(2).toLongLong()].insert(match.captured(4).toLongLong());
        } else if (const auto simple = one.match(name); simple.hasMatch()) {
            Family& family = families[simple.captured(1)];
            family.stem = simple.captured(1);
            family.seconds[simple.captured(2).toLongLong()];
        }
    }
    return families;
}

/// The holes of a row of numbers, if they are few beside what is there.
Numbers holesOf(const Numbers& numbers)
{
    if (numbers.size() < kLeastGroup)
        return {};
    const size_t whole = size_t(*numbers.rbegin() - *numbers.begin()) + 1;
    if ((whole - numbers.size()) * 4 > numbers.size())
        return {};
    Numbers holes;
    for (qint64 number = *numbers.begin(); number <= *numbers.rbegin(); ++number) {
        if (!numbers.contains(number))
            holes.insert(number);
    }
    return holes;
}

/// What the ports of most first numbers have in common, where that is the rule: three of four.
Numbers usualSeconds(const Family& family)
{
    std::map<Numbers, qsizetype> kinds;
    for (const Numbers& seconds : family.seconds)
        ++kinds[seconds];
    for (const auto& [seconds, count] : kinds) {
        if (count * 4 >= family.seconds.size() * 3 && count >= 3)
            return seconds;
    }
    return {};
}

Numbers firstsOf(const Family& family)
{
    const auto keys = family.seconds.keys();
    return {keys.begin(), keys.end()};
}

void addMissing(const Family& family, QStringList& missing)
{
    const auto name = [&family](qint64 first, qint64 second) -> QString {
        return family.stem + QString::number(first) + family.mark + QString::number(second);
    };
    if (family.mark.isEmpty()) {
        for (const qint64 hole : holesOf(firstsOf(family)))
            missing << family.stem + QString::number(hole);
        return;
    }
    const Numbers usual = usualSeconds(family);
    for (auto first = family.seconds.begin(); first != family.seconds.end(); ++first) {
        for (const qint64 hole : holesOf(*first))
            missing << name(first.key(), hole);
        for (const qint64 second : usual) {
            if (!first->contains(second) && !missing.contains(name(first.key(), second)))
                missing << name(first.key(), second);
        }
    }
    for (const qint64 hole : holesOf(firstsOf(family))) {
        for (const qint64 second : usual)
            missing << name(hole, second);
    }
}

} // namespace

QStringList missingPorts(const QStringList& names)
{
    QStringList missing;
    for (const Family& family : familiesOf(names))
        addMissing(family, missing);
    std::sort(missing.begin(), missing.end(), comesBefore);
    return missing;
}

} // namespace rackhouse
