#include "models/market/price.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("Market", text);
}

/// Decimal digits with a point, in the digits and marks of the person's language.
QString localized(const QString& plain)
{
    const QLocale locale;
    if (plain.startsWith(QLatin1Char('-')))
        return locale.negativeSign() + localized(plain.mid(1));
    const qsizetype point = plain.indexOf(QLatin1Char('.'));
    QString text = locale.toString(plain.left(point).toLongLong());
    if (point >= 0)
        text += locale.decimalPoint() + plain.mid(point + 1);
    return text;
}

} // namespace

QString moneyText(const Money& money)
{
    const QString plain = money.toText();
    return localized(plain.section(QLatin1Char(' '), 0, 0)) + QChar(QChar::Nbsp) + money.currency;
}

QString moneyText(const MoneySums& sums, const QString& first)
{
    QStringList texts;
    for (const Money& money : sums.all())
        texts.insert(money.currency == first ? 0 : texts.size(), moneyText(money));
    return texts.join(QStringLiteral(" + "));
}

QString amountText(qint64 micro, const QString& currency)
{
    QString number = microText(micro);
    const int decimals = currencyDecimals(currency).value_or(2);
    const qsizetype point = number.indexOf(QLatin1Char('.'));
    const qsizetype has = point < 0 ? 0 : number.size() - point - 1;
    if (point < 0 && decimals > 0)
        number += QLatin1Char('.');
    for (qsizetype place = has; place < decimals; ++place)
        number += QLatin1Char('0');
    return localized(number);
}

QString priceText(const Allocation& allocation)
{
    if (allocation.currency.isEmpty())
        return {};
    return tr("%1 %2 per %3")
        .arg(amountText(allocation.amountMicro, allocation.currency), allocation.currency,
             priceUnitText(allocation.unit));
}

QString allocationKindText(AllocationKind kind)
{
    switch (kind) {
    case AllocationKind::Rental:
        return tr("Rental");
    case AllocationKind::Reservation:
        return tr("Reservation");
    case AllocationKind::Maintenance:
        return tr("Maintenance");
    case AllocationKind::Own:
        break;
    }
    return tr("Own job");
}

QString priceUnitText(PriceUnit unit)
{
    switch (unit) {
    case PriceUnit::GpuHour:
        return tr("GPU-hour");
    case PriceUnit::MachineHour:
        return tr("machine-hour");
    case PriceUnit::Month:
        break;
    }
    return tr("month");
}

} // namespace rackhouse
