#include "models/items/displaytext.h"

#include "models/base/money.h"
#include "models/base/units.h"
#include "models/domain/switchfacts.h"
#include "models/market/price.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QTimeZone>

namespace rackhouse
{

namespace
{

QString translated(const char* text)
{
    return QCoreApplication::translate("DisplayText", text);
}

QString span(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    if (seconds < 60)
        return translated("%1 s").arg(seconds);
    if (seconds < 3600)
        return translated("%1 min").arg(seconds / 60);
    if (seconds < 86'400)
        return translated("%1 h").arg(seconds / 3600);
    return translated("%1 d").arg(seconds / 86'400);
}

QString jsonText(const QString& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isArray())
        return document.object().isEmpty() ? QString() : json;
    QStringList parts;
    const QJsonArray values = document.array();
    for (const QJsonValue& value : values)
        parts << value.toVariant().toString();
    return parts.join(QStringLiteral(", "));
}

/// What the row has in a field of that name; empty where it has no such field.
QString wordIn(const RecordInfo& info, const ReplicaRow& row, const char* name)
{
    for (std::size_t i = 0; i < info.fields.size(); ++i) {
        if (QLatin1String(info.fields[i].name) == QLatin1String(name))
            return row.values.at(static_cast<qsizetype>(i)).toString();
    }
    return {};
}

bool isMemory(const RecordInfo& info, const FieldInfo& field, const ReplicaRow& row)
{
    if (field.nameText().startsWith(QLatin1String("memory")))
        return true;
    // A component's capacity is memory for a DIMM or a GPU, and a disk's for the rest.
    const QString kind = wordIn(info, row, "kind");
    return kind == QLatin1String("dimm") || kind == QLatin1String("gpu");
}

bool isBytes(const FieldInfo& field)
{
    return QLatin1String(field.unit) == QLatin1String("B");
}

bool isBitRate(const FieldInfo& field)
{
    return QLatin1String(field.unit) == QLatin1String("Mbit/s");
}

bool isMoney(const FieldInfo& field)
{
    return QLatin1String(field.unit) == QLatin1String("micro");
}

QString numberText(const RecordInfo& info, const FieldInfo& field, qint64 value,
                   const ReplicaRow& row)
{
    if (isUnknownNumber(field, static_cast<double>(value)))
        return {};
    if (isBytes(field))
        return isMemory(info, field, row) ? binaryBytes(value) : decimalBytes(value);
    if (isBitRate(field))
        return bitRateText(static_cast<double>(value));
    if (QLatin1String(field.unit) == QLatin1String("permille"))
        return translated("%1 %").arg(value / 10);
    if (isMoney(field))
        return amountText(value, wordIn(info, row, "currency"));
    return wholeText(field, value);
}

bool isReason(const FieldInfo& field)
{
    return field.nameText().endsWith(QLatin1String("reason")) ||
           field.nameText() == QLatin1String("error_code") ||
           field.nameText() == QLatin1String("code");
}

} // namespace

QString relativeTime(Instant at, Instant now)
{
    if (!at.isSet())
        return translated("never");
    const qint64 age = now.ms - at.ms;
    if (age < 0)
        return age > -1000 ? translated("now") : translated("in %1").arg(span(-age));
    if (age < 2000)
        return translated("now");
    if (age < 14 * 86'400'000LL)
        return translated("%1 ago").arg(span(age));
    return QLocale().toString(at.toDateTime().toLocalTime().date(), QLocale::ShortFormat);
}

QString exactTime(Instant at)
{
    if (!at.isSet())
        return {};
    const QDateTime local = at.toDateTime().toLocalTime();
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + local.timeZoneAbbreviation();
}

QString wordText(const QString& word)
{
    static const QHash<QString, QString> written{
        {QStringLiteral("aes"), QStringLiteral("AES")},
        {QStringLiteral("aoc"), QStringLiteral("AOC")},
        {QStringLiteral("bios"), QStringLiteral("BIOS")},
        {QStringLiteral("bmc"), QStringLiteral("BMC")},
        {QStringLiteral("cpu"), QStringLiteral("CPU")},
        {QStringLiteral("dac"), QStringLiteral("DAC")},
        {QStringLiteral("des"), QStringLiteral("DES")},
        {QStringLiteral("dimm"), QStringLiteral("DIMM")},
        {QStringLiteral("eapi"), QStringLiteral("eAPI")},
        {QStringLiteral("gpu"), QStringLiteral("GPU")},
        {QStringLiteral("infiniband"), QStringLiteral("InfiniBand")},
        {QStringLiteral("md5"), QStringLiteral("MD5")},
        {QStringLiteral("netq"), QStringLiteral("NetQ")},
        {QStringLiteral("nic"), QStringLiteral("NIC")},
        {QStringLiteral("nmx"), QStringLiteral("NMX")},
        {QStringLiteral("nvlink"), QStringLiteral("NVLink")},
        {QStringLiteral("nvue"), QStringLiteral("NVUE")},
        {QStringLiteral("pdu"), QStringLiteral("PDU")},
        {QStringLiteral("psu"), QStringLiteral("PSU")},
        {QStringLiteral("sha"), QStringLiteral("SHA")},
        {QStringLiteral("snmp"), QStringLiteral("SNMP")},
        {QStringLiteral("sonic"), QStringLiteral("SONiC")},
        {QStringLiteral("uefi"), QStringLiteral("UEFI")},
        {QStringLiteral("ups"), QStringLiteral("UPS")}};
    QStringList words = word.split(QLatin1Char('-'));
    if (!words.first().isEmpty() && !written.contains(words.first()))
        words.first()[0] = words.first().at(0).toUpper();
    for (QString& part : words)
        part = written.value(part, part);
    const QString text = words.join(QLatin1Char(' '));
    return QCoreApplication::translate("Words", text.toUtf8().constData());
}

QString wholeText(const FieldInfo& field, qint64 value)
{
    static const QStringList names{QStringLiteral("port"), QStringLiteral("a_port"),
                                   QStringLiteral("b_port"), QStringLiteral("lid")};
    return names.contains(field.nameText()) ? QString::number(value) : QLocale().toString(value);
}

bool isUnknownNumber(const FieldInfo& field, double value)
{
    const bool mayBeNothing = QLatin1String(field.unit) == QLatin1String("permille") ||
                              QLatin1String(field.unit) == QLatin1String("°") ||
                              field.nameText() == QLatin1String("x_mm") ||
                              field.nameText() == QLatin1String("y_mm");
    return value == 0 && field.unit != nullptr && !mayBeNothing;
}

QString unitText(const FieldInfo& field)
{
    const QString unit = QString::fromUtf8(field.unit);
    const bool inText =
        isBytes(field) || isBitRate(field) || isMoney(field) || unit == QLatin1String("permille");
    return inText ? QString() : unit;
}

QString cellText(const RecordInfo& info, std::size_t index, const ReplicaRow& row, Instant now)
{
    const FieldInfo& field = info.fields[index];
    const QVariant& value = row.values.at(static_cast<qsizetype>(index));
    switch (field.type) {
    case FieldType::Id: {
        const QString label = row.labels.at(static_cast<qsizetype>(index));
        if (!label.isEmpty())
            return label;
        // UUIDv7 begins with the time: the end tells two of them apart.
        return field.has(Key) ? value.toString() : value.toString().right(8);
    }
    case FieldType::Enum:
        return wordText(value.toString());
    case FieldType::Integer:
        return numberText(info, field, value.toLongLong(), row);
    case FieldType::Real:
        return isUnknownNumber(field, value.toDouble()) ? QString() : realText(value.toDouble());
    case FieldType::Bool:
        return value.toBool() ? translated("Yes") : translated("No");
    case FieldType::Time:
        return value.toLongLong() == 0 ? QString() : relativeTime(Instant{value.toLongLong()}, now);
    case FieldType::Json:
        return jsonText(value.toString());
    case FieldType::Text:
        if (const QString label = row.labels.at(static_cast<qsizetype>(index)); !label.isEmpty())
            return label;
        return isReason(field) ? wordText(value.toString()) : value.toString();
    case FieldType::Bytes:
        break;
    }
    return {};
}

QString cellValue(const RecordInfo& info, std::size_t index, const ReplicaRow& row)
{
    const FieldInfo& field = info.fields[index];
    const QVariant& value = row.values.at(static_cast<qsizetype>(index));
    if (value.isNull())
        return {};
    switch (field.type) {
    case FieldType::Id: {
        const QString label = row.labels.at(static_cast<qsizetype>(index));
        return label.isEmpty() ? value.toString() : label;
    }
    case FieldType::Integer: {
        if (isMoney(field))
            return microText(value.toLongLong());
        return isUnknownNumber(field, value.toDouble()) ? QString()
                                                        : QString::number(value.toLongLong());
    }
    case FieldType::Real:
        return isUnknownNumber(field, value.toDouble())
                   ? QString()
                   : QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case FieldType::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case FieldType::Time:
        return Instant{value.toLongLong()}.toIso();
    case FieldType::Json:
        return jsonText(value.toString());
    case FieldType::Enum:
    case FieldType::Text:
        return value.toString();
    case FieldType::Bytes:
        break;
    }
    return {};
}

QString valueTitle(const FieldInfo& field)
{
    const QString title = QCoreApplication::translate("Record", field.title);
    QString unit = QString::fromLatin1(field.unit);
    if (unit == QLatin1String("permille"))
        unit = QStringLiteral("‰");
    return unit.isEmpty() || isMoney(field)
               ? title
               : title + QStringLiteral(" (") + unit + QLatin1Char(')');
}

QString seenText(Instant at, Instant now)
{
    return at.isSet() ? translated("Seen %1 (%2)").arg(relativeTime(at, now), exactTime(at))
                      : translated("Not seen on the hardware yet");
}

QStringList warningWords(const RecordInfo& info, const FieldInfo& field)
{
    if (&info != &SwitchPort::record() || field.nameText() != QLatin1String("state"))
        return {};
    return {translated("slow"), translated("errors"), translated("weak light")};
}

QString warningText(const RecordInfo& info, std::size_t index, const ReplicaRow& row)
{
    const QStringList words = warningWords(info, info.fields[index]);
    if (words.isEmpty())
        return {};
    const auto value = [&](QLatin1String name) {
        for (std::size_t i = 0; i < info.fields.size(); ++i) {
            if (info.fields[i].nameText() == name)
                return row.values.at(static_cast<qsizetype>(i));
        }
        return QVariant();
    };
    SwitchPort port;
    port.state = enumFromText<PortState>(value(QLatin1String("state")).toString())
                     .value_or(PortState::Unknown);
    port.speedMbps = value(QLatin1String("speed_mbps")).toLongLong();
    port.mostMbps = value(QLatin1String("most_mbps")).toLongLong();
    port.errorCount = value(QLatin1String("error_count")).toLongLong();
    port.media = value(QLatin1String("media")).toString();
    port.rxDbm = value(QLatin1String("rx_dbm")).toDouble();
    QStringList wrong;
    if (port.isSlow())
        wrong << words[0];
    if (port.state == PortState::Up && port.hasManyErrors())
        wrong << words[1];
    if (port.isDim())
        wrong << words[2];
    return wrong.join(QLatin1String(", "));
}

QString cellToolTip(const RecordInfo& info, std::size_t index, const ReplicaRow& row)
{
    const FieldInfo& field = info.fields[index];
    const QVariant& value = row.values.at(static_cast<qsizetype>(index));
    if (field.type == FieldType::Time)
        return exactTime(Instant{value.toLongLong()});
    if (field.type == FieldType::Integer && isBytes(field))
        return translated("%1 bytes").arg(QLocale().toString(value.toLongLong()));
    if (isReason(field) && !value.toString().isEmpty())
        return problemText(Error{value.toString(), {}, {}});
    return field.type == FieldType::Json ? jsonText(value.toString()) : QString();
}

} // namespace rackhouse
