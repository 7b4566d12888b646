#include "models/market/price.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

using namespace rackhouse;

namespace
{

constexpr qint64 kHour = 3'600'000;

QTimeZone berlin()
{
    return QTimeZone("Europe/Berlin");
}

Instant at(const char* iso)
{
    return {QDateTime::fromString(QLatin1String(iso), Qt::ISODate).toMSecsSinceEpoch()};
}

Allocation rental(const char* amount, const char* currency, PriceUnit unit)
{
    Allocation allocation;
    allocation.amountMicro = microFromText(QLatin1String(amount)).value();
    allocation.currency = QLatin1String(currency);
    allocation.unit = unit;
    allocation.startsAt = at("2020-01-01T00:00:00Z");
    return allocation;
}

} // namespace

class TestMarketBilling : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        if (!berlin().isValid())
            QSKIP("the time zones of the world are not installed here");
    }

    void monthsFollowTheTimeZone()
    {
        QCOMPARE(monthOf(at("2026-03-10T12:00:00Z"), berlin()).ms(), 743 * kHour);
        QCOMPARE(monthOf(at("2026-10-10T12:00:00Z"), berlin()).ms(), 745 * kHour);
        QCOMPARE(monthOf(at("2026-03-10T12:00:00Z"), QTimeZone::utc()).ms(), 744 * kHour);
        QCOMPARE(monthOf(at("2028-02-10T12:00:00Z"), berlin()).ms(), 29 * 24 * kHour);
        // At the appliance it is still June; where the bill is read July has begun.
        const TimeSpan july = monthOf(at("2026-06-30T22:30:00Z"), berlin());
        QCOMPARE(july.begin, at("2026-06-30T22:00:00Z"));
        QCOMPARE(july.end, at("2026-07-31T22:00:00Z"));
        const TimeSpan december = monthOf(at("2026-12-31T22:59:59Z"), berlin());
        QCOMPARE(december.end, at("2026-12-31T23:00:00Z"));
    }

    void hoursCountByTheMillisecond()
    {
        // 8 GPUs at 2.49 for 3 h 17 min 42 s.
        Allocation hours = rental("2.49", "USD", PriceUnit::GpuHour);
        hours.startsAt = at("2026-05-04T10:00:00Z");
        hours.endsAt = at("2026-05-04T13:17:42Z");
        const TimeSpan may = monthOf(hours.startsAt, berlin());
        QCOMPARE(revenueIn(hours, 8, may, may).toText(), u"65.64 USD"_qs);
        hours.unit = PriceUnit::MachineHour;
        QCOMPARE(revenueIn(hours, 8, may, may).toText(), u"8.20 USD"_qs);
        hours.unit = PriceUnit::GpuHour;
        hours.gpus = QStringList{u"GPU1"_qs, u"GPU2"_qs};
        QCOMPARE(revenueIn(hours, 8, may, may).toText(), u"16.41 USD"_qs);
    }

    void aClockChangeIsPaidByTheHourAndNotByTheMonth()
    {
        const TimeSpan march = monthOf(at("2026-03-10T00:00:00Z"), berlin());
        const TimeSpan october = monthOf(at("2026-10-10T00:00:00Z"), berlin());
        const Allocation hourly = rental("1", "EUR", PriceUnit::MachineHour);
        QCOMPARE(revenueIn(hourly, 8, march, march).toText(), u"743.00 EUR"_qs);
        QCOMPARE(revenueIn(hourly, 8, october, october).toText(), u"745.00 EUR"_qs);
        const Allocation flat = rental("14999.99", "EUR", PriceUnit::Month);
        QCOMPARE(revenueIn(flat, 8, march, march).toText(), u"14999.99 EUR"_qs);
        QCOMPARE(revenueIn(flat, 8, october, october).toText(), u"14999.99 EUR"_qs);
        QCOMPARE(hourlyMicro(rental("743", "EUR", PriceUnit::Month), 8, march), 1'000'000);
        QCOMPARE(hourlyMicro(rental("2.49", "EUR", PriceUnit::GpuHour), 8, march), 19'920'000);
    }

    void whatStartsInTheMonthCountsItsPart()
    {
        const TimeSpan june = monthOf(at("2026-06-10T00:00:00Z"), berlin());
        Allocation flat = rental("3000", "EUR", PriceUnit::Month);
        flat.startsAt = at("2026-06-15T22:00:00Z"); // midnight in Berlin: 15 of 30 days are left
        QCOMPARE(revenueIn(flat, 8, june, june).toText(), u"1500.00 EUR"_qs);
        flat.endsAt = at("2026-06-16T22:00:00Z");
        QCOMPARE(revenueIn(flat, 8, june, june).toText(), u"100.00 EUR"_qs);
        QCOMPARE(revenueOfMonth(flat, 8, june).toText(), u"3000.00 EUR"_qs);
        const TimeSpan may = monthOf(at("2026-05-10T00:00:00Z"), berlin());
        QCOMPARE(revenueIn(flat, 8, may, may).minor, 0);
    }

    void onlyRentalsBringMoney()
    {
        const TimeSpan june = monthOf(at("2026-06-10T00:00:00Z"), berlin());
        for (const AllocationKind kind :
             {AllocationKind::Reservation, AllocationKind::Maintenance, AllocationKind::Own}) {
            Allocation other = rental("3000", "EUR", PriceUnit::Month);
            other.kind = kind;
            QCOMPARE(revenueIn(other, 8, june, june).minor, 0);
            QCOMPARE(revenueOfMonth(other, 8, june).minor, 0);
        }
    }

    void eachCurrencyHasItsDecimals()
    {
        const TimeSpan june = monthOf(at("2026-06-10T00:00:00Z"), berlin());
        // 720 hours; a half goes up.
        QCOMPARE(
            revenueOfMonth(rental("0.000694", "JPY", PriceUnit::MachineHour), 1, june).toText(),
            u"0 JPY"_qs);
        QCOMPARE(revenueOfMonth(rental("0.0025", "JPY", PriceUnit::MachineHour), 1, june).toText(),
                 u"2 JPY"_qs);
        QCOMPARE(revenueOfMonth(rental("0.5", "JPY", PriceUnit::Month), 1, june).toText(),
                 u"1 JPY"_qs);
        QCOMPARE(revenueOfMonth(rental("0.0005", "KWD", PriceUnit::Month), 1, june).toText(),
                 u"0.001 KWD"_qs);
        QCOMPARE(revenueOfMonth(rental("380", "JPY", PriceUnit::GpuHour), 8, june).toText(),
                 u"2188800 JPY"_qs);
        QCOMPARE(revenueOfMonth(rental("0.775", "KWD", PriceUnit::GpuHour), 8, june).toText(),
                 u"4464.000 KWD"_qs);
        QCOMPARE((Money{-5, u"EUR"_qs}).toText(), u"-0.05 EUR"_qs);
        for (const char* no : {"", "EU", "eur", "XYZ", "EUR ", "R U", "UR "})
            QVERIFY2(!currencyDecimals(QLatin1String(no)), no);
    }

    void theLargestPriceDoesNotOverflow()
    {
        const TimeSpan june = monthOf(at("2026-06-10T00:00:00Z"), berlin());
        QCOMPARE(revenueOfMonth(rental("1000000000", "EUR", PriceUnit::GpuHour), 16, june).minor,
                 1'152'000'000'000'000);
    }

    void sumsNeverMixCurrencies()
    {
        MoneySums sums;
        sums.add({12'00, u"USD"_qs});
        sums.add({900'00, u"EUR"_qs});
        sums.add({8'50, u"USD"_qs});
        sums.add({0, u"JPY"_qs});
        QCOMPARE(sums.mainCurrency(), u"USD"_qs);
        QCOMPARE(sums.in(u"USD"_qs).toText(), u"20.50 USD"_qs);
        QCOMPARE(sums.in(u"JPY"_qs).minor, 0);
        QCOMPARE(sums.all(), (QList<Money>{{20'50, u"USD"_qs}, {900'00, u"EUR"_qs}}));
        MoneySums site;
        site.add(sums);
        site.add(sums);
        QCOMPARE(site.in(u"EUR"_qs).minor, 1800'00);
        QVERIFY(MoneySums().mainCurrency().isEmpty());
    }

    void pricesAreReadAndWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("micro");
        QTest::newRow("cents") << u"2.49"_qs << qint64(2'490'000);
        QTest::newRow("whole") << u"1200"_qs << qint64(1'200'000'000);
        QTest::newRow("finest") << u"0.000001"_qs << qint64(1);
        QTest::newRow("nothing") << u"0"_qs << qint64(0);
        for (const char* bad : {"", "-1", "+1", "1.", ".5", "1,5", "1.1234567", "1e3", " 1",
                                "2 USD", "12345678901", "1000000000.000001"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << qint64(-1);
    }

    void pricesAreReadAndWritten()
    {
        QFETCH(QString, text);
        QFETCH(qint64, micro);
        QCOMPARE(microFromText(text).value_or(-1), micro);
        if (micro >= 0)
            QCOMPARE(microText(micro), text);
    }

    void peopleReadPricesInFull()
    {
        QCOMPARE(priceText(rental("2.5", "USD", PriceUnit::GpuHour)), u"2.50 USD per GPU-hour"_qs);
        QCOMPARE(priceText(rental("380", "JPY", PriceUnit::Month)), u"380 JPY per month"_qs);
        QCOMPARE(priceText(rental("0.0025", "EUR", PriceUnit::MachineHour)),
                 u"0.0025 EUR per machine-hour"_qs);
        QCOMPARE(priceText(Allocation()), QString());
        QCOMPARE(moneyText(Money{-5, u"EUR"_qs}), u"-0.05\u00a0EUR"_qs);
    }

    void aSiteWithoutATimeZoneCountsInUtc()
    {
        QCOMPARE(billingZone({}), QTimeZone::utc());
        SiteSettings settings;
        settings.timeZone = u"Mars/Olympus"_qs;
        QCOMPARE(billingZone({settings}), QTimeZone::utc());
        settings.timeZone = u"Europe/Berlin"_qs;
        QCOMPARE(billingZone({settings}), berlin());
    }
};

QTEST_GUILESS_MAIN(TestMarketBilling)
#include "test_market_billing.moc"
