#pragma once

#include "models/store/rowquery.h"

namespace rackhouse
{

/// "now", "40 s ago", "4 min ago", "3 h ago", "2 d ago", then the date; "in 5 min" for what is to
/// come; "never" where it is not set.
QString relativeTime(Instant at, Instant now);
/// Local time with its zone: "2026-01-31 14:05:09 CET".
QString exactTime(Instant at);
/// A stable word as people read it: "powering-on" -> "Powering on".
QString wordText(const QString& word);

/// A cell of a row for people. `index` is the field's place in the description.
QString cellText(const RecordInfo& info, std::size_t index, const ReplicaRow& row, Instant now);
/// The longer text: exact times, the sentence behind a reason, the whole of a list.
QString cellToolTip(const RecordInfo& info, std::size_t index, const ReplicaRow& row);
/// All that warningText() may say beside a word of that field; nothing of most fields.
QStringList warningWords(const RecordInfo& info, const FieldInfo& field);
/// What is wrong with a row though its state is well: "slow, errors" of a port of a switch.
/// Empty for other cells, and where nothing is.
QString warningText(const RecordInfo& info, std::size_t index, const ReplicaRow& row);
/// The value of a cell for another program: a plain number in the unit of valueTitle(), a time in
/// ISO 8601 and UTC, a word as filters have it, the name of a row that an id names. Empty where it
/// is not known.
QString cellValue(const RecordInfo& info, std::size_t index, const ReplicaRow& row);
/// The title over such values, with their unit: "Memory (B)".
QString valueTitle(const FieldInfo& field);
/// When an observed value was last seen on the hardware, with the exact time.
QString seenText(Instant at, Instant now);
/// A whole number with its thousands; one that only names something, such as a port, without.
QString wholeText(const FieldInfo& field, qint64 value);
/// Whether the value of a number with a unit is 0 because nobody knows it: what was never measured
/// or entered has no weight, no power and no temperature. A place and a share may well be 0.
bool isUnknownNumber(const FieldInfo& field, double value);
/// The unit to write behind the cell's number; empty where cellText() has it already.
QString unitText(const FieldInfo& field);

} // namespace rackhouse
