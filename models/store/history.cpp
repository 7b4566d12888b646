#include "models/store/history.h"

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace rackhouse
{

namespace
{

enum class Weight { Counts, Measured, Noted };

/// What a field's change counts, by its name: the same in all kinds.
Weight weightByName(const QString& name)
{
    static const QStringList measured{QStringLiteral("power_w"), QStringLiteral("inlet_c"),
                                      QStringLiteral("hottest_c")};
    static const QStringList noted{QStringLiteral("observed_at"), QStringLiteral("tried_at"),
                                   QStringLiteral("received_bytes"), QStringLiteral("revision")};
    if (measured.contains(name))
        return Weight::Measured;
    return noted.contains(name) ? Weight::Noted : Weight::Counts;
}

struct HistoryField {
    QString name;
    Weight weight = Weight::Counts;
    double step = 1;
    bool isTime = false;
};
using HistoryFields = std::vector<HistoryField>;

HistoryFields fieldsOf(const RecordInfo& info)
{
    HistoryFields fields;
    for (const FieldInfo& field : info.fields) {
        if (field.has(Secret) || field.has(Internal))
            continue;
        const Weight weight = weightByName(field.nameText());
        const double step = QString::fromUtf8(field.unit) == QStringLiteral("W") ? 250 : 2;
        fields.push_back({field.nameText(), weight, step, field.type == FieldType::Time});
    }
    return fields;
}

const HistoryFields& historyFields(const RecordInfo& info)
{
    static const QHash<const RecordInfo*, HistoryFields> all = [] {
        QHash<const RecordInfo*, HistoryFields> made;
        for (const RecordInfo* kind : historyRecords())
            made.insert(kind, fieldsOf(*kind));
        return made;
    }();
    const auto found = all.constFind(&info);
    Q_ASSERT(found != all.cend());
    return *found;
}

bool sameStep(double step, double before, double after)
{
    if ((before == 0) != (after == 0))
        return false;
    return std::floor(before / step) == std::floor(after / step);
}

} // namespace

const std::vector<const RecordInfo*>& historyRecords()
{
    static const std::vector<const RecordInfo*> records{
        &Hall::record(),      &Rack::record(),      &DeviceType::record(), &Bmc::record(),
        &Image::record(),     &Machine::record(),   &Asset::record(),      &Cable::record(),
        &PowerFeed::record(), &Component::record(), &Allocation::record()};
    return records;
}

bool hasHistory(const RecordInfo& info)
{
    const auto& all = historyRecords();
    return std::find(all.begin(), all.end(), &info) != all.end();
}

Turn compareRows(const RecordInfo& info, const QJsonObject& before, const QJsonObject& after)
{
    Turn turn = Turn::Same;
    for (const HistoryField& field : historyFields(info)) {
        if (field.weight == Weight::Noted)
            continue;
        const QJsonValue was = before.value(field.name);
        const QJsonValue is = after.value(field.name);
        if (was == is)
            continue;
        if (field.weight == Weight::Counts)
            return Turn::Changed;
        if (!sameStep(field.step, was.toDouble(), is.toDouble()))
            turn = Turn::Measured;
    }
    return turn;
}

QJsonObject measuredPart(const RecordInfo& info, const QJsonObject& row)
{
    QJsonObject part;
    for (const HistoryField& field : historyFields(info)) {
        if (field.weight != Weight::Counts && row.contains(field.name))
            part.insert(field.name, row.value(field.name));
    }
    return part;
}

void clipNoted(const RecordInfo& info, QJsonObject& row, Instant moment)
{
    for (const HistoryField& field : historyFields(info)) {
        if (field.isTime && field.weight == Weight::Noted)
            row.insert(field.name, qMin(row.value(field.name).toInteger(), moment.ms));
    }
}

} // namespace rackhouse
