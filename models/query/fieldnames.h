#pragma once

#include "models/domain/record.h"

namespace rackhouse::query
{

/// The word that stands for a field in a filter: its name without what says how it is stored
/// ("rack" for rack_id, "memory" for memory_bytes).
QString fieldWord(const FieldInfo& field);

/// Whether people may filter by it: neither secret nor internal nor raw bytes.
bool isSearchable(const FieldInfo& field);
bool isNumeric(const FieldInfo& field);

/// Whether a text is long enough to mean an id: random digits would fit any short word.
bool isPartOfAnId(const QString& text);
/// Whether free text looks into it: what people read, and ids only for a good part of one.
bool freeTextLooksInto(const FieldInfo& field, const QString& text);

/// The field that a word names: by name, by title ("seen"), by fieldWord() or by the first part of
/// its name ("ip"); else a derived field of that name. Where several fit ("gpu": gpu_count and
/// gpu_model), `numeric` says whether the value looks like a number. Null where none fits.
const FieldInfo* findField(const RecordInfo& info, const QString& word, bool numeric);

/// A word of a filter that no field is called by. Where it has a `when`, the field counts as 0 in a
/// record whose `when` is another word: `free:8` asks for GPUs of a machine that is available.
struct Alias {
    const char* record;
    const char* word;
    const char* title;
    const char* field;
    const char* when = nullptr;
    const char* whenWord = nullptr;
};

/// What other rows say of a record, and only SQL can ask: who rents a machine, what a rack brings.
/// A record alone has nothing there. What of it names customers and prices is `Confidential`.
const std::vector<FieldInfo>& derivedFields(const RecordInfo& info);
bool isDerived(const FieldInfo& field);
/// What the rentals that hold now bring in the whole of this month, in millionths of a currency.
bool isRevenue(const FieldInfo& field);

std::vector<Alias> aliasesOf(const RecordInfo& info);
std::optional<Alias> findAlias(const RecordInfo& info, const QString& word);

} // namespace rackhouse::query
