#include "models/topology/topologytext.h"

#include "models/topology/perfquery.h"

#include <QRegularExpression>

namespace rackhouse
{

TopologyText kindOfTopology(const QByteArray& head)
{
    static const auto line = [](const char* form) {
        return QRegularExpression(QLatin1String(form), QRegularExpression::MultilineOption);
    };
    static const QRegularExpression counters = line("^# *Port\\w*( \\w+)? counters: ");
    static const QRegularExpression facts = line("^(part number|serial number|PSID|GUID) *\\|");
    static const QRegularExpression plan = line("^(switches|blocks):\\s*(\\r?$|[\\[{#])");
    const QString text = QString::fromUtf8(head);
    if (text.contains(counters))
        return TopologyText::Counters;
    if (text.contains(facts))
        return TopologyText::Switches;
    return text.contains(plan) ? TopologyText::Plan : TopologyText::Subnet;
}

QString topologyQuery(const QString& fileName, const QDateTime& writtenAt)
{
    QString query = QStringLiteral("observed_at=") + writtenAt.toUTC().toString(Qt::ISODateWithMs);
    if (const QString guid = guidInName(fileName); !guid.isEmpty())
        query += QStringLiteral("&guid=") + guid;
    return query;
}

} // namespace rackhouse
