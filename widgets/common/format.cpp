#include "widgets/common/format.h"

#include "models/base/units.h"
#include "models/items/displaytext.h"
#include "models/market/price.h"
#include "widgets/common/phrases.h"
#include "widgets/common/status.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>

#include <cmath>

namespace rackhouse::format
{

namespace
{

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("Format", text, nullptr, n);
}

} // namespace

QString rate(qint64 bytesPerSecond)
{
    return decimalBytes(bytesPerSecond) + u"/s"_qs;
}

QString duration(qint64 ms)
{
    const QLocale locale;
    if (ms < 10'000)
        return tr("%1 s").arg(locale.toString(double(qMax<qint64>(0, ms)) / 1000, 'f', 1));
    const qint64 s = ms / 1000;
    if (s < 90)
        return tr("%1 s").arg(s);
    if (s < 90 * 60)
        return tr("%1 min").arg((s + 30) / 60);
    if (s < 36 * 3600)
        return tr("%1 h").arg((s + 1800) / 3600);
    return tr("%1 days").arg((s + 43200) / 86400);
}

int timeWidth(const QFontMetrics& metrics)
{
    constexpr int least = 110;
    constexpr int margins = 24;
    constexpr Instant now{24 * 3600 * 1000};
    int widest = 0;
    for (const qint64 ms : {59 * 1000, 59 * 60 * 1000, 23 * 3600 * 1000})
        widest = qMax(widest, metrics.horizontalAdvance(relativeTime(now.plusMs(-ms), now)));
    return qMax(least, widest + margins);
}

QString title(const FieldInfo& field)
{
    return QCoreApplication::translate("Record", field.title);
}

bool isMono(const FieldInfo& field)
{
    static const QStringList names{
        u"id"_qs,         u"serial"_qs,      u"macs"_qs,       u"mac"_qs,         u"address"_qs,
        u"ip_address"_qs, u"uuid"_qs,        u"sha256"_qs,     u"certificate"_qs, u"wwn"_qs,
        u"path"_qs,       u"system_path"_qs, u"fingerprint"_qs};
    return names.contains(field.nameText());
}

QString value(const RecordInfo& info, const FieldInfo& field, const QJsonValue& value, Instant now)
{
    const QString name = field.nameText();
    switch (field.type) {
    case FieldType::Time:
        return value.toInteger() == 0 ? QString() : relativeTime({value.toInteger()}, now);
    case FieldType::Integer:
        if (isUnknownNumber(field, value.toDouble()))
            return {};
        if (qstrcmp(field.unit, "B") == 0)
            return name == u"memory_bytes" ? binaryBytes(value.toInteger())
                                           : decimalBytes(value.toInteger());
        if (field.unit != nullptr && qstrcmp(field.unit, "permille") == 0)
            return tr("%1 %").arg(value.toInteger() / 10);
        if (qstrcmp(field.unit, "Mbit/s") == 0)
            return bitRateText(value.toDouble());
        if (field.unit != nullptr && qstrcmp(field.unit, "micro") == 0)
            return amountText(value.toInteger(), {});
        return wholeText(field, value.toInteger());
    case FieldType::Enum:
        if (isStatusField(info.kindText(), name))
            return statusOfWord(info.kindText(), name, value.toString()).word;
        if (const auto kind = enumFromText<JobKind>(value.toString());
            kind && info.kindText() == u"job")
            return jobKindText(*kind);
        if (name == u"firmware_mode" && value.toString() == enumText(FirmwareMode::Unknown))
            return {};
        return name == u"firmware_mode" ? value.toString().toUpper() : value.toString();
    case FieldType::Json: {
        if (value.isArray()) {
            QStringList words;
            const QJsonArray items = value.toArray();
            for (const QJsonValue& item : items)
                words << item.toString();
            return words.join(u", "_qs);
        }
        return value.toObject().isEmpty() ? QString() : QString::fromUtf8(toText(value.toObject()));
    }
    case FieldType::Bool:
        return value.toBool() ? tr("yes") : tr("no");
    case FieldType::Real:
        return isUnknownNumber(field, value.toDouble()) ? QString() : realText(value.toDouble());
    default:
        break;
    }
    if (isReason(field))
        return reason(value.toString());
    if (name == u"step" || (info.kindText() == u"job_step" && name == u"name"))
        return stepName(value.toString());
    return value.toString();
}

QString fingerprint(const QString& hex)
{
    QString text;
    for (qsizetype i = 0; i < hex.size(); i += 4) {
        if (i > 0)
            text += i == 32 ? u'\n' : u' ';
        text += QStringView(hex).mid(i, 4);
    }
    return text;
}

QString remaining(const JobStep& step, Instant now)
{
    // Steady: what it does now is what it did on the average since it began.
    constexpr qint64 leastMs = 10'000;
    constexpr double mostOff = 0.25;
    const qint64 ranMs = now.ms - step.startedAt.ms;
    if (!step.startedAt.isSet() || step.finishedAt.isSet() || ranMs < leastMs ||
        step.ratePerSecond <= 0 || step.done >= step.total)
        return {};
    const double average = 1000.0 * double(step.done) / double(ranMs);
    const double rate = double(step.ratePerSecond);
    if (std::abs(average - rate) > mostOff * rate)
        return {};
    const qint64 seconds = (step.total - step.done) / step.ratePerSecond;
    return seconds < 60 ? tr("less than 1 min left")
                        : tr("about %1 left").arg(duration(seconds * 1000));
}

QString stepName(const QString& name)
{
    if (const QString known = phrase(name); !known.isEmpty())
        return known;
    return wordText(name);
}

bool isReason(const FieldInfo& field)
{
    return field.nameText() == u"reason" || field.nameText() == u"state_reason";
}

QString shortReason(const QString& code)
{
    return code.isEmpty() ? QString() : stepName(code);
}

QString reason(const QString& code, const QString& detail)
{
    if (code.isEmpty())
        return {};
    if (const QString known = phrase(code); !known.isEmpty())
        return detail.isEmpty() ? known : QString(known + u": "_qs + detail);
    Error error{code, {}, detail};
    const QString sentence = problemText(error);
    return sentence == code ? stepName(code) : sentence;
}

QString event(const Event& event)
{
    if (!event.text.isEmpty())
        return event.text;
    Error error{event.code, event.args.toVariantMap(), {}};
    const QString sentence = problemText(error);
    if (sentence != event.code)
        return sentence;
    QString text = stepName(event.code);
    QStringList values;
    for (auto it = event.args.begin(); it != event.args.end(); ++it) {
        if (!it.value().toVariant().toString().isEmpty())
            values << it.value().toVariant().toString();
    }
    return values.isEmpty() ? text : QString(text + u": "_qs + values.join(u", "_qs));
}

} // namespace rackhouse::format
