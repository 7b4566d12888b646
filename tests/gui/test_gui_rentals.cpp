#include "tests/gui/demobooks.h"
#include "tests/gui/keys.h"

#include "models/domain/allocation.h"
#include "models/domain/switchfacts.h"
#include "widgets/common/inspector.h"
#include "widgets/common/messagestrip.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QTableView>

#include <algorithm>

using namespace rackhouse;

/// Machines are rented out, kept and given back by keyboard, at a site that does as it is told.
class TestGuiRentals : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init()
    {
        m_demo = std::make_unique<DemoWindow>();
        m_keys = std::make_unique<Keys>(*m_demo);
        m_books = std::make_unique<DemoBooks>(m_demo->replica(), m_demo->clock(),
                                              m_demo->records().site());
        m_demo->link().setAnswering(
            [this](const QJsonObject& body) { return m_books->answer(body); });
        QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    }
    void cleanup()
    {
        m_keys.reset();
        m_demo.reset();
    }

    void theMarketShowsWhoHoldsWhat();
    void machinesAreFoundByWhatTheyBring();
    void viewersHaveNoColumnsOfCustomersAndMoney();
    void theInspectorNamesASwitchAndNoId();
    void selectedMachinesAreRentedOutAndThatIsUndone();
    void aMachineIsChosenOnThePage();
    void whatIsHeldIsSaidBeforeSaving();
    void aRentalIsEnded();
    void wipingSaysWhoHoldsTheMachine();
    void theMachinePageSaysWhoHoldsIt();
    void anAdministratorSetsTheTimeZone();

private:
    std::vector<Allocation> rentalsOf(const QString& customer)
    {
        return *m_demo->replica().list<Allocation>(m_demo->records().site(),
                                                   {.equals = {{u"customer"_qs, customer}}});
    }
    /// A rental of the demo site by that customer which holds a machine now.
    Allocation rentalOf(const QString& customer)
    {
        const Instant now = m_demo->clock().now();
        for (const Allocation& row : rentalsOf(customer)) {
            if (row.startsAt <= now && (!row.endsAt.isSet() || now < row.endsAt))
                return row;
        }
        return {};
    }
    QString machineOf(const Allocation& rental)
    {
        const auto rows = *m_demo->replica().list<Machine>(
            m_demo->records().site(), {.equals = {{u"id"_qs, rental.machineId.text()}}});
        return rows.empty() ? QString() : rows.front().name;
    }
    /// Machines that nothing holds, by name.
    QStringList unheld()
    {
        const auto allocations = *m_demo->replica().list<Allocation>(m_demo->records().site());
        const auto machines =
            *m_demo->replica().list<Machine>(m_demo->records().site(), {.orderBy = u"name"_qs});
        QSet<QString> held;
        for (const Allocation& row : allocations)
            held.insert(row.machineId.text());
        QStringList names;
        for (const Machine& row : machines) {
            if (!held.contains(row.id.text()))
                names << row.name;
        }
        return names;
    }
    void select(const QString& page, const QString& filter, int count)
    {
        m_keys->choose(page);
        QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page."_qs + page);
        m_keys->press(Qt::Key_F, Qt::ControlModifier);
        m_keys->type(filter);
        const auto* table = m_keys->part<QAbstractItemView>(page + u".table"_qs);
        QTRY_COMPARE(table->model()->rowCount(), count);
        m_keys->closeProposals();
        QVERIFY(m_keys->tabTo(page + u".table"_qs));
        m_keys->press(Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(m_demo->focus().rows().size(), std::size_t(count));
    }
    void fill(const QString& field, const QString& text)
    {
        QVERIFY(m_keys->tabTo(u"dialog.rental."_qs + field));
        m_keys->press(Qt::Key_A, Qt::ControlModifier);
        m_keys->type(text);
    }
    /// All that the inspector of the page says.
    QStringList inspected() const
    {
        QStringList texts;
        const auto* inspector = m_demo->window().currentPage()->findChild<Inspector*>();
        for (const QLabel* label : inspector->findChildren<QLabel*>())
            texts << label->text();
        return texts;
    }
    QString sum() const { return m_keys->part<QLabel>(u"dialog.rental.sum"_qs)->text(); }
    bool isReady() const { return m_keys->part<QPushButton>(u"rental.verb"_qs)->isEnabled(); }

    std::unique_ptr<DemoWindow> m_demo;
    std::unique_ptr<Keys> m_keys;
    std::unique_ptr<DemoBooks> m_books;
};

/// Who may not see prices is told so, not shown an empty table.
void TestGuiRentals::machinesAreFoundByWhatTheyBring()
{
    m_demo->link().setRole(Role::Operator);
    m_demo->window().open(Page::makeLink(u"/machines"_qs, u"filter"_qs, u"revenue:>1000EUR"_qs));
    const auto* table = m_keys->part<QAbstractItemView>(u"machines.table"_qs);
    const auto found = [table] {
        QSet<QString> names;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            names << table->model()->index(row, 0).data().toString();
        return names;
    };
    QSet<QString> inEuro; // 12,900 a month each
    const auto rentals = *m_demo->replica().list<Allocation>(
        m_demo->records().site(), {.equals = {{u"currency"_qs, u"EUR"_qs}}});
    for (const Allocation& row : rentals)
        inEuro.insert(machineOf(row));
    QVERIFY(!inEuro.isEmpty());
    QTRY_COMPARE(found(), inEuro);
    const auto* strip = m_demo->window().currentPage()->findChild<MessageStrip*>();
    QVERIFY(strip && !strip->isVisible());
    m_demo->link().setRole(Role::Viewer);
    QTRY_VERIFY(strip->isVisible());
    QVERIFY2(strip->text().contains(u"operators and up, and your role here is viewer"_qs),
             qPrintable(strip->text()));
    // That a machine is held is told to everybody.
    m_demo->window().open(Page::makeLink(u"/machines"_qs, u"filter"_qs, u"rented:yes"_qs));
    QTRY_VERIFY(!strip->isVisible() && found().contains(inEuro));
    m_demo->window().open(Page::makeLink(u"/machines"_qs, u"filter"_qs, u"revenue:>1000EUR"_qs));
    QTRY_VERIFY(strip->isVisible());
    m_demo->link().setRole(Role::Operator);
    QTRY_VERIFY(!strip->isVisible());
    QTRY_COMPARE(found(), inEuro);
    // Where all sites are shown, what any of them tells counts.
    const QString site = m_demo->records().site();
    DemoLink way(m_demo->clock());
    way.setRole(Role::Viewer);
    m_demo->link().lead(site, way);
    const auto back = qScopeGuard([this, &site] { m_demo->link().lead(site, m_demo->link()); });
    m_demo->records().setSite({});
    m_demo->link().setState(SiteLink::State::Several);
    QTRY_VERIFY(strip->isVisible());
    way.setState(SiteLink::State::Offline); // it does not say
    m_demo->link().setState(SiteLink::State::Several);
    QTRY_VERIFY(!strip->isVisible());
}

void TestGuiRentals::viewersHaveNoColumnsOfCustomersAndMoney()
{
    const QString site = m_demo->records().site();
    QVERIFY(m_demo->replica().noteRole(site, Role::Viewer));
    m_demo->link().setRole(Role::Viewer);
    m_demo->window().open(Page::makeLink(u"/rentals"_qs));
    const auto* page = m_demo->window().currentPage();
    const auto* table = page->findChild<QTableView*>(u"rentals.table"_qs);
    const auto titles = [table] {
        QStringList shown;
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            if (!table->isColumnHidden(column))
                shown << table->model()->headerData(column, Qt::Horizontal).toString();
        }
        return shown;
    };
    const QStringList forAll{u"Machine"_qs, u"Kind"_qs, u"From"_qs, u"Until"_qs};
    QTRY_COMPARE(titles(), forAll);
    // What they are ordered by is seen.
    const auto isOrdered = [table] {
        QStringList names;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            names << table->model()->index(row, 1).data().toString();
        return names.size() > 3 && std::is_sorted(names.begin(), names.end());
    };
    QTRY_VERIFY(isOrdered());
    // Nor are they offered.
    auto* columns = page->findChild<QMenu*>(u"rentals.columns.menu"_qs);
    QVERIFY(columns != nullptr);
    emit columns->aboutToShow();
    QStringList offered;
    for (const QAction* action : columns->actions())
        offered << action->text();
    QVERIFY(offered.contains(u"Kind"_qs));
    QVERIFY(!offered.contains(u"Price"_qs));
    // Who becomes an operator has them.
    QVERIFY(m_demo->replica().noteRole(site, Role::Operator));
    m_demo->link().setRole(Role::Operator);
    QTRY_VERIFY(titles().contains(u"Price"_qs));
    QVERIFY(titles().contains(u"Customer"_qs));
}

void TestGuiRentals::theMarketShowsWhoHoldsWhat()
{
    m_keys->choose(u"rentals"_qs);
    QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page.rentals"_qs);
    const auto* table = m_keys->part<QAbstractItemView>(u"rentals.table"_qs);
    QTRY_VERIFY(table->model()->rowCount() > 4);
    QCOMPARE(table->model()->headerData(0, Qt::Horizontal).toString(), u"Customer"_qs);
    m_keys->press(Qt::Key_F, Qt::ControlModifier);
    m_keys->type(u"price:>12000 currency:EUR"_qs);
    QTRY_VERIFY(table->model()->rowCount() > 0 && table->model()->rowCount() < 4);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < table->model()->columnCount(); ++column)
            cells << table->model()->index(row, column).data().toString();
        QVERIFY2(cells.contains(u"12,900.00"_qs), qPrintable(cells.join(u'|')));
    }
    // One that is selected says which machine it holds.
    m_keys->closeProposals();
    QVERIFY(m_keys->tabTo(u"rentals.table"_qs));
    m_keys->press(Qt::Key_Down);
    QTRY_COMPARE(m_demo->focus().rows().size(), std::size_t(1));
    const QString machine = table->currentIndex().siblingAtColumn(1).data().toString();
    QVERIFY(!machine.isEmpty());
    QTRY_VERIFY2(inspected().contains(machine), qPrintable(inspected().join(u'|')));
    QVERIFY(!inspected().contains(u"Allocation"_qs));
}

void TestGuiRentals::theInspectorNamesASwitchAndNoId()
{
    m_demo->window().open(Page::makeLink(u"/switch-facts"_qs));
    auto* table = m_keys->part<QAbstractItemView>(u"switch-facts.table"_qs);
    QVERIFY(table != nullptr);
    QTRY_VERIFY(!table->model()->index(0, 0).data().toString().isEmpty());
    table->setCurrentIndex(table->model()->index(0, 0));
    QTRY_COMPARE(inspected().front(), table->currentIndex().data().toString()); // its host name
    QVERIFY2(inspected().contains(u"Switch"_qs), qPrintable(inspected().join(u'|')));
    const auto facts = *m_demo->replica().list<SwitchFacts>(m_demo->records().site());
    QVERIFY(!facts.empty());
    for (const SwitchFacts& row : facts)
        QVERIFY(!inspected().contains(row.assetId.text()));
}

void TestGuiRentals::selectedMachinesAreRentedOutAndThatIsUndone()
{
    const QStringList names = unheld();
    QVERIFY(names.size() >= 2);
    select(u"machines"_qs, u"name:%1 or name:%2"_qs.arg(names[0], names[1]), 2);
    m_keys->choose(u"rent out"_qs);
    QTRY_VERIFY(m_keys->dialog(u"dialog.rental"_qs));
    QCOMPARE(m_keys->dialog(u"dialog.rental"_qs)->windowTitle(), u"Rent out 2 machines"_qs);
    QTRY_COMPARE(sum(), u"Say who rents it."_qs);
    QVERIFY(!isReady());
    fill(u"customer"_qs, u"Customer Z"_qs);
    QVERIFY2(sum().startsWith(u"It costs nothing."_qs), qPrintable(sum()));
    // Where a comma parts the decimals a point may part thousands: that is not guessed.
    QLocale::setDefault(QLocale(QLocale::German));
    fill(u"amount"_qs, u"14.000"_qs);
    QVERIFY2(!isReady(), qPrintable(sum()));
    QLocale::setDefault(QLocale(QLocale::English));
    fill(u"amount"_qs, u"1000.50"_qs);
    fill(u"currency"_qs, u"CHF"_qs);
    QVERIFY(m_keys->tabTo(u"dialog.rental.unit"_qs));
    m_keys->press(Qt::Key_End);
    QVERIFY2(sum().startsWith(u"Comes to 2,001.00\u00a0CHF in a month"_qs), qPrintable(sum()));
    QVERIFY(isReady());
    m_keys->press(Qt::Key_Return);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.rental"_qs));
    const auto made = rentalsOf(u"Customer Z"_qs);
    QCOMPARE(made.size(), 2u);
    QCOMPARE(made[0].amountMicro, 1'000'500'000);
    QCOMPARE(made[0].unit, PriceUnit::Month);
    QCOMPARE(made[0].channel, u"direct"_qs);
    QVERIFY(!made[0].endsAt.isSet());
    QTRY_VERIFY(m_demo->actions().action(u"floor.undo"_qs)->isEnabled());
    m_keys->press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(rentalsOf(u"Customer Z"_qs).empty());
}

void TestGuiRentals::aMachineIsChosenOnThePage()
{
    const QString name = unheld().front();
    m_keys->choose(u"rentals"_qs);
    QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page.rentals"_qs);
    m_keys->choose(u"reserve"_qs);
    QTRY_VERIFY(m_keys->dialog(u"dialog.rental"_qs));
    QTRY_COMPARE(sum(), u"Choose a machine that the books have."_qs);
    m_keys->type(name);
    m_keys->press(Qt::Key_Tab);
    QTRY_COMPARE(sum(), u"It brings no revenue."_qs);
    fill(u"customer"_qs, u"Customer Y"_qs);
    fill(u"gpus"_qs, u"GPU 99"_qs);
    QVERIFY2(!isReady(), qPrintable(sum()));
    QVERIFY2(sum().contains(name), qPrintable(sum()));
    const auto* amount = m_keys->part<QLineEdit>(u"dialog.rental.amount"_qs);
    QVERIFY(amount->isVisible());
    QVERIFY(m_keys->tabTo(u"dialog.rental.kind"_qs));
    m_keys->press(Qt::Key_Down); // maintenance, for which nobody pays
    QVERIFY(!amount->isVisible());
    m_keys->press(Qt::Key_Up);
    fill(u"gpus"_qs, u" "_qs);
    QVERIFY2(isReady(), qPrintable(sum()));
    m_keys->press(Qt::Key_Return);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.rental"_qs));
    const auto made = rentalsOf(u"Customer Y"_qs);
    QCOMPARE(made.size(), 1u);
    QCOMPARE(made[0].kind, AllocationKind::Reservation);
    QCOMPARE(machineOf(made[0]), name);
}

void TestGuiRentals::whatIsHeldIsSaidBeforeSaving()
{
    const Allocation rental = rentalOf(u"Customer A"_qs);
    select(u"machines"_qs, u"name:"_qs + machineOf(rental), 1);
    m_keys->choose(u"rent out"_qs);
    QTRY_VERIFY(m_keys->dialog(u"dialog.rental"_qs));
    QTRY_COMPARE(sum(), u"Say who rents it."_qs);
    fill(u"customer"_qs, u"Customer Z"_qs);
    QVERIFY2(sum().contains(u"rented to Customer A"_qs), qPrintable(sum()));
    QVERIFY(!isReady());
    fill(u"amount"_qs, u"1,5"_qs);
    QVERIFY2(sum().startsWith(u"Write the price"_qs), qPrintable(sum()));
    m_keys->press(Qt::Key_Escape);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.rental"_qs));
    QVERIFY(m_demo->link().posted().isEmpty());
}

void TestGuiRentals::aRentalIsEnded()
{
    const Allocation rental = rentalOf(u"Customer A"_qs);
    select(u"machines"_qs, u"name:"_qs + machineOf(rental), 1);
    m_keys->choose(u"end rental"_qs);
    QTRY_VERIFY(m_keys->dialog(u"dialog.rental-end"_qs));
    QVERIFY(m_keys->tabTo(u"rental-end.verb"_qs));
    m_keys->press(Qt::Key_Space);
    QTRY_VERIFY(!m_keys->dialog(u"dialog.rental-end"_qs));
    const auto after = *m_demo->replica().list<Allocation>(
        m_demo->records().site(), {.equals = {{u"id"_qs, rental.id.text()}}});
    QVERIFY(after.front().endsAt.isSet());
    QVERIFY(after.front().endsAt <= m_demo->clock().now());
    QTRY_VERIFY(m_demo->actions().action(u"floor.undo"_qs)->isEnabled());
    m_keys->press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(rentalOf(u"Customer A"_qs).endsAt, rental.endsAt);
}

void TestGuiRentals::wipingSaysWhoHoldsTheMachine()
{
    const QString held = machineOf(rentalOf(u"Customer A"_qs));
    select(u"machines"_qs, u"name:"_qs + held, 1);
    m_keys->choose(u"wipe"_qs);
    QTRY_VERIFY(m_keys->dialog(u"dialog.wipe"_qs));
    const auto* strip = m_keys->part<MessageStrip>(u"dialog.wipe.holding"_qs);
    QTRY_VERIFY(strip->isVisible());
    QVERIFY2(strip->text().startsWith(held + u" is rented to Customer A"_qs),
             qPrintable(strip->text()));
}

void TestGuiRentals::theMachinePageSaysWhoHoldsIt()
{
    const Allocation rental = rentalOf(u"Customer A"_qs);
    m_keys->choose(machineOf(rental));
    QTRY_COMPARE(m_demo->window().currentPage()->objectName(), u"page.machine"_qs);
    const auto said = [this](const QString& fact) {
        for (const auto* label : m_demo->window().currentPage()->findChildren<QLabel*>()) {
            if (label->accessibleName() == fact)
                return label->text();
        }
        return QString();
    };
    QTRY_COMPARE(said(u"Held by"_qs), u"Customer A"_qs);
    QVERIFY2(said(u"Revenue a month"_qs).endsWith(rental.currency),
             qPrintable(said(u"Revenue a month"_qs)));
    QCOMPARE(said(u"Held until"_qs).startsWith(u"in "_qs), rental.endsAt.isSet());
}

void TestGuiRentals::anAdministratorSetsTheTimeZone()
{
    QVERIFY(!m_demo->actions().action(u"site.time-zone"_qs)->isEnabled());
    m_demo->link().setRole(Role::Admin);
    QTRY_VERIFY(m_demo->actions().action(u"site.time-zone"_qs)->isEnabled());
    m_keys->choose(u"time zone"_qs);
    QTRY_VERIFY(m_keys->dialog(u"dialog.time-zone"_qs));
    const auto* zone = m_keys->part<QComboBox>(u"dialog.time-zone.zone"_qs);
    QTRY_COMPARE(zone->currentText(), u"Europe/Paris"_qs);
    const auto* verb = m_keys->part<QPushButton>(u"time-zone.verb"_qs);
    QVERIFY(m_keys->tabTo(u"dialog.time-zone.zone"_qs));
    m_keys->press(Qt::Key_A, Qt::ControlModifier);
    m_keys->type(u"Atlantis"_qs);
    QVERIFY(!verb->isEnabled());
    m_keys->press(Qt::Key_A, Qt::ControlModifier);
    m_keys->type(u"Europe/Berlin"_qs);
    QTRY_VERIFY(verb->isEnabled());
}

QTEST_MAIN(TestGuiRentals)
#include "test_gui_rentals.moc"
