#include "models/query/completion.h"

#include "models/query/condition.h"
#include "models/query/fieldnames.h"

#include <QSet>

#include <algorithm>

namespace rackhouse::query
{

namespace
{

QStringList wordsOf(const RecordInfo& info, const QString& field)
{
    QStringList words;
    if (field == QLatin1String("is")) {
        words = isWords(info);
        for (const FieldInfo& candidate : info.fields)
            words << candidate.words;
        words.removeDuplicates();
    } else if (const FieldInfo* found = findField(info, field, false)) {
        words = found->type == FieldType::Bool
                    ? QStringList{QStringLiteral("yes"), QStringLiteral("no")}
                    : found->words;
    }
    return words;
}

std::vector<Suggestion> fieldSuggestions(const QString& prefix, qsizetype start,
                                         const RecordInfo& info)
{
    std::vector<Suggestion> suggestions;
    QSet<QString> seen;
    const auto add = [&](const QString& word, const QString& title) {
        if (seen.contains(word) || !word.startsWith(prefix, Qt::CaseInsensitive))
            return;
        seen.insert(word);
        suggestions.push_back({start, prefix.size(), word + QLatin1Char(':'), title});
    };
    for (const FieldInfo& field : info.fields) {
        if (isSearchable(field) && !field.has(Key))
            add(fieldWord(field), QString::fromLatin1(field.title));
    }
    add(QStringLiteral("is"), {});
    return suggestions;
}

} // namespace

std::vector<Suggestion> complete(const QString& text, qsizetype cursor, const RecordInfo& info,
                                 int limit)
{
    const QString before = text.first(std::clamp<qsizetype>(cursor, 0, text.size()));
    qsizetype start = before.size();
    while (start > 0 && !before.at(start - 1).isSpace() && before.at(start - 1) != QLatin1Char('('))
        --start;
    if (start < before.size() && before.at(start) == QLatin1Char('-'))
        ++start;
    const QString word = before.sliced(start);
    const qsizetype colon = word.indexOf(QLatin1Char(':'));
    std::vector<Suggestion> suggestions;
    if (colon < 0) {
        suggestions = fieldSuggestions(word, start, info);
    } else {
        const qsizetype from = std::max(colon, word.lastIndexOf(QLatin1Char(','))) + 1;
        const QString prefix = word.sliced(from);
        for (const QString& candidate : wordsOf(info, word.first(colon).toLower())) {
            if (candidate.startsWith(prefix, Qt::CaseInsensitive))
                suggestions.push_back({start + from, prefix.size(), candidate, {}});
        }
    }
    if (suggestions.size() > static_cast<std::size_t>(limit))
        suggestions.resize(static_cast<std::size_t>(limit));
    return suggestions;
}

} // namespace rackhouse::query
