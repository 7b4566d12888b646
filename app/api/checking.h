#pragma once

#include "models/domain/placement.h"
#include "models/store/writer.h"

namespace rackhouse::api
{

// What the checks of several kinds share; see recordchecks.h.

inline constexpr qint64 tallestRack = 100;

/// Millimetres of a device, front to rear; 0: not known.
inline bool isDepth(qint64 mm)
{
    return mm >= 0 && mm <= 5000;
}

inline tl::unexpected<Error> badField(const char* field)
{
    return fail("bad-field", {{QStringLiteral("field"), QString::fromLatin1(field)}});
}

/// A name that people can read, and that no other row of its kind has.
template <class T>
Result<void> checkName(Writer& writer, const T& row, QString T::*name = &T::name,
                       const char* field = "name")
{
    const QString& text = row.*name;
    if (text.trimmed().isEmpty() || text.size() > 300)
        return badField(field);
    const auto same = writer.list<T>({.equals = {{QString::fromLatin1(field), text}}});
    if (!same)
        return fail(same.error());
    if (!same->empty() && same->front().id != row.id)
        return fail("name-taken", {{QStringLiteral("name"), text}});
    return {};
}

/// Whether the rack is there, and a device that takes units fits where it is to stand.
Result<void> checkPlace(Writer& writer, const RackId& rack, const std::optional<Occupant>& device);
template <class T>
Result<void> checkPlace(Writer& writer, const RackId& rack, const T& row)
{
    return checkPlace(writer, rack,
                      takesUnits(row) ? std::optional(Occupant::of(row)) : std::nullopt);
}

/// What a device has told of its ports goes with it.
Result<void> removeNeighbors(Writer& writer, const QString& device);
/// What a switch said of itself and of its ports.
Result<void> removeSwitchWords(Writer& writer, const AssetId& asset);

/// "in-use" where a row of that kind has this id in the field.
Result<void> refuseIfUsed(Writer& writer, const RecordInfo& info, const char* field,
                          const QString& id);

} // namespace rackhouse::api
