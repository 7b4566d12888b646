#include "models/items/columns.h"

#include "models/store/rowquery.h"

#include <algorithm>
#include <array>

namespace rackhouse
{

std::vector<const FieldInfo*> tableColumns(const RecordInfo& info)
{
    std::vector<const FieldInfo*> columns;
    for (const FieldInfo& field : info.fields) {
        if (!field.has(Secret) && !field.has(Internal))
            columns.push_back(&field);
    }
    const FieldInfo* label = &labelField(info);
    const auto rank = [label](const FieldInfo* field) {
        if (field == label)
            return 0;
        if (field->has(Key))
            return 3;
        return field->has(Detail) ? 2 : 1;
    };
    std::stable_sort(columns.begin(), columns.end(),
                     [&rank](const auto* a, const auto* b) { return rank(a) < rank(b); });
    return columns;
}

bool isShownByDefault(const RecordInfo& info, const FieldInfo& field)
{
    return &field == &labelField(info) || (!field.has(Detail) && !field.has(Key));
}

bool isObserved(const RecordInfo& info, const FieldInfo& field)
{
    // What the engine decides or computes itself does not age.
    static constexpr auto own =
        std::to_array<const char*>({"state", "state_reason", "reason", "revision", "job_id",
                                    "bmc_id", "image_id", "inspected_at", "wiped_at", "observed_at",
                                    "tried_at", "system_path", "hostname", "ip_address"});
    const bool isOwn = std::any_of(own.begin(), own.end(), [&field](const char* name) {
        return QLatin1String(field.name) == QLatin1String(name);
    });
    return field.has(ReadOnly) && !isOwn && info.field(QStringLiteral("observed_at"));
}

} // namespace rackhouse
