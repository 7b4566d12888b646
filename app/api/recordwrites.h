#pragma once

#include "models/domain/record.h"
#include "models/store/writer.h"

#include <optional>
#include <vector>

namespace rackhouse::api
{

/// A change of one row that a client asks for.
struct Edit {
    QString id;                     ///< of the row; a new row may bring its own
    QJsonObject fields;             ///< only those that a client may set
    std::optional<qint64> revision; ///< that the change was made from
    QString actor;
    /// Where set, rows whose place or port is taken are entered here and written all the same: what
    /// is there may be moved away by a later edit of the same transaction.
    QStringList* placeLater = nullptr;
};

/// A kind of row that clients may write. The functions run inside Store::write, write their audit
/// row first, and answer the row as it is then.
struct EditableKind {
    const RecordInfo* info;
    const char* path; ///< below /api/v1: "/racks"
    Role role;        ///< the least one that may write
    Result<QJsonObject> (*create)(Writer&, const Edit&);
    Result<QJsonObject> (*change)(Writer&, const Edit&);
    Result<QJsonObject> (*remove)(Writer&, const Edit&); ///< null: it has a way of its own
    Result<void> (*check)(Writer&, const QString& id);   ///< the row as it is now
};

/// Sets what a client may set; anything else is refused ("bad-field") rather than ignored. Texts
/// have no character that garbles what stands beside it ("character-refused": field, character).
Result<void> applyFields(const RecordInfo& info, void* row, QJsonObject fields);

const std::vector<EditableKind>& editableKinds();
/// Null where clients may not write rows of that kind.
const EditableKind* editableKind(const QString& kind);

} // namespace rackhouse::api
