#pragma once

#include <Qt>

namespace rackhouse
{

/// What the item models answer besides DisplayRole, ToolTipRole and TextAlignmentRole.
enum ItemRole {
    SortRole = Qt::UserRole, ///< the raw value: a number, milliseconds, an enum's word, a text
    IdRole,                  ///< the record's id
    SiteKeyRole,             ///< the site that it is of
    KindRole,                ///< RecordInfo::kind of the row
    FieldRole,               ///< name of the field (also of a header)
    UnitRole,         ///< text of the unit behind a number, for the secondary colour; header too
    StaleRole,        ///< true: the hardware has not confirmed this value for a while
    ObservedAtRole,   ///< when it last did, milliseconds UTC; 0: never
    WarningRole,      ///< of a state: what is wrong all the same: "slow, errors"
    AgeRole,          ///< the same as people say it: "12 min ago"; empty for what does not age
    TargetKindRole,   ///< of a cell that names another row: that row's kind
    TargetIdRole,     ///< and its id
    DefaultShownRole, ///< of a header: shown until the person chooses otherwise
    CountRole,        ///< of a tree node: machines below it
};

} // namespace rackhouse
