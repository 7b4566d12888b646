#include "models/base/watts.h"

#include <QCoreApplication>
#include <QLocale>

namespace rackhouse
{

QString wattsText(double watts)
{
    const QLocale locale;
    if (watts < 999.5)
        return QCoreApplication::translate("Power", "%1 W").arg(locale.toString(qRound64(watts)));
    if (watts < 999'500)
        return QCoreApplication::translate("Power", "%1 kW")
            .arg(locale.toString(watts / 1000, 'f', watts < 100'000 ? 1 : 0));
    return QCoreApplication::translate("Power", "%1 MW")
        .arg(locale.toString(watts / 1'000'000, 'f', 2));
}

} // namespace rackhouse
