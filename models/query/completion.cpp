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
    for (const FieldInfo& field : derivedFields(info))
        add(field.nameText(), QString::fromLatin1(field.title));
    for (const Alias& alias : aliasesOf(info))
        add(QString::fromLatin1(alias.word), QString::fromLatin1(alias.title));
    add(QStringLiteral("is"), {});
    return suggestions;
}

/// The word up to the cursor, without a minus, and where it begins.
std::pair<QString, qsizetype> wordAt(const QString& text, qsizetype cursor)
{
    const QString before = text.first(std::clamp<qsizetype>(cursor, 0, text.size()));
    qsizetype start = before.size();
    while (start > 0 && !before.at(start - 1).isSpace() && before.at(start - 1) != QLatin1Char('('))
        --start;
    if (start < before.size() && before.at(start) == QLatin1Char('-'))
        ++start;
    return {before.sliced(start), start};
}

} // namespace

std::optional<TypedValue> typedValue(const QString& text, qsizetype cursor, const RecordInfo& info)
{
    const auto [word, start] = wordAt(text, cursor);
    const qsizetype colon = word.indexOf(QLatin1Char(':'));
    if (colon < 0)
        return std::nullopt;
    const FieldInfo* field = findField(info, word.first(colon).toLower(), false);
    if (!field || isDerived(*field) ||
        (field->type != FieldType::Text && field->type != FieldType::Id))
        return std::nullopt;
    const qsizetype from = std::max(colon, word.lastIndexOf(QLatin1Char(','))) + 1;
    QString begin = word.sliced(from);
    if (begin.startsWith(QLatin1Char('"')))
        begin.remove(0, 1);
    return TypedValue{field, start + from, word.size() - from, begin};
}

QString filterValue(const QString& value)
{
    const bool plain = std::all_of(value.begin(), value.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_') ||
               c == QLatin1Char('.');
    });
    if (plain && !value.startsWith(QLatin1Char('-')))
        return value;
    QString quoted = value;
    quoted.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

std::vector<Suggestion> complete(const QString& text, qsizetype cursor, const RecordInfo& info,
                                 int limit)
{
    const auto [word, start] = wordAt(text, cursor);
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
