#include "models/base/money.h"

#include <QRegularExpression>

namespace rackhouse
{

namespace
{

// ISO 4217, list one: the currencies that are in use, by their minor unit. Codes of four
// characters, a blank behind each.
constexpr char noDecimals[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ";
constexpr char threeDecimals[] = "BHD IQD JOD KWD LYD OMR TND ";
constexpr char twoDecimals[] =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
    "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
    "TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG ";

constexpr int microDecimals = 6;

} // namespace

std::optional<int> currencyDecimals(const QString& code)
{
    if (code.size() != 3 || code.contains(QLatin1Char(' ')))
        return std::nullopt;
    const QByteArray word = code.toLatin1() + ' ';
    for (const auto& [codes, decimals] :
         {std::pair{twoDecimals, 2}, std::pair{noDecimals, 0}, std::pair{threeDecimals, 3}}) {
        if (QByteArrayView(codes).indexOf(word) >= 0)
            return decimals;
    }
    return std::nullopt;
}

std::optional<qint64> microFromText(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("\\A([0-9]{1,10})(?:\\.([0-9]{1,6}))?\\z"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString decimals = match.captured(2).leftJustified(microDecimals, QLatin1Char('0'));
    const qint64 micro = QString(match.captured(1) + decimals).toLongLong();
    return micro <= largestMicro ? std::optional(micro) : std::nullopt;
}

QString microText(qint64 micro)
{
    QString text = QString::number(micro).rightJustified(microDecimals + 1, QLatin1Char('0'));
    text.insert(text.size() - microDecimals, QLatin1Char('.'));
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

QString Money::toText() const
{
    const quint64 amount =
        minor < 0 ? 0 - static_cast<quint64>(minor) : static_cast<quint64>(minor);
    const int decimals = currencyDecimals(currency).value_or(2);
    QString digits = QString::number(amount);
    if (decimals > 0) {
        digits = digits.rightJustified(decimals + 1, QLatin1Char('0'));
        digits.insert(digits.size() - decimals, QLatin1Char('.'));
    }
    return (minor < 0 ? QStringLiteral("-") : QString()) + digits + QLatin1Char(' ') + currency;
}

} // namespace rackhouse
