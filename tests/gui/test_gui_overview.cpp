#include "models/base/units.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/power/powerpicture.h"
#include "models/query/filter.h"
#include "tests/gui/demowindow.h"
#include "widgets/common/numbertile.h"
#include "widgets/common/tableview.h"
#include "widgets/overview/chartcard.h"
#include "widgets/overview/figurelist.h"

#include <QChart>
#include <QChartView>
#include <QComboBox>
#include <QFontMetrics>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace rackhouse;

/// The first page of the morning: its numbers are the lists behind them.
class TestGuiOverview : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void eachCountIsTheRowsOfItsList();
    void sumsAreThoseOfTheMachinesBehindThem();
    void theTablesBesideTheChartsLeadToTheirRows();
    void enterOpensTheList();
    void aPartialChangeLeavesTheRestAlone();
    void theLastLookIsRemembered();
    void offlineSaysHowOldItIs();
    void anEmptySiteOffersToDiscover();
    void severalSitesAreSummedAndNamed();
    void whatPagesFoundIsCountedAndLeadsThere();
    void aMachineWithSeveralFaultsIsOneLine();
    void chartsFollowTheTheme();
    void namesWithSpacesAreFoundExactly();
    void aLongNumberIsDrawnToItsEnd();

private:
    void show(int machines = 26);
    void settle() { QTRY_VERIFY(!m_demo->records().isBusy()); }
    void openOverview();
    template <class T>
    T* find(const char* name) const
    {
        return m_demo->window().findChild<T*>(QString::fromLatin1(name));
    }
    FigureList* list(const char* name) const { return find<FigureList>(name); }
    QTreeWidgetItem* line(const char* name, const QString& text) const
    {
        const auto found = list(name)->findItems(text, Qt::MatchExactly);
        return found.isEmpty() ? nullptr : found.front();
    }
    /// How many rows the page that a link leads to shows.
    int rowsBehind(const QString& link);
    static qint64 number(const QString& text) { return QLocale().toLongLong(text); }
    static QString linkOf(const QTreeWidgetItem* item)
    {
        return item->data(0, Qt::UserRole).toString();
    }
    static QString filterOf(const QString& link)
    {
        return QUrlQuery(QUrl(link)).queryItemValue(QStringLiteral("filter"), QUrl::FullyDecoded);
    }
    void change(const Machine& machine);

    std::unique_ptr<DemoWindow> m_demo;
};

void TestGuiOverview::init()
{
    show();
}

void TestGuiOverview::show(int machines)
{
    m_demo = std::make_unique<DemoWindow>(machines);
    if (machines > 0)
        QVERIFY(fillDemoHistory(m_demo->replica(), m_demo->clock(), m_demo->records().site()));
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    openOverview();
}

void TestGuiOverview::openOverview()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs")));
    m_demo->window().open(Page::makeLink(QStringLiteral("/overview")));
    settle();
}

int TestGuiOverview::rowsBehind(const QString& link)
{
    m_demo->window().open(QUrl(link));
    const auto* table = m_demo->window().currentPage()->findChild<TableView*>();
    if (table == nullptr)
        return -1;
    if (!QTest::qWaitFor([&] { return !m_demo->records().isBusy(); }))
        return -2;
    return table->model()->rowCount();
}

void TestGuiOverview::change(const Machine& machine)
{
    const QString site = m_demo->records().site();
    const qint64 next = m_demo->replica().site(site)->seq + 1;
    QVERIFY(m_demo->replica().applyChanges(site,
                                           {{next, m_demo->clock().now(), QStringLiteral("machine"),
                                             machine.id.text(), false, toJson(machine)}},
                                           next));
}

void TestGuiOverview::eachCountIsTheRowsOfItsList()
{
    std::vector<std::pair<QString, qint64>> counts;
    for (const NumberTile* tile : m_demo->window().findChildren<NumberTile*>()) {
        const QString text = tile->accessibleName().section(QStringLiteral(": "), 1);
        if (!text.contains(u' ') && tile->objectName().startsWith(u"overview.number"_qs)) // no sum
            counts.emplace_back(tile->link(), number(text));
    }
    QCOMPARE(counts.size(), 4u);
    for (const char* name : {"overview.changes", "overview.free", "overview.health"}) {
        for (int i = 0; i < list(name)->topLevelItemCount(); ++i)
            counts.emplace_back(linkOf(list(name)->topLevelItem(i)),
                                number(list(name)->topLevelItem(i)->text(1)));
    }
    QVERIFY(counts.size() > 15);
    for (const auto& [link, said] : counts) {
        const int rows = rowsBehind(link);
        QVERIFY2(rows == said, qPrintable(QStringLiteral("%1: %2 said, %3 there")
                                              .arg(QUrl(link).toString())
                                              .arg(said)
                                              .arg(rows)));
    }
}

void TestGuiOverview::sumsAreThoseOfTheMachinesBehindThem()
{
    const auto machines = m_demo->replica().list<Machine>(m_demo->records().site());
    QVERIFY(machines && machines->size() == 26);
    const auto sum = [&](const QString& text, qint64 Machine::*field) {
        const QTreeWidgetItem* item = line("overview.use", text);
        const auto filter = query::Filter::compile(filterOf(linkOf(item)), Machine::record());
        qint64 total = 0;
        for (const Machine& machine : *machines) {
            if (filter && filter->matches(&machine, {m_demo->clock().now()}))
                total += machine.*field;
        }
        return total;
    };
    for (const char* text : {"GPUs", "GPUs in use", "GPUs free"}) {
        const qint64 total = sum(QString::fromLatin1(text), &Machine::gpuCount);
        QVERIFY(total > 0);
        QCOMPARE(number(line("overview.use", QString::fromLatin1(text))->text(1)), total);
    }
    const QString now = QStringLiteral("Power now, measured");
    const qint64 watts = sum(now, &Machine::powerW);
    QVERIFY(watts > 1000);
    QCOMPARE(line("overview.use", now)->text(1), wattsText(double(watts)));
    const QTreeWidgetItem* silent =
        line("overview.use", QStringLiteral("Machines that tell no power"));
    QCOMPARE(rowsBehind(linkOf(silent)), int(number(silent->text(1))));
    const auto racks = m_demo->replica().list<Rack>(m_demo->records().site());
    qint64 limits = 0;
    for (const Rack& rack : *racks)
        limits += rack.powerLimitW;
    QCOMPARE(line("overview.use", QStringLiteral("Power limits of racks"))->text(1),
             wattsText(double(limits)));
    // The power page says the same.
    m_demo->window().open(Page::makeLink(QStringLiteral("/power")));
    auto* summary = m_demo->window().findChild<QLabel*>(QStringLiteral("power.summary"));
    QVERIFY(summary);
    QTRY_VERIFY2(summary->text().startsWith(wattsText(double(watts)) + u' '),
                 qPrintable(summary->text()));
}

void TestGuiOverview::theTablesBesideTheChartsLeadToTheirRows()
{
    const auto machines = m_demo->replica().list<Machine>(m_demo->records().site());
    for (const char* card :
         {"overview.jobs", "overview.states", "overview.gpus", "overview.power"}) {
        openOverview();
        const QString name = QString::fromLatin1(card);
        auto* change = m_demo->window().findChild<QToolButton*>(name + QStringLiteral(".switch"));
        auto* table = m_demo->window().findChild<QTableWidget*>(name + QStringLiteral(".table"));
        QVERIFY(!table->isVisible());
        change->click();
        QVERIFY(table->isVisible());
        std::vector<std::pair<QString, qint64>> cells;
        for (int row = 0; row < table->rowCount(); ++row) {
            for (int column = 1; column < table->columnCount(); ++column)
                cells.emplace_back(table->item(row, column)->data(Qt::UserRole).toString(),
                                   number(table->item(row, column)->text()));
        }
        qint64 all = 0;
        for (const auto& [link, said] : cells) {
            all += said;
            const bool isPower = name == QStringLiteral("overview.power");
            if (!isPower && name != QStringLiteral("overview.gpus")) {
                QCOMPARE(rowsBehind(link), int(said));
                continue;
            }
            const auto filter = query::Filter::compile(filterOf(link), Machine::record());
            QVERIFY(filter);
            qint64 sum = 0;
            for (const Machine& machine : *machines) {
                if (filter->matches(&machine, {m_demo->clock().now()}))
                    sum += !isPower             ? machine.gpuCount
                           : machine.powerW > 0 ? machine.powerW
                                                : machine.plateW;
            }
            QCOMPARE(said, sum);
        }
        QVERIFY(all > 20);
    }
}

void TestGuiOverview::enterOpensTheList()
{
    FigureList* changes = list("overview.changes");
    // From the numbers on top the way leads down the page.
    find<NumberTile>("overview.rent.4")->setFocus();
    QTest::keyClick(find<NumberTile>("overview.rent.4"), Qt::Key_Tab);
    QVERIFY(find<QComboBox>("overview.since")->hasFocus());
    QTest::keyClick(find<QComboBox>("overview.since"), Qt::Key_Tab);
    QVERIFY(changes->hasFocus());
    QTest::keyClick(changes, Qt::Key_Down);
    QTest::keyClick(changes, Qt::Key_Home);
    const QTreeWidgetItem* first = changes->currentItem();
    QCOMPARE(first->text(0), QStringLiteral("Jobs failed"));
    const qint64 said = number(first->text(1));
    QTest::keyClick(changes, Qt::Key_Return);
    QCOMPARE(m_demo->window().currentPage()->objectName(), QStringLiteral("page.jobs"));
    const auto* table = m_demo->window().currentPage()->findChild<TableView*>();
    QTRY_COMPARE(table->model()->rowCount(), int(said));
    // A running job opens itself.
    openOverview();
    FigureList* running = list("overview.running");
    running->setFocus();
    running->setCurrentItem(running->topLevelItem(0));
    QTest::keyClick(running, Qt::Key_Return);
    QCOMPARE(m_demo->window().currentPage()->objectName(), QStringLiteral("page.job"));
    // And the bars of a chart have a table that the keyboard reaches.
    openOverview();
    find<QToolButton>("overview.states.switch")->setFocus();
    QTest::keyClick(find<QToolButton>("overview.states.switch"), Qt::Key_Space);
    auto* states = find<QTableWidget>("overview.states.table");
    states->setFocus();
    states->setCurrentCell(2, 1);
    QTest::keyClick(states, Qt::Key_Return);
    QCOMPARE(m_demo->window().currentPage()->objectName(), QStringLiteral("page.machines"));
}

void TestGuiOverview::aPartialChangeLeavesTheRestAlone()
{
    FigureList* health = list("overview.health");
    QTreeWidgetItem* read = line("overview.health", QStringLiteral("Warning"));
    health->setCurrentItem(read);
    const qint64 before = number(read->text(1));
    const auto machines = m_demo->replica().list<Machine>(
        m_demo->records().site(),
        {.equals = {{QStringLiteral("health"), enumText(Health::Ok)}}, .limit = 1});
    Machine sick = machines->front();
    sick.health = Health::Warning;
    change(sick);
    QTRY_COMPARE(number(line("overview.health", QStringLiteral("Warning"))->text(1)), before + 1);
    QCOMPARE(health->currentItem(), read);
    QVERIFY(read->isSelected());
}

void TestGuiOverview::theLastLookIsRemembered()
{
    auto* since = find<QComboBox>("overview.since");
    QVERIFY(since->itemText(0).startsWith(QStringLiteral("yesterday")));
    // Somebody who comes back after a minute is still looking.
    openOverview();
    QVERIFY(since->itemText(0).startsWith(QStringLiteral("yesterday")));
    const qint64 now = m_demo->clock().now().ms;
    m_demo->settings().set(setting::lookedAt, now - 50 * 60'000);
    openOverview();
    QVERIFY2(since->itemText(0).startsWith(QStringLiteral("you last looked")),
             qPrintable(since->itemText(0)));
    since->setCurrentIndex(0);
    emit since->activated(0);
    settle();
    // Two were discovered earlier, a BMC was lost before and came back after.
    QTRY_VERIFY(line("overview.changes", QStringLiteral("Machines discovered")) == nullptr);
    QVERIFY(line("overview.changes", QStringLiteral("BMCs lost")) == nullptr);
    QVERIFY(line("overview.changes", QStringLiteral("BMCs back")) != nullptr);
    since->setCurrentIndex(since->count() - 1);
    emit since->activated(since->count() - 1);
    QTRY_VERIFY(line("overview.changes", QStringLiteral("Machines discovered")) != nullptr);
    QCOMPARE(line("overview.changes", QStringLiteral("Machines discovered"))->text(1),
             QStringLiteral("2"));
}

void TestGuiOverview::offlineSaysHowOldItIs()
{
    const auto* age = find<QLabel>("overview.age");
    QVERIFY(age->text().isEmpty());
    m_demo->link().setState(SiteLink::State::Offline);
    QVERIFY2(age->text().contains(QStringLiteral("4 min ago")), qPrintable(age->text()));
    m_demo->link().setState(SiteLink::State::Online);
    QVERIFY(age->text().isEmpty());
}

void TestGuiOverview::anEmptySiteOffersToDiscover()
{
    show(0);
    QVERIFY(!list("overview.changes")->isVisible());
    const auto buttons = m_demo->window().currentPage()->findChildren<QPushButton*>();
    const auto offered = std::find_if(buttons.begin(), buttons.end(), [](const auto* button) {
        return button->isVisible() && button->text().contains(QStringLiteral("Discover"));
    });
    QVERIFY(offered != buttons.end());
}

void TestGuiOverview::severalSitesAreSummedAndNamed()
{
    const qint64 here = number(line("overview.use", QStringLiteral("GPUs"))->text(1));
    const auto other =
        fillDemoSite(m_demo->replica(), m_demo->clock(), 26, QStringLiteral("Lyon-2"));
    QVERIFY(other);
    m_demo->records().setSite({});
    QTRY_COMPARE(number(line("overview.use", QStringLiteral("GPUs"))->text(1)), 2 * here);
    const QString where = line("overview.use", QStringLiteral("GPUs"))->text(2);
    for (const char* site : {"Paris-1", "Lyon-2"})
        QVERIFY2(where.contains(QString::fromLatin1(site)), qPrintable(where));
    QStringList sites;
    for (int i = 0; i < list("overview.running")->topLevelItemCount(); ++i)
        sites << list("overview.running")->topLevelItem(i)->text(4);
    QVERIFY(sites.contains(QStringLiteral("Paris-1")) && sites.contains(QStringLiteral("Lyon-2")));
    auto* attention = find<QListWidget>("overview.attention");
    QVERIFY(!attention->findItems(QStringLiteral("Lyon-2: "), Qt::MatchStartsWith).isEmpty());
    const QTreeWidgetItem* well = line("overview.health", QStringLiteral("OK"));
    const qint64 said = number(well->text(1));
    QCOMPARE(rowsBehind(linkOf(well)), int(said));
}

void TestGuiOverview::whatPagesFoundIsCountedAndLeadsThere()
{
    openOverview();
    auto* list = find<QListWidget>("overview.attention");
    const auto begins = [list](const char* text) {
        const auto found = list->findItems(QString::fromLatin1(text), Qt::MatchStartsWith);
        return found.isEmpty() ? nullptr : found.front();
    };
    QTRY_VERIFY(begins("Power: "));
    for (const char* kind : {"InfiniBand ", "Cabling: ", "Switches: "})
        QVERIFY2(begins(kind), kind);
    Machine warm = m_demo->replica().list<Machine>(m_demo->records().site())->front();
    warm.inletC = 33;
    QVERIFY(m_demo->replica().applyChanges(
        m_demo->records().site(),
        {{9999, {}, QStringLiteral("machine"), warm.id.text(), false, toJson(warm)}}, 9999));
    QTRY_VERIFY(begins("Inlets: 1"));
    // Nothing of a line is cut off while there is room for it.
    for (int i = 0; i < list->count(); ++i) {
        const QRect line = list->visualItemRect(list->item(i));
        QVERIFY(line.width() > list->viewport()->width() - 20);
    }
    list->setCurrentItem(begins("Power: "));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(m_demo->window().findChild<QTreeWidget*>(QStringLiteral("power.tree")));
}

void TestGuiOverview::aMachineWithSeveralFaultsIsOneLine()
{
    openOverview();
    auto* list = find<QListWidget>("overview.attention");
    Machine bad = m_demo->replica().list<Machine>(m_demo->records().site())->front();
    bad.name = QStringLiteral("r9-u99");
    bad.state = MachineState::Quarantined;
    bad.health = Health::Critical;
    bad.leak = Health::Warning;
    QVERIFY(m_demo->replica().applyChanges(
        m_demo->records().site(),
        {{9999, {}, QStringLiteral("machine"), bad.id.text(), false, toJson(bad)}}, 9999));
    const auto lines = [list, &bad] {
        return list->findItems(bad.name, Qt::MatchStartsWith);
    };
    QTRY_COMPARE(lines().size(), 1);
    QVERIFY(lines().front()->text().contains(QStringLiteral("quarantined")));
    QVERIFY(lines().front()->text().contains(QStringLiteral("critical fault")));
    QVERIFY(lines().front()->text().contains(QStringLiteral("may leak")));
}

void TestGuiOverview::chartsFollowTheTheme()
{
    const auto ground = [this] {
        return find<QChartView>("overview.jobs.chart")->chart()->backgroundBrush().color();
    };
    Theme& theme = m_demo->context().theme;
    theme.setMode(Theme::Mode::Light);
    const QColor light = ground();
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(ground() != light);
    QCOMPARE(ground(), theme.tokens().surface);
    theme.setMode(Theme::Mode::Light);
    QVERIFY(!find<QChartView>("overview.jobs.chart")->accessibleDescription().isEmpty());
}

void TestGuiOverview::namesWithSpacesAreFoundExactly()
{
    Machine odd = m_demo->replica().list<Machine>(m_demo->records().site())->front();
    odd.state = MachineState::Available;
    odd.model = QStringLiteral("DGX H100 (8 x \"SXM\"), Rev. B");
    change(odd);
    openOverview();
    const QTreeWidgetItem* own = line("overview.free", odd.model);
    QVERIFY(own != nullptr);
    QCOMPARE(own->text(1), QStringLiteral("1"));
    QCOMPARE(rowsBehind(linkOf(own)), 1);
}

void TestGuiOverview::aLongNumberIsDrawnToItsEnd()
{
    const QString number = QStringLiteral("127,094,220.00 US");
    NumberTile tile(m_demo->context().theme, QStringLiteral("tile"), nullptr);
    QFont small = tile.font();
    small.setPointSizeF(11);
    small.setWeight(QFont::DemiBold);
    tile.resize(QFontMetrics(small).horizontalAdvance(number + u'M') + 40,
                tile.sizeHint().height());
    const auto drawn = [&tile](const QString& text) {
        tile.set({Tone::Neutral, QStringLiteral("A month")}, text, false, {});
        tile.setNote({}, {});
        return tile.grab().toImage();
    };
    // Only their last letter differs.
    const QImage dollars = drawn(number + u'D');
    const QImage others = drawn(number + u'M');
    QVERIFY(dollars != others);
    QVERIFY2(tile.toolTip().contains(number + u'M'), qPrintable(tile.toolTip()));
    QVERIFY(tile.accessibleName().endsWith(number + u'M'));
}

QTEST_MAIN(TestGuiOverview)
#include "test_gui_overview.moc"
