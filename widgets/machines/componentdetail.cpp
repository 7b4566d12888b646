#include "widgets/machines/componentdetail.h"

#include "models/base/units.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

namespace rackhouse
{

namespace
{

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("ComponentDetail", text, nullptr, n);
}

/// With the value in the place of %1.
const QHash<QString, const char*>& phrases()
{
    static const QHash<QString, const char*> all{
        {u"chassis"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "chassis %1")},
        {u"class"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "PCI class %1")},
        {u"cores"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "cores: %1")},
        {u"cpus"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "near CPUs %1")},
        {u"driver"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "driver %1")},
        {u"gpus"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "GPUs: %1")},
        {u"guid"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "GUID %1")},
        {u"host"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "host %1")},
        {u"link_layer"_qs, "%1"},
        {u"link_speed"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "runs at %1")},
        {u"link_width"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "lanes: %1")},
        {u"logical_block"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "blocks of %1 B")},
        {u"mac"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "MAC %1")},
        {u"max_speed"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "at most %1")},
        {u"max_width"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "lanes at most: %1")},
        {u"net"_qs, "%1"},
        {u"numa"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "NUMA node %1")},
        {u"numa_node"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "NUMA node %1")},
        {u"parent"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "behind %1")},
        {u"pci"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "PCI %1")},
        {u"port"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "port %1")},
        {u"rate"_qs, "%1"},
        {u"speed_mts"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "%1 MT/s")},
        {u"state"_qs, "%1"},
        {u"threads"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "threads: %1")},
        {u"transport"_qs, "%1"},
        {u"tray"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "tray %1")},
        {u"wwn"_qs, QT_TRANSLATE_NOOP("ComponentDetail", "WWN %1")}};
    return all;
}

/// What a yes or a no means; empty: nothing worth a word.
QString switchText(const QString& key, bool on)
{
    if (key == u"link")
        return on ? tr("link up") : tr("no link");
    if (key == u"rotational")
        return on ? tr("spinning disk") : QString();
    if (key == u"read_only")
        return on ? tr("read-only") : QString();
    if (key == u"removable")
        return on ? tr("removable") : QString();
    return QString(key).replace(u'_', u' ') + u' ' + (on ? tr("yes") : tr("no"));
}

QString numberText(const QString& key, double number)
{
    if (number < 0) // the NUMA node of a machine that has none
        return {};
    if (key == u"capacity_w")
        return tr("gives %1").arg(wattsText(number));
    if (key == u"speed_mbps")
        return number > 0 ? bitRateText(number) : QString();
    const char* phrase = phrases().value(key);
    const QString shown = realText(number);
    return phrase ? tr(phrase).arg(shown) : QString(key).replace(u'_', u' ') + u' ' + shown;
}

QString partText(const QString& key, const QJsonValue& value)
{
    if (value.isBool())
        return switchText(key, value.toBool());
    if (value.isDouble())
        return numberText(key, value.toDouble());
    const QString text = value.toString();
    if (text.isEmpty() || key == u"link")
        return text;
    const char* phrase = phrases().value(key);
    return phrase ? tr(phrase).arg(text) : QString(key).replace(u'_', u' ') + u' ' + text;
}

} // namespace

QString componentDetailText(const QJsonObject& detail)
{
    static const QSet<QString> elsewhere{
        u"address"_qs,      u"device"_qs,       u"drive"_qs,  u"firmware"_qs,
        u"manufacturer"_qs, u"memory_bytes"_qs, u"model"_qs,  u"name"_qs,
        u"part"_qs,         u"path"_qs,         u"serial"_qs, u"size_bytes"_qs,
        u"slot"_qs,         u"unit"_qs,         u"value"_qs,  u"vendor"_qs};
    QStringList parts;
    if (detail.contains(u"value"_qs)) { // of a sensor
        const QString unit = detail.value(u"unit"_qs).toString();
        parts << QString(realText(detail.value(u"value"_qs).toDouble()) + u' ' + unit).trimmed();
    }
    for (auto member = detail.constBegin(); member != detail.constEnd(); ++member) {
        if (!elsewhere.contains(member.key()))
            parts << partText(member.key(), *member);
    }
    parts.removeAll(QString());
    return parts.join(u", "_qs);
}

} // namespace rackhouse
