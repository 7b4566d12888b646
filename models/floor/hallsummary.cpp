#include "models/floor/hallsummary.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("Floor", text);
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QLatin1String(", "));
}

QString numberText(FloorMeasure measure, const MeasureValue& value)
{
    if (value.number.isEmpty())
        return {};
    switch (measure) {
    case FloorMeasure::Occupancy:
        return tr("%L1 % used").arg(qRound(100 * value.share));
    case FloorMeasure::Inlet:
    case FloorMeasure::Hottest:
        return tr("%1 °C").arg(value.number);
    case FloorMeasure::FreeGpus:
        return tr("%1 GPUs free").arg(value.number);
    case FloorMeasure::Wiped:
    case FloorMeasure::Inspected:
        return value.never ? value.number : tr("%1 d").arg(value.number);
    default:
        break;
    }
    // The worst state stands first.
    const QString words = value.brief.isEmpty() ? value.sentence : value.brief;
    return words.section(QLatin1Char(';'), 0, 0).section(QLatin1String(", "), 0, 0);
}

} // namespace

HallSummary HallSummary::of(FloorMeasure measure, const MeasureValue& hall,
                            const std::vector<MeasureValue>& racks)
{
    HallSummary summary;
    int critical = 0;
    int warning = 0;
    for (const MeasureValue& rack : racks) {
        critical += rack.level == Health::Critical ? 1 : 0;
        warning += rack.level == Health::Warning ? 1 : 0;
        summary.stale = summary.stale || rack.stale;
    }
    summary.level = critical > 0  ? Health::Critical
                    : warning > 0 ? Health::Warning
                                  : Health::Unknown;
    summary.number = numberText(measure, hall);
    if (summary.number.isEmpty())
        summary.state = racks.empty() ? tr("no racks") : tr("not known");
    else if (!isOfStates(measure))
        summary.state = joined({critical > 0 ? tr("%L1 critical").arg(critical) : QString(),
                                warning > 0 ? tr("%L1 warning").arg(warning) : QString()});
    return summary;
}

QString HallSummary::words() const
{
    return joined({number, state});
}

} // namespace rackhouse
