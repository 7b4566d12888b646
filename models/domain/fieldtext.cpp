#include "models/domain/fieldtext.h"

#include "models/base/characters.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

QString refusedIn(const QString& text, bool mayBreak)
{
    const auto found = std::find_if(text.begin(), text.end(), [mayBreak](QChar c) {
        return isGarbling(c) && !(mayBreak && (c == u'\n' || c == u'\r' || c == u'\t'));
    });
    return found == text.end() ? QString() : characterName(*found);
}

QString refusedIn(const QJsonValue& value, bool mayBreak)
{
    if (value.isString())
        return refusedIn(value.toString(), mayBreak);
    QString refused;
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        for (auto item = items.begin(); item != items.end() && refused.isEmpty(); ++item)
            refused = refusedIn(QJsonValue(*item), mayBreak);
    } else if (value.isObject()) {
        const QJsonObject members = value.toObject();
        for (auto member = members.begin(); member != members.end() && refused.isEmpty();
             ++member) {
            refused = refusedIn(member.key(), mayBreak);
            if (refused.isEmpty())
                refused = refusedIn(QJsonValue(*member), mayBreak);
        }
    }
    return refused;
}

QJsonValue cleanedValue(const QJsonValue& value)
{
    if (value.isString())
        return cleaned(value.toString());
    if (value.isArray()) {
        QJsonArray items = value.toArray();
        for (QJsonValueRef item : items)
            item = cleanedValue(item);
        return items;
    }
    if (value.isObject()) {
        QJsonObject members = value.toObject();
        for (QJsonValueRef member : members)
            member = cleanedValue(member);
        return members;
    }
    return value;
}

} // namespace

QString refusedCharacter(const FieldInfo& field, const QJsonValue& value)
{
    return refusedIn(value, qstrcmp(field.name, "note") == 0);
}

void cleanTexts(const RecordInfo& info, void* row)
{
    for (const FieldInfo& field : info.fields) {
        if (field.type != FieldType::Text && field.type != FieldType::Json)
            continue;
        const QJsonValue told = field.toJson(row);
        // It keeps its shape, so that it can be set.
        if (const QJsonValue clean = cleanedValue(told); clean != told)
            (void)field.fromJson(row, clean);
    }
}

} // namespace rackhouse
