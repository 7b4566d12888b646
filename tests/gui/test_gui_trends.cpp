#include "models/items/displaytext.h"
#include "tests/gui/demowindow.h"
#include "tests/support/demoseries.h"
#include "widgets/common/tableview.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QComboBox>
#include <QLabel>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QScopeGuard>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace rackhouse;

/// The charts over time of the overview.
class TestGuiTrends : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aChartTellsItsLastMoment();
    void theKeyboardTellsEachMomentAndOpensTheList();
    void thePointerTellsTheMomentUnderIt();
    void aTimeWithoutValuesIsAGap();
    void aPeakIsDrawnBesideTheMean();
    void theTableSaysTheSame();
    void anOpenTableStaysWhereItIsReadAsPointsCome();
    void anotherTimeIsAskedForAndRemembered();
    void aSiteThatHasMeasuredNothingSaysSo();
    void aYoungSiteSaysSinceWhen();
    void withoutTheSiteTheLastAnswerIsShownWithItsAge();
    void amongAllSitesOneThatIsAwayKeepsItsRevenue();
    void revenueIsForOperatorsAndByCurrency();
    void severalSitesHaveALineEach();
    void chartsFollowTheTheme();

private:
    static constexpr qint64 kHour = 3'600'000;

    /// What the site answers from now on.
    void answer(const DemoTotals& totals);
    void answerNothing(const Result<QJsonObject>& result);
    void openOverview();
    void settle() { QTRY_VERIFY(!m_demo->records().isBusy()); }
    template <class T>
    T* find(const char* name) const
    {
        return m_demo->window().findChild<T*>(QString::fromLatin1(name));
    }
    QString said(const char* card) const
    {
        return m_demo->window()
            .findChild<QLabel*>(QStringLiteral("overview.trend.%1.said").arg(QLatin1String(card)))
            ->text();
    }
    QString note(const char* card) const
    {
        return m_demo->window()
            .findChild<QLabel*>(QStringLiteral("overview.trend.%1.note").arg(QLatin1String(card)))
            ->text();
    }
    QChartView* chart(const char* card) const
    {
        return m_demo->window().findChild<QChartView*>(
            QStringLiteral("overview.trend.%1.chart").arg(QLatin1String(card)));
    }
    /// The names in the legend of a chart.
    QStringList legend(const char* card) const;
    /// Lines of that name: a gap parts one into two.
    QList<QLineSeries*> runs(const char* card, const QString& name) const;

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<DemoWindow> m_demo;
    QList<QUrlQuery> m_asked;
};

void TestGuiTrends::init()
{
    m_asked.clear();
    // Noon, so that the hour is not about to end.
    const QDateTime noon(QDateTime::currentDateTime().date(), QTime(12, 2));
    m_clock = std::make_unique<ManualClock>(Instant{noon.toMSecsSinceEpoch()});
    m_demo = std::make_unique<DemoWindow>(26, *m_clock);
    answer({.watts = 40'000, .gpus = 64, .inUse = 32, .rented = 16, .revenueCents = 120'000});
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    openOverview();
}

void TestGuiTrends::answer(const DemoTotals& totals)
{
    m_demo->link().setReading([this, totals](const QString& path, const QUrlQuery& query, QObject*,
                                             const SiteLink::Answer& take) {
        if (path != QStringLiteral("/series"))
            return take(QJsonObject());
        m_asked << query;
        take(answerDemoSeries(totals, query, m_clock->now()));
    });
}

void TestGuiTrends::answerNothing(const Result<QJsonObject>& result)
{
    m_demo->link().setReading([result](const QString&, const QUrlQuery&, QObject*,
                                       const SiteLink::Answer& take) { take(result); });
}

void TestGuiTrends::openOverview()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs")));
    m_demo->window().open(Page::makeLink(QStringLiteral("/overview")));
    settle();
}

QStringList TestGuiTrends::legend(const char* card) const
{
    QStringList names;
    for (const QLegendMarker* marker : chart(card)->chart()->legend()->markers()) {
        if (marker->isVisible())
            names << marker->label();
    }
    return names;
}

QList<QLineSeries*> TestGuiTrends::runs(const char* card, const QString& name) const
{
    QList<QLineSeries*> lines;
    for (QAbstractSeries* series : chart(card)->chart()->series()) {
        if (auto* line = qobject_cast<QLineSeries*>(series); line && line->name() == name)
            lines << line;
    }
    return lines;
}

void TestGuiTrends::aChartTellsItsLastMoment()
{
    const QString zone = QDateTime::fromMSecsSinceEpoch(m_clock->now().ms).timeZoneAbbreviation();
    QTRY_VERIFY2(said("power").contains(QStringLiteral("40.0 kW")) ||
                     said("power").contains(QStringLiteral("40 kW")),
                 qPrintable(said("power")));
    QVERIFY2(said("power").contains(QStringLiteral("12:00:00 ") + zone), qPrintable(said("power")));
    QVERIFY2(said("gpus").contains(QStringLiteral("In use 32 (50 %)")), qPrintable(said("gpus")));
    QVERIFY2(said("gpus").contains(QStringLiteral("Rented 16 (25 %)")), qPrintable(said("gpus")));
    QVERIFY2(said("inlet").contains(QStringLiteral("24.0 °C")), qPrintable(said("inlet")));
    QCOMPARE(chart("power")->accessibleDescription(), said("power"));
    QCOMPARE(legend("gpus"), (QStringList{QStringLiteral("All"), QStringLiteral("In use"),
                                          QStringLiteral("Rented")}));
    QVERIFY(!legend("power").filter(QStringLiteral("All feeds together")).isEmpty());
}

void TestGuiTrends::theKeyboardTellsEachMomentAndOpensTheList()
{
    QTRY_VERIFY(said("power").contains(QStringLiteral("12:00:00")));
    chart("power")->setFocus();
    QTest::keyClick(chart("power"), Qt::Key_Left);
    QVERIFY2(said("power").contains(QStringLiteral("12:00:00")), qPrintable(said("power")));
    QTest::keyClick(chart("power"), Qt::Key_Left);
    QVERIFY2(said("power").contains(QStringLiteral("11:55:00")), qPrintable(said("power")));
    QTest::keyClick(chart("power"), Qt::Key_Left, Qt::ControlModifier);
    QVERIFY2(said("power").contains(QStringLiteral("10:55:00")), qPrintable(said("power")));
    QCOMPARE(chart("power")->accessibleDescription(), said("power"));
    QTest::keyClick(chart("power"), Qt::Key_Home);
    QVERIFY2(said("power").contains(QStringLiteral("13:00:00")), qPrintable(said("power")));
    QTest::keyClick(chart("power"), Qt::Key_End);
    QTest::keyClick(chart("power"), Qt::Key_Return);
    QCOMPARE(m_demo->window().currentPage()->objectName(), QStringLiteral("page.machines"));
    QCOMPARE(QUrlQuery(m_demo->window().currentPage()->link())
                 .queryItemValue(QStringLiteral("filter"), QUrl::FullyDecoded),
             QStringLiteral("power_w:>0 -power:off"));
    settle();
    QVERIFY(m_demo->window().currentPage()->findChild<TableView*>()->model()->rowCount() > 0);
}

void TestGuiTrends::thePointerTellsTheMomentUnderIt()
{
    QTRY_VERIFY(!said("power").isEmpty());
    QChartView* view = chart("power");
    auto* scroll = find<QScrollArea>("overview.scroll");
    QTRY_VERIFY((scroll->ensureWidgetVisible(view, 0, 0),
                 view->viewport()->visibleRegion().contains(view->rect().center())));
    const QRectF plot = view->chart()->plotArea();
    QVERIFY(plot.width() > 100);
    // The middle of a day that ends at 13:00.
    QTest::mouseMove(view->viewport(), plot.center().toPoint());
    QTRY_VERIFY2(said("power").contains(QStringLiteral(" 01:0")) ||
                     said("power").contains(QStringLiteral(" 00:5")),
                 qPrintable(said("power")));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, plot.center().toPoint());
    QCOMPARE(m_demo->window().currentPage()->objectName(), QStringLiteral("page.machines"));
}

void TestGuiTrends::aTimeWithoutValuesIsAGap()
{
    auto* span = find<QComboBox>("overview.span");
    span->setCurrentIndex(1);
    emit span->activated(1);
    QTRY_COMPARE(runs("power", QStringLiteral("Measured")).size(), 2);
    const auto parts = runs("power", QStringLiteral("Measured"));
    const double gap = parts[1]->at(0).x() - parts[0]->at(parts[0]->count() - 1).x();
    QVERIFY2(gap >= 3.0 * kHour && gap <= 4.5 * kHour, qPrintable(QString::number(gap / kHour)));
    QCOMPARE(legend("power").filter(QStringLiteral("Measured")).size(), 2); // and its peaks
}

void TestGuiTrends::aPeakIsDrawnBesideTheMean()
{
    auto* span = find<QComboBox>("overview.span");
    span->setCurrentIndex(2);
    emit span->activated(2);
    QTRY_VERIFY(!runs("power", QStringLiteral("Measured, at most")).isEmpty());
    double highest = 0;
    for (const QLineSeries* run : runs("power", QStringLiteral("Measured, at most"))) {
        for (const QPointF& point : run->points())
            highest = std::max(highest, point.y());
    }
    double mean = 0;
    for (const QLineSeries* run : runs("power", QStringLiteral("Measured"))) {
        for (const QPointF& point : run->points())
            mean = std::max(mean, point.y());
    }
    QVERIFY2(highest > mean * 1.02, qPrintable(QStringLiteral("%1 %2").arg(highest).arg(mean)));
}

void TestGuiTrends::theTableSaysTheSame()
{
    QTRY_VERIFY(!said("gpus").isEmpty());
    auto* table = find<QTableWidget>("overview.trend.gpus.table");
    QCOMPARE(table->rowCount(), 0); // until somebody looks
    find<QToolButton>("overview.trend.gpus.switch")->click();
    QVERIFY(table->isVisible());
    const int last = table->rowCount() - 1;
    QVERIFY(last > 200);
    QCOMPARE(table->horizontalHeaderItem(3)->text(), QStringLiteral("In use"));
    QVERIFY(table->item(last, 0)->text().contains(QStringLiteral("12:00:00")));
    QCOMPARE(table->item(last, 1)->text(), QStringLiteral("64"));
    QCOMPARE(table->item(last, 3)->text(), QStringLiteral("32"));
    table->setFocus();
    table->setCurrentCell(last, 3);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(m_demo->window().currentPage()->objectName(), QStringLiteral("page.machines"));
}

void TestGuiTrends::anOpenTableStaysWhereItIsReadAsPointsCome()
{
    QTRY_VERIFY(!said("gpus").isEmpty());
    find<QToolButton>("overview.trend.gpus.switch")->click();
    auto* table = find<QTableWidget>("overview.trend.gpus.table");
    const auto time = [table](int row) {
        return table->item(row, 0)->text();
    };
    QScrollBar* bar = table->verticalScrollBar();
    QTRY_VERIFY(bar->value() > 200); // the last moments first
    table->setCurrentCell(100, 1);
    bar->setValue(98);
    const QString current = time(100);
    const QString top = time(98);
    m_clock->advanceMs(kHour);
    auto* span = find<QComboBox>("overview.span");
    emit span->activated(span->currentIndex());
    QTRY_VERIFY(time(table->rowCount() - 1).contains(QStringLiteral("13:00:00")));
    QVERIFY2(table->currentRow() < 100, qPrintable(QString::number(table->currentRow())));
    QCOMPARE(time(table->currentRow()), current);
    QCOMPARE(time(bar->value()), top);
}

void TestGuiTrends::anotherTimeIsAskedForAndRemembered()
{
    auto* span = find<QComboBox>("overview.span");
    QTRY_VERIFY(!m_asked.isEmpty());
    span->setFocus();
    QTest::keyClick(span, Qt::Key_End);
    settle();
    const auto moment = [](const QUrlQuery& query, const char* name) {
        return QDateTime::fromString(query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded),
                                     Qt::ISODateWithMs);
    };
    QTRY_VERIFY(moment(m_asked.last(), "from").daysTo(moment(m_asked.last(), "to")) > 360);
    QVERIFY(m_asked.last().queryItemValue(QStringLiteral("points")).toInt() <= 1000);
    QVERIFY2(said("power").contains(QStringLiteral("24 h")), qPrintable(said("power")));
    QCOMPARE(m_demo->settings().value(setting::trendSpan).toInt(), 3);
}

void TestGuiTrends::aSiteThatHasMeasuredNothingSaysSo()
{
    answerNothing(QJsonObject{{QStringLiteral("lines"), QJsonArray()}});
    openOverview();
    const auto* empty = find<QLabel>("overview.trend.power.empty");
    QTRY_VERIFY(empty->isVisible());
    QVERIFY2(empty->text().contains(QStringLiteral("every five minutes")),
             qPrintable(empty->text()));
    QVERIFY(!find<QToolButton>("overview.trend.power.switch")->isVisible());
}

void TestGuiTrends::aYoungSiteSaysSinceWhen()
{
    const Instant since{m_clock->now().ms / kHour * kHour - 2 * kHour};
    const QJsonObject point{{QStringLiteral("at"), since.toIso()},
                            {QStringLiteral("seconds"), 300},
                            {QStringLiteral("mean"), 1234},
                            {QStringLiteral("highest"), 1234}};
    answerNothing(
        QJsonObject{{QStringLiteral("lines"),
                     QJsonArray{QJsonObject{{QStringLiteral("measure"), QStringLiteral("power_w")},
                                            {QStringLiteral("currency"), QString()},
                                            {QStringLiteral("since"), since.toIso()},
                                            {QStringLiteral("points"), QJsonArray{point}}}}}});
    openOverview();
    QTRY_VERIFY2(note("power").contains(exactTime(since)), qPrintable(note("power")));
    QVERIFY(chart("power")->isVisible());
}

void TestGuiTrends::withoutTheSiteTheLastAnswerIsShownWithItsAge()
{
    QTRY_VERIFY(!said("power").isEmpty());
    settle();
    const QString before = said("power");
    QVERIFY(note("power").isEmpty());
    answerNothing(fail("site-unreachable"));
    m_demo->link().setState(SiteLink::State::Offline);
    m_clock->advanceMs(3 * kHour);
    openOverview();
    QTRY_VERIFY2(note("power").contains(QStringLiteral("3 h ago")), qPrintable(note("power")));
    QCOMPARE(said("power"), before);
    QVERIFY(chart("power")->isVisible());
    // A console that starts without its site does not know yet what it may see: what it was shown.
    m_demo->link().setRole(Role::Viewer);
    openOverview();
    QTRY_COMPARE(said("power"), before);
    QVERIFY(chart("revenue")->isVisible());
    m_demo->link().setRole(Role::Operator);
    // Of another time nothing was asked yet.
    auto* span = find<QComboBox>("overview.span");
    span->setCurrentIndex(2);
    emit span->activated(2);
    QTRY_VERIFY(!chart("power")->isVisible());
    // It is asked as soon as it is back.
    answer({.watts = 9'000, .gpus = 4});
    m_demo->link().setState(SiteLink::State::Online);
    QTRY_VERIFY(chart("power")->isVisible());
    QVERIFY(note("power").isEmpty());
}

void TestGuiTrends::amongAllSitesOneThatIsAwayKeepsItsRevenue()
{
    QTRY_VERIFY(!said("revenue").isEmpty());
    settle();
    const QString before = said("revenue");
    const QString site = m_demo->records().site();
    DemoLink away(*m_clock);
    away.setRole(Role::Viewer); // what it lets us see is not known before it answers
    away.setState(SiteLink::State::Offline);
    away.setReading([](const QString&, const QUrlQuery&, QObject*, const SiteLink::Answer& take) {
        take(fail("site-unreachable"));
    });
    DemoLink& link = m_demo->link();
    const auto back = qScopeGuard([&link, &site] { link.lead(site, link); });
    link.lead(site, away);
    m_demo->records().setSite({});
    link.setRole(Role::Viewer);
    link.setState(SiteLink::State::Several);
    openOverview();
    QTRY_VERIFY(chart("revenue")->isVisible());
    QCOMPARE(said("revenue"), before);
}

void TestGuiTrends::revenueIsForOperatorsAndByCurrency()
{
    answer({.watts = 10, .revenueCents = 120'050, .dollarCents = 7'000});
    openOverview();
    QTRY_VERIFY2(said("revenue").contains(QStringLiteral("1,200.50")), qPrintable(said("revenue")));
    // One currency at a time, with its own axis.
    QVERIFY2(!said("revenue").contains(QStringLiteral("70.00")), qPrintable(said("revenue")));
    QVERIFY2(!said("revenue").contains(QStringLiteral("EUR 1")), qPrintable(said("revenue")));
    QCOMPARE(legend("revenue"), QStringList{QStringLiteral("EUR")});
    auto* currency = find<QComboBox>("overview.trend.revenue.currency");
    QVERIFY(currency->isVisible());
    QVERIFY(!find<QComboBox>("overview.trend.power.currency")->isVisible());
    QCOMPARE(currency->currentText(), QStringLiteral("EUR"));
    currency->setFocus();
    QTest::keyClick(currency, Qt::Key_Down);
    QCOMPARE(currency->currentText(), QStringLiteral("USD"));
    QCOMPARE(legend("revenue"), QStringList{QStringLiteral("USD")});
    QVERIFY2(said("revenue").contains(QStringLiteral("70.00")), qPrintable(said("revenue")));
    QVERIFY2(!said("revenue").contains(QStringLiteral("EUR")), qPrintable(said("revenue")));
    QCOMPARE(chart("revenue")->accessibleDescription(), said("revenue"));
    const auto* axis =
        qobject_cast<QCategoryAxis*>(chart("revenue")->chart()->axes(Qt::Vertical).first());
    QVERIFY(axis && axis->max() < 100);
    QCOMPARE(axis->titleText(), QStringLiteral("USD"));
    // So is its table, which says of which in its titles.
    find<QToolButton>("overview.trend.revenue.switch")->click();
    const auto* table = find<QTableWidget>("overview.trend.revenue.table");
    QCOMPARE(table->columnCount(), 3);
    QCOMPARE(table->horizontalHeaderItem(1)->text(), QStringLiteral("Revenue (USD)"));
    QCOMPARE(table->horizontalHeaderItem(2)->text(), QStringLiteral("Revenue (USD), at most"));
    find<QToolButton>("overview.trend.revenue.switch")->click();
    // What was chosen stays.
    QCOMPARE(m_demo->settings().value(setting::trendCurrency).toString(), QStringLiteral("USD"));
    openOverview();
    QCOMPARE(legend("revenue"), QStringList{QStringLiteral("USD")});
    m_asked.clear();
    m_demo->link().setRole(Role::Viewer);
    openOverview();
    QTRY_VERIFY(!m_asked.isEmpty());
    QVERIFY(!chart("revenue")->isVisible());
    for (const QUrlQuery& query : m_asked) {
        const QString measures =
            query.queryItemValue(QStringLiteral("measure"), QUrl::FullyDecoded);
        QVERIFY(measures.contains(QStringLiteral("power_w")));
        QVERIFY2(!measures.contains(QStringLiteral("re")), qPrintable(measures)); // venue, nted
    }
}

void TestGuiTrends::severalSitesHaveALineEach()
{
    QVERIFY(fillDemoSite(m_demo->replica(), m_demo->clock(), 26, QStringLiteral("Lyon-2")));
    m_demo->records().setSite({});
    openOverview();
    QTRY_COMPARE(legend("gpus").size(), 2);
    QVERIFY(legend("gpus").contains(QStringLiteral("Paris-1")));
    QVERIFY(legend("gpus").contains(QStringLiteral("Lyon-2")));
    QVERIFY2(said("gpus").contains(QStringLiteral("Lyon-2 32")), qPrintable(said("gpus")));
}

void TestGuiTrends::chartsFollowTheTheme()
{
    QTRY_VERIFY(!said("power").isEmpty());
    Theme& theme = m_demo->context().theme;
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(chart("power")->chart()->backgroundBrush().color(), theme.tokens().surface);
    QVERIFY(!runs("power", QStringLiteral("Measured")).isEmpty());
    theme.setMode(Theme::Mode::Light);
    QCOMPARE(chart("power")->chart()->backgroundBrush().color(), theme.tokens().surface);
}

QTEST_MAIN(TestGuiTrends)
#include "test_gui_trends.moc"
