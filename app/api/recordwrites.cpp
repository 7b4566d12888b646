#include "app/api/recordwrites.h"

#include "app/api/audit.h"
#include "app/api/recordchecks.h"
#include "app/api/route.h"
#include "models/domain/fieldtext.h"

namespace rackhouse::api
{

namespace
{

tl::unexpected<Error> badField(const QString& field)
{
    return fail("bad-field", {{QStringLiteral("field"), field}});
}

template <class T>
void noteActor(T&, const QString&)
{
}

void noteActor(SharedFilter& filter, const QString& actor)
{
    filter.owner = actor;
}

/// What else a change of a row means.
template <class T>
Result<void> follow(Writer&, const T&, const T&)
{
    return {};
}

template <class T>
Result<void> renameHall(Writer& writer, const QString& before, const QString& after)
{
    auto rows = writer.list<T>({.equals = {{QStringLiteral("hall"), before}}});
    if (!rows)
        return fail(rows.error());
    for (T& row : *rows) {
        row.hall = after;
        ++row.revision;
        if (auto put = writer.put(row); !put)
            return put;
    }
    return {};
}

/// Racks and feeds name their hall.
Result<void> follow(Writer& writer, const Hall& before, const Hall& after)
{
    if (before.name == after.name)
        return {};
    if (auto racks = renameHall<Rack>(writer, before.name, after.name); !racks)
        return racks;
    return renameHall<PowerFeed>(writer, before.name, after.name);
}

template <class T>
QByteArray actionOf(const char* verb)
{
    return QByteArray(T::record().kind) + '.' + verb;
}

/// Whether what stands in the way may go away.
bool isTaken(const Error& error)
{
    return error.code == QLatin1String("position-taken") ||
           error.code == QLatin1String("port-taken") ||
           error.code == QLatin1String("machine-held") ||
           error.code == QLatin1String("machine-held-open");
}

template <class T>
Result<QJsonObject> write(Writer& writer, const T& row, const Edit& edit, const char* verb)
{
    auto checked = check(writer, row);
    if (!checked && edit.placeLater && isTaken(checked.error())) {
        edit.placeLater->append(row.id.text());
        checked = {};
    }
    if (!checked)
        return fail(checked.error());
    auto done = writeAudit(writer, edit.actor, actionOf<T>(verb).constData(), T::record().kind,
                           row.id.text(), edit.fields);
    if (done)
        done = writer.put(row);
    if (!done)
        return fail(done.error());
    return toJson(row);
}

template <class T>
Result<QJsonObject> create(Writer& writer, const Edit& edit)
{
    T row;
    if (auto applied = applyFields(T::record(), &row, edit.fields); !applied)
        return fail(applied.error());
    // A row made offline brings its own id.
    const QString id = edit.id.isEmpty() ? newUuid() : edit.id;
    const auto existing = writer.find<T>(id);
    if (!existing)
        return fail(existing.error());
    if (!isUuid(id))
        return badField(QStringLiteral("id"));
    if (*existing)
        return fail("conflict");
    row.id = decltype(row.id)(id);
    noteActor(row, edit.actor);
    return write(writer, row, edit, "create");
}

template <class T>
Result<QJsonObject> change(Writer& writer, const Edit& edit)
{
    if (!edit.revision)
        return fail("revision-missing");
    const auto before = writer.get<T>(edit.id);
    if (!before)
        return fail(before.error());
    if (before->revision != *edit.revision)
        return fail("conflict");
    T row = *before;
    if (auto applied = applyFields(T::record(), &row, edit.fields); !applied)
        return fail(applied.error());
    ++row.revision;
    auto written = write(writer, row, edit, "change");
    if (!written)
        return written;
    if (auto followed = follow(writer, *before, row); !followed)
        return fail(followed.error());
    return written;
}

template <class T>
Result<QJsonObject> remove(Writer& writer, const Edit& edit)
{
    const auto row = writer.get<T>(edit.id);
    if (!row)
        return fail(row.error());
    if (edit.revision && row->revision != *edit.revision)
        return fail("conflict");
    if (auto checked = checkRemoval(writer, *row); !checked)
        return fail(checked.error());
    auto done = writeAudit(writer, edit.actor, actionOf<T>("remove").constData(), T::record().kind,
                           edit.id, toJson(*row));
    if (done)
        done = writer.remove<T>(row->id);
    if (!done)
        return fail(done.error());
    return QJsonObject();
}

template <class T>
Result<void> checkNow(Writer& writer, const QString& id)
{
    const auto row = writer.get<T>(id);
    if (!row)
        return fail(row.error());
    return check(writer, *row);
}

template <class T>
EditableKind kindOf(const char* path, Role role)
{
    return {&T::record(), path, role, create<T>, change<T>, remove<T>, checkNow<T>};
}

} // namespace

Result<void> applyFields(const RecordInfo& info, void* row, QJsonObject fields)
{
    fields.remove(QStringLiteral("id"));
    fields.remove(QStringLiteral("revision"));
    for (auto member = fields.constBegin(); member != fields.constEnd(); ++member) {
        const FieldInfo* field = info.field(member.key());
        if (!field || !isWritable(*field))
            return badField(member.key());
        if (const QString character = refusedCharacter(*field, *member); !character.isEmpty())
            return fail("character-refused", {{QStringLiteral("field"), member.key()},
                                              {QStringLiteral("character"), character}});
    }
    return recordFromJson(info, row, fields);
}

const std::vector<EditableKind>& editableKinds()
{
    static const std::vector<EditableKind> kinds{
        kindOf<Hall>("/halls", Role::Operator),
        kindOf<Rack>("/racks", Role::Operator),
        kindOf<DeviceType>("/device-types", Role::Operator),
        kindOf<Machine>("/machines", Role::Operator),
        kindOf<Asset>("/assets", Role::Operator),
        kindOf<Cable>("/cables", Role::Operator),
        kindOf<PowerFeed>("/power-feeds", Role::Operator),
        kindOf<SharedFilter>("/shared-filters", Role::Operator),
        kindOf<Allocation>("/allocations", Role::Operator),
        kindOf<Subnet>("/subnets", Role::Admin),
        // All that is in a fabric goes with it, which takes its time.
        {&Fabric::record(), "/fabrics", Role::Operator, create<Fabric>, change<Fabric>, nullptr,
         checkNow<Fabric>},
        {&SiteSettings::record(), "/site-settings", Role::Admin, create<SiteSettings>,
         change<SiteSettings>, nullptr, checkNow<SiteSettings>}};
    return kinds;
}

const EditableKind* editableKind(const QString& kind)
{
    for (const EditableKind& candidate : editableKinds()) {
        if (kind == QLatin1String(candidate.info->kind))
            return &candidate;
    }
    return nullptr;
}

} // namespace rackhouse::api
