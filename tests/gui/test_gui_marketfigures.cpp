#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/query/filter.h"
#include "tests/gui/demowindow.h"
#include "widgets/common/numbertile.h"
#include "widgets/common/tableview.h"
#include "widgets/overview/figurelist.h"

#include <QTest>
#include <QUrlQuery>

#include <optional>

using namespace rackhouse;

/// What the overview says of the market: free to sell, rented, revenue, ending soon.
class TestGuiMarketFigures : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatIsHeldIsNotFreeToSell();
    void revenueIsOneCurrencyAtATime();
    void rentalsThatEndSoonAreListed();
    void linksLeadToWhatIsCounted();
    void viewersSeeWhatIsFreeAndNoMoney();
    void withoutRentalsViewersSeeNothingOfIt();

private:
    static constexpr qint64 kDay = 86'400'000;

    NumberTile* tile(int number) const
    {
        return m_demo->window().findChild<NumberTile*>(
            QStringLiteral("overview.rent.%1").arg(number));
    }
    QString number(int which) const
    {
        return tile(which)->accessibleName().section(QStringLiteral(": "), 1);
    }
    FigureList* ending() const
    {
        return m_demo->window().findChild<FigureList*>(QStringLiteral("overview.ending"));
    }
    void openOverview();
    /// Machines that have GPUs: those in a state, or all.
    std::vector<Machine> machinesIn(std::optional<MachineState> state) const;
    /// A thousand a month for the whole of a machine.
    void hold(const Machine& machine, AllocationKind kind, const QString& currency, qint64 from,
              qint64 until);
    qint64 found(const QString& link) const;

    std::unique_ptr<DemoWindow> m_demo;
    std::vector<Allocation> m_allocations;
};

void TestGuiMarketFigures::init()
{
    m_allocations.clear();
    m_demo = std::make_unique<DemoWindow>();
    // Nothing is held at first.
    const QString site = m_demo->records().site();
    const auto held = *m_demo->replica().list<Allocation>(site);
    for (const Allocation& allocation : held) {
        const qint64 next = m_demo->replica().site(site)->seq + 1;
        QVERIFY(m_demo->replica().applyChanges(site,
                                               {{next,
                                                 m_demo->clock().now(),
                                                 Allocation::record().kindText(),
                                                 allocation.id.text(),
                                                 true,
                                                 {}}},
                                               next));
    }
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
}

void TestGuiMarketFigures::openOverview()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs")));
    m_demo->window().open(Page::makeLink(QStringLiteral("/overview")));
    QTRY_VERIFY(!m_demo->records().isBusy());
}

std::vector<Machine> TestGuiMarketFigures::machinesIn(std::optional<MachineState> state) const
{
    auto machines = *m_demo->replica().list<Machine>(m_demo->records().site());
    std::erase_if(machines, [state](const Machine& machine) {
        return machine.gpuCount == 0 || (state && machine.state != *state);
    });
    return machines;
}

void TestGuiMarketFigures::hold(const Machine& machine, AllocationKind kind,
                                const QString& currency, qint64 from, qint64 until)
{
    const Instant now = m_demo->clock().now();
    Allocation held;
    held.id = AllocationId::create();
    held.customer = QStringLiteral("Customer %1").arg(m_allocations.size());
    held.machineId = machine.id;
    held.kind = kind;
    held.startsAt = now.plusMs(from);
    held.endsAt = until == 0 ? Instant() : now.plusMs(until);
    held.amountMicro = currency.isEmpty() ? 0 : 1'000'000'000;
    held.currency = currency;
    held.unit = PriceUnit::Month;
    m_allocations.push_back(held);
    const QString site = m_demo->records().site();
    const qint64 next = m_demo->replica().site(site)->seq + 1;
    QVERIFY(m_demo->replica().applyChanges(
        site, {{next, now, Allocation::record().kindText(), held.id.text(), false, toJson(held)}},
        next));
}

qint64 TestGuiMarketFigures::found(const QString& link) const
{
    const auto filter = query::Filter::compile(
        QUrlQuery(QUrl(link)).queryItemValue(QStringLiteral("filter"), QUrl::FullyDecoded),
        Allocation::record());
    if (!filter)
        return -1;
    return std::count_if(m_allocations.begin(), m_allocations.end(), [&](const Allocation& one) {
        return filter->matches(&one, {m_demo->clock().now()});
    });
}

void TestGuiMarketFigures::whatIsHeldIsNotFreeToSell()
{
    const auto free = machinesIn(MachineState::Available);
    QVERIFY(free.size() >= 3);
    qint64 gpus = 0;
    for (const Machine& machine : free)
        gpus += machine.gpuCount;
    openOverview();
    QCOMPARE(number(1), QLocale().toString(gpus));
    hold(free[0], AllocationKind::Reservation, {}, -kDay, kDay);
    hold(free[1], AllocationKind::Maintenance, {}, kDay, 2 * kDay); // not yet
    openOverview();
    QTRY_COMPARE(number(1), QLocale().toString(gpus - free[0].gpuCount));
    QVERIFY2(tile(1)->accessibleDescription().contains(QString::number(free.size() - 1)),
             qPrintable(tile(1)->accessibleDescription()));
    // The list behind it leaves the reserved one out.
    m_demo->window().open(QUrl(tile(1)->link()));
    QTRY_VERIFY(!m_demo->records().isBusy());
    const auto* table = m_demo->window().currentPage()->findChild<TableView*>();
    QTRY_COMPARE(table->model()->rowCount(), int(free.size()) - 1);
}

void TestGuiMarketFigures::revenueIsOneCurrencyAtATime()
{
    const auto rented = machinesIn({});
    QVERIFY(rented.size() >= 4);
    openOverview();
    QCOMPARE(number(3), QStringLiteral("none"));
    hold(rented[0], AllocationKind::Rental, QStringLiteral("EUR"), -kDay, 0);
    hold(rented[1], AllocationKind::Rental, QStringLiteral("EUR"), -kDay, 0);
    hold(rented[2], AllocationKind::Rental, QStringLiteral("USD"), -kDay, 0);
    hold(rented[3], AllocationKind::Own, {}, -kDay, 0);
    openOverview();
    QTRY_COMPARE(number(3).simplified(), QStringLiteral("2,000.00 EUR"));
    QVERIFY2(tile(3)->accessibleDescription().simplified().contains(QStringLiteral("1,000.00 USD")),
             qPrintable(tile(3)->accessibleDescription()));
    QCOMPARE(found(tile(3)->link()), 3);
    const qint64 gpus = rented[0].gpuCount + rented[1].gpuCount + rented[2].gpuCount;
    QVERIFY2(tile(2)->accessibleDescription().startsWith(QLocale().toString(gpus) + u' '),
             qPrintable(tile(2)->accessibleDescription()));
}

void TestGuiMarketFigures::rentalsThatEndSoonAreListed()
{
    const auto rented = machinesIn({});
    const QString euro = QStringLiteral("EUR");
    hold(rented[0], AllocationKind::Rental, euro, -kDay, 5 * kDay);
    hold(rented[1], AllocationKind::Rental, euro, -kDay, 2 * kDay);
    hold(rented[2], AllocationKind::Rental, euro, -kDay, 9 * kDay);
    hold(rented[3], AllocationKind::Rental, euro, -kDay, 0);
    hold(rented[3], AllocationKind::Rental, euro, -9 * kDay, -kDay);
    openOverview();
    QTRY_COMPARE(ending()->topLevelItemCount(), 2);
    QVERIFY(ending()->isVisible());
    QCOMPARE(ending()->topLevelItem(0)->text(0), rented[1].name);
    QCOMPARE(ending()->topLevelItem(0)->text(1), QStringLiteral("Customer 1"));
    QCOMPARE(ending()->topLevelItem(1)->text(0), rented[0].name);
    QCOMPARE(number(4), QStringLiteral("2"));
    QCOMPARE(found(tile(4)->link()), 2);
    QCOMPARE(found(ending()->topLevelItem(0)->data(0, Qt::UserRole).toString()), 1);
}

void TestGuiMarketFigures::linksLeadToWhatIsCounted()
{
    const auto rented = machinesIn({});
    hold(rented[0], AllocationKind::Rental, QStringLiteral("EUR"), -kDay, kDay);
    hold(rented[1], AllocationKind::Rental, QStringLiteral("EUR"), kDay, 2 * kDay);
    openOverview();
    for (const int which : {2, 3, 4}) {
        QCOMPARE(QUrl(tile(which)->link()).path(), QStringLiteral("/rentals"));
        QCOMPARE(found(tile(which)->link()), 1);
    }
}

void TestGuiMarketFigures::viewersSeeWhatIsFreeAndNoMoney()
{
    const auto free = machinesIn(MachineState::Available);
    hold(free[0], AllocationKind::Rental, QStringLiteral("EUR"), -kDay, 2 * kDay);
    openOverview();
    const QString toSell = number(1);
    const QString rented = number(2);
    QVERIFY(tile(4)->isVisible());
    // As the site sends it to a viewer.
    const QString site = m_demo->records().site();
    QJsonObject row = toJson(m_allocations.front());
    hideFrom(Role::Viewer, Allocation::record(), row);
    const qint64 next = m_demo->replica().site(site)->seq + 1;
    QVERIFY(m_demo->replica().applyChanges(
        site,
        {{next, m_demo->clock().now(), Allocation::record().kindText(),
          m_allocations.front().id.text(), false, row}},
        next));
    QVERIFY(m_demo->replica().noteRole(site, Role::Viewer));
    m_demo->link().setRole(Role::Viewer);
    openOverview();
    QTRY_VERIFY(!tile(4)->isVisible());
    QCOMPARE(number(1), toSell);
    QCOMPARE(number(2), rented);
    for (const int which : {1, 2, 3})
        QVERIFY2(tile(which)->isVisible() &&
                     !tile(which)->accessibleName().contains(QStringLiteral("Revenue")),
                 qPrintable(tile(which)->accessibleName()));
    QCOMPARE(ending()->topLevelItemCount(), 1);
    QCOMPARE(ending()->columnCount(), 3);
    QCOMPARE(ending()->topLevelItem(0)->text(1), QLocale().toString(free[0].gpuCount));
    m_demo->window().open(QUrl(ending()->topLevelItem(0)->data(0, Qt::UserRole).toString()));
    const auto* table = m_demo->window().currentPage()->findChild<TableView*>();
    QTRY_COMPARE(table->model()->rowCount(), 1);
}

void TestGuiMarketFigures::withoutRentalsViewersSeeNothingOfIt()
{
    openOverview();
    QVERIFY(tile(1)->isVisible());
    QVERIFY(!ending()->isVisible()); // there is none
    m_demo->link().setRole(Role::Viewer);
    openOverview();
    QTRY_VERIFY(!tile(1)->isVisible());
    QVERIFY(!ending()->isVisible());
}

QTEST_MAIN(TestGuiMarketFigures)
#include "test_gui_marketfigures.moc"
