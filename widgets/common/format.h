#pragma once

#include "models/domain/job.h"
#include "models/domain/record.h"
#include "models/items/displaytext.h"

#include <QString>

class QFontMetrics;

namespace rackhouse::format
{

/// "1.4 GB/s"
QString rate(qint64 bytesPerSecond);
/// "0.2 s", "4 min", "3 h", "12 days"
QString duration(qint64 ms);

/// The least width of a column of relative times.
int timeWidth(const QFontMetrics& metrics);

/// A value of a record field as a person reads it.
QString value(const RecordInfo& info, const FieldInfo& field, const QJsonValue& value, Instant now);
/// True where the field is read letter by letter: serials, MACs, addresses, hashes.
bool isMono(const FieldInfo& field);
/// The translated title of a record field.
QString title(const FieldInfo& field);

/// A SHA-256 in groups of four on two lines, so that two of them can be compared by eye.
QString fingerprint(const QString& hex);

/// "about 4 min left" of a step whose rate has been steady for a while; else empty.
QString remaining(const JobStep& step, Instant now);

/// "network-boot" -> "Network boot"
QString stepName(const QString& name);
/// Whether a field holds the code of a reason.
bool isReason(const FieldInfo& field);
/// A reason in a cell: its phrase, or its code in words.
QString shortReason(const QString& code);
/// A sentence for a reason code of a machine, job or step.
QString reason(const QString& code, const QString& detail = {});
/// A sentence for an event.
QString event(const Event& event);

} // namespace rackhouse::format
