#include "models/store/rowquery.h"

#include "models/domain/registry.h"

namespace rackhouse
{

const RecordInfo* referredRecord(const FieldInfo& field)
{
    if (field.type != FieldType::Id || field.has(Key))
        return nullptr;
    const QString kind = field.references ? QString::fromLatin1(field.references)
                                          : field.nameText().chopped(qsizetype(3));
    const RecordInfo* info = recordOfKind(kind);
    return info && info->feedRole != Role::Nobody ? info : nullptr;
}

bool isDeviceEnd(const FieldInfo& field)
{
    // Those of a fabric's links say themselves what they refer to.
    return field.type != FieldType::Id &&
           (field.nameText() == QLatin1String("a_id") || field.nameText() == QLatin1String("b_id"));
}

const FieldInfo& labelField(const RecordInfo& info)
{
    for (const char* name :
         {"name", "slug", "label", "hostname", "address", "customer", "kind", "serial", "code"}) {
        if (const FieldInfo* field = info.field(QString::fromLatin1(name)))
            return *field;
    }
    return info.fields.front();
}

} // namespace rackhouse
