#include "models/query/fieldnames.h"

#include <algorithm>
#include <iterator>

namespace rackhouse::query
{

namespace
{

constexpr Alias kAliases[] = {
    {"machine", "temp", "Hottest", "hottest_c"},
    // As the floor and the overview count them.
    {"machine", "free", "Free GPUs", "gpu_count", "state", "available"},
};

/// A field that no record holds.
FieldInfo derived(const char* name, const char* title, FieldType type, unsigned flags = Plain,
                  const char* unit = nullptr)
{
    FieldInfo field;
    field.flags = flags;
    field.name = name;
    field.title = title;
    field.type = type;
    field.unit = unit;
    field.toSql = [](const void*) {
        return QVariant(QStringLiteral(""));
    };
    return field;
}

FieldInfo revenue()
{
    return derived("revenue", "Revenue a month", FieldType::Integer, Confidential, "micro");
}

const std::vector<FieldInfo>& ofMachines()
{
    static const std::vector<FieldInfo> fields{
        derived("customer", "Customer", FieldType::Text, Confidential),
        derived("rented", "Rented", FieldType::Bool), revenue()};
    return fields;
}

const std::vector<FieldInfo>& ofRacks()
{
    static const std::vector<FieldInfo> fields{revenue()};
    return fields;
}

bool isIn(const std::vector<FieldInfo>& fields, const FieldInfo& field)
{
    return &field >= fields.data() && &field < fields.data() + fields.size();
}

QString titleWord(const FieldInfo& field)
{
    QString word = QString::fromLatin1(field.title).toLower();
    for (QChar& c : word) {
        if (!c.isLetterOrNumber())
            c = QLatin1Char('_');
    }
    return word;
}

/// 0: does not fit; higher fits better.
int fit(const FieldInfo& field, const QString& word)
{
    const QString name = field.nameText();
    if (word == name)
        return 4;
    if (word == titleWord(field))
        return 3;
    if (word == fieldWord(field))
        return 2;
    return name.startsWith(word + QLatin1Char('_')) ? 1 : 0;
}

} // namespace

QString fieldWord(const FieldInfo& field)
{
    const QString name = field.nameText();
    for (const char* suffix :
         {"_id", "_bytes", "_at", "_count", "_permille", "_units", "_name", "_address"}) {
        if (name.endsWith(QLatin1String(suffix)))
            return name.chopped(QLatin1String(suffix).size());
    }
    return field.type == FieldType::Json && name.endsWith(QLatin1Char('s')) ? name.chopped(1)
                                                                            : name;
}

bool isSearchable(const FieldInfo& field)
{
    return !field.has(Secret) && !field.has(Internal) && field.type != FieldType::Bytes;
}

bool isNumeric(const FieldInfo& field)
{
    return field.type == FieldType::Integer || field.type == FieldType::Real ||
           field.type == FieldType::Time;
}

bool isPartOfAnId(const QString& text)
{
    constexpr qsizetype kPartOfAnId = 8;
    return text.size() >= kPartOfAnId;
}

bool freeTextLooksInto(const FieldInfo& field, const QString& text)
{
    return isSearchable(field) && !isNumeric(field) && field.type != FieldType::Bool &&
           (!field.has(Key) || isPartOfAnId(text));
}

const FieldInfo* findField(const RecordInfo& info, const QString& word, bool numeric)
{
    const QString wanted = word.toLower().replace(QLatin1Char('-'), QLatin1Char('_'));
    const FieldInfo* best = nullptr;
    int bestScore = 0;
    for (const FieldInfo& field : info.fields) {
        const int fits = isSearchable(field) ? fit(field, wanted) : 0;
        if (fits == 0)
            continue;
        const int score = fits == 4 ? 100 : fits + (isNumeric(field) == numeric ? 10 : 0);
        if (score > bestScore) {
            best = &field;
            bestScore = score;
        }
    }
    for (const FieldInfo& field : derivedFields(info)) {
        if (best == nullptr && field.nameText() == wanted)
            best = &field;
    }
    return best;
}

const std::vector<FieldInfo>& derivedFields(const RecordInfo& info)
{
    static const std::vector<FieldInfo> none;
    return info.kindText() == QLatin1String("machine") ? ofMachines()
           : info.kindText() == QLatin1String("rack")  ? ofRacks()
                                                       : none;
}

bool isDerived(const FieldInfo& field)
{
    return isIn(ofMachines(), field) || isIn(ofRacks(), field);
}

bool isRevenue(const FieldInfo& field)
{
    return isDerived(field) && field.unit != nullptr;
}

std::vector<Alias> aliasesOf(const RecordInfo& info)
{
    std::vector<Alias> aliases;
    std::copy_if(
        std::begin(kAliases), std::end(kAliases), std::back_inserter(aliases),
        [&info](const Alias& alias) { return info.kindText() == QLatin1String(alias.record); });
    return aliases;
}

std::optional<Alias> findAlias(const RecordInfo& info, const QString& word)
{
    for (const Alias& alias : aliasesOf(info)) {
        if (word.compare(QLatin1String(alias.word), Qt::CaseInsensitive) == 0)
            return alias;
    }
    return std::nullopt;
}

} // namespace rackhouse::query
