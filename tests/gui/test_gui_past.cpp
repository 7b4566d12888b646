#include "tests/gui/demobooks.h"
#include "tests/gui/demowindow.h"
#include "tests/unit/api/apifixture.h"

#include "widgets/hall/hallview.h"
#include "widgets/racks/momentbar.h"
#include "widgets/racks/momentslider.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"

#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace rackhouse;

namespace
{
constexpr qint64 kHour = 3'600'000;
}

/// The floor as it was, in the real window, from the API of a real site.
class TestGuiPast : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatWasMovedAndRemovedStandsWhereItWas();
    void liveChangesDoNotMoveThePast();
    void filterAndSelectionGoOnWorking();
    void changesAreSteppedThrough();
    void nothingCanBeChangedThere();
    void aMomentThatTheSiteDoesNotKnowIsRefused();
    void beforeTheFirstRackTheFloorIsEmpty();
    void offlineWhatWasShownStays();
    void aMomentOnItsWayIsGivenUp();
    void aLinkLeadsToAMoment();
    void aViewerSeesThePastToo();
    void hallsStandWhereTheyStood();
    void clocksThatAreSetForthAndBack();

private:
    template <class T>
    void copy()
    {
        auto rows = m_demo->replica().list<T>(m_demo->records().site());
        for (T& row : *rows) {
            // The demo site has machines whose BMCs nobody entered.
            if constexpr (std::is_same_v<T, Machine>)
                row.bmcId = {};
            m_site->put(row);
        }
    }
    template <class T>
    T* part(const QString& name) const
    {
        auto* found = m_demo->window().findChild<T*>(name);
        if (found == nullptr)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    void move(const QString& machine, qint64 unit);
    void remove(const QString& asset);
    void answerFrom(client::SiteClient& client);
    void openMoment(Instant moment);
    /// The unit of a device in the elevation; empty: it is not there.
    QString unitOf(const QString& name) const;
    QString text() const { return part<QLabel>(u"floor.moment.text"_qs)->text(); }
    QString problem() const { return part<QLabel>(u"floor.moment.problem"_qs)->text(); }
    void press(const QString& button) { part<QPushButton>(u"floor.moment."_qs + button)->click(); }
    bool isPast() const { return text().contains(u"as it was on"_qs); }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    std::unique_ptr<DemoWindow> m_demo;
    std::unique_ptr<DemoBooks> m_books;
    Instant m_empty;  ///< when nothing was in the books
    Instant m_before; ///< before the move and the removal
};

void TestGuiPast::init()
{
    m_demo.reset();
    m_site = std::make_unique<ApiFixture>();
    m_client = m_site->client(Role::Operator);
    m_site->clock.advanceMs(kHour);
    m_empty = m_site->clock.now();
    m_site->clock.advanceMs(kHour);
    m_demo = std::make_unique<DemoWindow>(26, m_site->clock);
    m_books =
        std::make_unique<DemoBooks>(m_demo->replica(), m_site->clock, m_demo->records().site());
    copy<Hall>();
    copy<Rack>();
    copy<DeviceType>();
    copy<Bmc>();
    copy<Image>();
    copy<Machine>();
    copy<Asset>();
    copy<Allocation>();
    m_site->clock.advanceMs(kHour);
    m_before = {m_site->clock.now().ms / 1000 * 1000};
    m_site->clock.advanceMs(kHour);
    answerFrom(*m_client);
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    m_demo->window().open(QUrl(u"rackhouse:/floor?view=racks"_qs));
    QTRY_VERIFY(!unitOf(u"a01-leaf"_qs).isEmpty());
    part<MomentBar>(u"floor.moment"_qs)->setZone(QTimeZone("Europe/Paris"));
}

void TestGuiPast::answerFrom(client::SiteClient& client)
{
    m_demo->link().setReading([&client](const QString& path, const QUrlQuery& query, QObject* guard,
                                        const SiteLink::Answer& answer) {
        client.get(path, query)
            .then([guard = QPointer<QObject>(guard), answer](const Result<QJsonObject>& row) {
                if (guard)
                    answer(row);
            });
    });
}

void TestGuiPast::move(const QString& machine, qint64 unit)
{
    auto row = m_books->byName<Machine>(machine);
    QVERIFY(row.id);
    row.position = unit;
    m_books->put(row);
    row.bmcId = {};
    m_site->put(row);
}

void TestGuiPast::remove(const QString& asset)
{
    const auto row = m_books->byName<Asset>(asset);
    const Change gone{2'000'000, m_site->clock.now(), u"asset"_qs, row.id.text(), true, {}};
    QVERIFY(m_demo->replica().applyChanges(m_demo->records().site(), {gone}, gone.seq));
    QVERIFY(
        m_site->store->write<void>([row](Writer& w) { return w.remove<Asset>(row.id); }).result());
}

QString TestGuiPast::unitOf(const QString& name) const
{
    const QAbstractItemModel& model = *part<RackView>(u"racks"_qs)->model();
    for (int rack = 0; rack < model.rowCount(); ++rack) {
        const QModelIndex parent = model.index(rack, 0);
        for (int row = 0; row < model.rowCount(parent); ++row) {
            if (model.index(row, RackModel::NameColumn, parent).data() == name)
                return model.index(row, RackModel::UnitColumn, parent).data().toString();
        }
    }
    return {};
}

void TestGuiPast::openMoment(Instant moment)
{
    QAction* action = m_demo->actions().action(u"floor.past"_qs);
    QVERIFY2(action->isEnabled(), qPrintable(action->toolTip()));
    action->trigger();
    auto* when = part<QDateTimeEdit>(u"floor.moment.when"_qs);
    QTRY_VERIFY(when->isVisible());
    QTRY_VERIFY(part<MomentSlider>(u"floor.moment.slider"_qs)->isEnabled());
    when->setDateTime(MomentBar::wallTime(moment, QTimeZone("Europe/Paris")));
    QTest::keyClick(when, Qt::Key_Return);
}

void TestGuiPast::whatWasMovedAndRemovedStandsWhereItWas()
{
    const QString there = unitOf(u"r1-u01"_qs);
    const QString leaf = unitOf(u"a01-leaf"_qs);
    move(u"r1-u01"_qs, 30);
    remove(u"a01-leaf"_qs);
    QTRY_VERIFY(unitOf(u"a01-leaf"_qs).isEmpty());
    QTRY_VERIFY(unitOf(u"r1-u01"_qs) != there);
    m_site->clock.advanceMs(kHour);
    openMoment(m_before);
    QTRY_VERIFY(isPast());
    QVERIFY(text().contains(m_before.toDateTime()
                                .toTimeZone(QTimeZone("Europe/Paris"))
                                .toString(u"yyyy-MM-dd HH:mm:ss"_qs)));
    QVERIFY(part<QLabel>(u"floor.moment.utc"_qs)
                ->text()
                .contains(m_before.toDateTime().toString(u"HH:mm:ss"_qs) + u" UTC"_qs));
    QTRY_COMPARE(unitOf(u"r1-u01"_qs), there);
    QCOMPARE(unitOf(u"a01-leaf"_qs), leaf);
    // Plan and list show that moment too.
    for (const char* mode : {"floor.plan", "floor.list", "floor.racks"})
        part<QPushButton>(QLatin1String(mode))->click();
    QVERIFY(isPast());
    press(u"back"_qs);
    QTRY_VERIFY(unitOf(u"a01-leaf"_qs).isEmpty());
    QTRY_VERIFY(unitOf(u"r1-u01"_qs) != there);
    QVERIFY(!part<MomentBar>(u"floor.moment"_qs)->isVisible());
}

void TestGuiPast::liveChangesDoNotMoveThePast()
{
    const QString there = unitOf(u"r1-u01"_qs);
    openMoment(m_before);
    QTRY_VERIFY(isPast());
    move(u"r1-u01"_qs, 30);
    QTRY_VERIFY(!m_demo->records().isBusy());
    m_demo->window().open(QUrl(m_demo->window().currentPage()->link()));
    QTRY_VERIFY(!m_demo->records().isBusy());
    QCOMPARE(unitOf(u"r1-u01"_qs), there);
    press(u"back"_qs);
    QTRY_VERIFY(unitOf(u"r1-u01"_qs) != there);
}

void TestGuiPast::filterAndSelectionGoOnWorking()
{
    const auto machine = m_books->byName<Machine>(u"r1-u01"_qs);
    m_demo->window().open(Page::makeLink(u"/floor"_qs, u"device"_qs, machine.id.text()));
    QTRY_COMPARE(m_demo->focus().rows().size(), 1u);
    openMoment(m_before);
    QTRY_VERIFY(isPast());
    QTRY_COMPARE(part<RackView>(u"racks"_qs)->currentIndex().data().toString(), u"r1-u01"_qs);
    move(u"r1-u01"_qs, 30);
    auto renamed = m_books->byName<Machine>(u"r1-u01"_qs);
    renamed.name = u"other"_qs;
    m_books->put(renamed);
    part<QLineEdit>(u"filter"_qs)->setText(u"name:r1-u01"_qs);
    QTRY_COMPARE(part<QLabel>(u"floor.count"_qs)->text(), u"1 machine matches"_qs);
    press(u"back"_qs);
    QTRY_COMPARE(part<QLabel>(u"floor.count"_qs)->text(), u"0 machines match"_qs);
}

void TestGuiPast::changesAreSteppedThrough()
{
    const QString there = unitOf(u"r1-u01"_qs);
    move(u"r1-u01"_qs, 30);
    m_site->clock.advanceMs(kHour);
    move(u"r1-u01"_qs, 35);
    m_site->clock.advanceMs(kHour);
    m_demo->actions().action(u"floor.past"_qs)->trigger();
    press(u"earlier"_qs);
    QTRY_VERIFY(isPast());
    QTRY_VERIFY(unitOf(u"r1-u01"_qs).contains(u"35"_qs));
    press(u"earlier"_qs);
    QTRY_VERIFY(unitOf(u"r1-u01"_qs).contains(u"30"_qs));
    press(u"earlier"_qs);
    QTRY_COMPARE(unitOf(u"r1-u01"_qs), there);
    press(u"later"_qs);
    QTRY_VERIFY(unitOf(u"r1-u01"_qs).contains(u"30"_qs));
    press(u"later"_qs);
    QTRY_VERIFY(unitOf(u"r1-u01"_qs).contains(u"35"_qs));
    press(u"later"_qs);
    QTRY_VERIFY(problem().contains(u"Nothing on the floor has changed since"_qs));
    // The slider goes anywhere between.
    auto* slider = part<MomentSlider>(u"floor.moment.slider"_qs);
    QTRY_VERIFY(slider->isEnabled());
    slider->setMoment(m_before.plusMs(60'000));
    QTest::keyClick(slider, Qt::Key_Right);
    QTRY_COMPARE(unitOf(u"r1-u01"_qs), there);
}

void TestGuiPast::nothingCanBeChangedThere()
{
    const auto machine = m_books->byName<Machine>(u"r1-u01"_qs);
    m_demo->window().open(Page::makeLink(u"/floor"_qs, u"device"_qs, machine.id.text()));
    QTRY_VERIFY(m_demo->actions().action(u"floor.move"_qs)->isEnabled());
    openMoment(m_before);
    QTRY_VERIFY(isPast());
    for (const char* name : {"floor.move", "floor.up", "machine.provision", "floor.add-rack",
                             "floor.undo", "floor.print", "floor.edit-plan"}) {
        QAction* action = m_demo->actions().action(QLatin1String(name));
        QTRY_VERIFY2(!action->isEnabled(), name);
        QVERIFY2(action->toolTip().contains(u"as it was"_qs) ||
                     QLatin1String(name) == u"floor.up"_qs,
                 qPrintable(action->toolTip()));
    }
    // Other pages show the present, and commands go on there.
    m_demo->window().open(QUrl(u"rackhouse:/machines"_qs));
    QTRY_VERIFY(m_demo->actions().action(u"floor.add-rack"_qs)->isEnabled());
    m_demo->window().open(QUrl(u"rackhouse:/floor"_qs));
    QTRY_VERIFY(m_demo->actions().action(u"floor.add-rack"_qs)->isEnabled());
}

void TestGuiPast::aMomentThatTheSiteDoesNotKnowIsRefused()
{
    const QString there = unitOf(u"r1-u01"_qs);
    openMoment(m_empty.plusMs(-30 * 24 * kHour));
    QTRY_VERIFY(problem().contains(u"not before"_qs));
    QVERIFY(!isPast());
    openMoment(m_site->clock.now().plusMs(kHour));
    QTRY_VERIFY(problem().contains(u"yet to come"_qs));
    QVERIFY(!isPast());
    QCOMPARE(unitOf(u"r1-u01"_qs), there);
}

void TestGuiPast::beforeTheFirstRackTheFloorIsEmpty()
{
    openMoment(m_empty);
    QTRY_VERIFY(isPast());
    const auto says = [this](const QString& title) {
        const auto labels = m_demo->window().findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&title](const QLabel* label) {
            return label->isVisible() && label->text() == title;
        });
    };
    QTRY_VERIFY(says(u"No rack was in the books then"_qs));
    press(u"back"_qs);
    QTRY_VERIFY(!unitOf(u"r1-u01"_qs).isEmpty());
    QTRY_VERIFY(!says(u"No rack was in the books then"_qs));
}

void TestGuiPast::offlineWhatWasShownStays()
{
    const QString there = unitOf(u"r1-u01"_qs);
    openMoment(m_before);
    QTRY_VERIFY(isPast());
    press(u"back"_qs);
    move(u"r1-u01"_qs, 30);
    QTRY_VERIFY(unitOf(u"r1-u01"_qs) != there);
    m_demo->link().setState(SiteLink::State::Offline);
    m_demo->link().setReading(
        [](const QString&, const QUrlQuery&, QObject*, const SiteLink::Answer& answer) {
            answer(fail("site-unreachable", {{u"host"_qs, u"site"_qs}}));
        });
    openMoment(m_before);
    QTRY_VERIFY(isPast());
    QTRY_COMPARE(unitOf(u"r1-u01"_qs), there);
    openMoment(m_before.plusMs(60'000));
    QTRY_VERIFY(problem().contains(u"can still be seen"_qs));
    QVERIFY(isPast());
    QCOMPARE(unitOf(u"r1-u01"_qs), there);
}

void TestGuiPast::aMomentOnItsWayIsGivenUp()
{
    QPointer<QObject> waiting;
    m_demo->actions().action(u"floor.past"_qs)->trigger();
    QTRY_VERIFY(part<MomentSlider>(u"floor.moment.slider"_qs)->isEnabled());
    m_demo->link().setReading([&waiting](const QString&, const QUrlQuery&, QObject* guard,
                                         const SiteLink::Answer&) { waiting = guard; });
    openMoment(m_before);
    QTRY_VERIFY(waiting);
    QVERIFY(text().contains(u"Reading the floor"_qs));
    QVERIFY(part<QPushButton>(u"floor.moment.cancel"_qs)->isVisible());
    press(u"cancel"_qs);
    QTRY_VERIFY(!waiting);
    QVERIFY(text().contains(u"as it is"_qs));
    QVERIFY(!part<QPushButton>(u"floor.moment.cancel"_qs)->isVisible());
}

void TestGuiPast::aLinkLeadsToAMoment()
{
    const QString there = unitOf(u"r1-u01"_qs);
    move(u"r1-u01"_qs, 30);
    m_demo->window().open(QUrl(u"rackhouse:/floor?view=racks&at="_qs + m_before.toIso()));
    QTRY_VERIFY(isPast());
    QTRY_COMPARE(unitOf(u"r1-u01"_qs), there);
    const QUrl link = m_demo->window().currentPage()->link();
    QCOMPARE(QUrlQuery(link).queryItemValue(u"at"_qs, QUrl::FullyDecoded), m_before.toIso());
    m_demo->window().open(QUrl(u"rackhouse:/floor?view=racks"_qs));
    QTRY_VERIFY(unitOf(u"r1-u01"_qs) != there);
}

void TestGuiPast::aViewerSeesThePastToo()
{
    m_client = m_site->client(Role::Viewer);
    m_demo->link().setRole(Role::Viewer);
    answerFrom(*m_client);
    openMoment(m_before);
    QTRY_VERIFY(isPast());
    QCOMPARE(problem(), QString());
}

void TestGuiPast::hallsStandWhereTheyStood()
{
    Hall hall;
    hall.id = HallId::create();
    hall.name = u"Hall 2"_qs;
    hall.widthMm = hall.depthMm = 10'000;
    hall.onSite = true;
    m_books->put(hall);
    m_site->put(hall);
    m_site->clock.advanceMs(kHour);
    const Instant before{m_site->clock.now().ms / 1000 * 1000};
    m_site->clock.advanceMs(kHour);
    hall.xMm = 40'000;
    m_books->put(hall);
    m_site->put(hall);
    m_demo->window().open(QUrl(u"rackhouse:/floor?view=site"_qs));
    auto* plan = part<HallView>(u"hall"_qs);
    const auto left = [plan] {
        const auto& picture = static_cast<FloorModel*>(plan->model())->picture();
        const int number = picture ? picture->indexOfHall(u"Hall 2"_qs) : -1;
        return number < 0 ? -1 : qRound(picture->site().places()[size_t(number)].area.left());
    };
    QTRY_COMPARE(left(), 40'000);
    QTRY_VERIFY(plan->isSite());
    openMoment(before);
    QTRY_VERIFY(isPast());
    QTRY_COMPARE(left(), 0);
    QVERIFY(plan->isSite());
    QVERIFY(!m_demo->actions().action(u"floor.arrange"_qs)->isEnabled());
    press(u"back"_qs);
    QTRY_COMPARE(left(), 40'000);
    QVERIFY(plan->isSite());
}

void TestGuiPast::clocksThatAreSetForthAndBack()
{
    const QTimeZone paris("Europe/Paris");
    const auto instant = [](const char* utc) {
        return Instant{QDateTime::fromString(QLatin1String(utc), Qt::ISODate).toMSecsSinceEpoch()};
    };
    const auto wall = [](const char* text) {
        QDateTime time = QDateTime::fromString(QLatin1String(text), u"yyyy-MM-dd HH:mm"_qs);
        time.setTimeSpec(Qt::UTC);
        return time;
    };
    QCOMPARE(MomentBar::momentOf(wall("2026-07-01 12:00"), paris), instant("2026-07-01T10:00:00Z"));
    QCOMPARE(MomentBar::momentOf(wall("2026-12-01 12:00"), paris), instant("2026-12-01T11:00:00Z"));
    // 02:30 comes twice on the day when the clock is set back: the first one is meant.
    QCOMPARE(MomentBar::momentOf(wall("2026-10-25 02:30"), paris), instant("2026-10-25T00:30:00Z"));
    for (const char* utc : {"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"})
        QCOMPARE(MomentBar::wallTime(instant(utc), paris), wall("2026-10-25 02:30"));
    QCOMPARE(MomentBar::momentOf(wall("2026-10-25 03:30"), paris), instant("2026-10-25T02:30:00Z"));
    // 02:30 is leapt over when it is set forth.
    QCOMPARE(MomentBar::momentOf(wall("2026-03-29 02:30"), paris), instant("2026-03-29T01:30:00Z"));
    QCOMPARE(MomentBar::wallTime(instant("2026-03-29T01:30:00Z"), paris), wall("2026-03-29 03:30"));
}

QTEST_MAIN(TestGuiPast)
#include "test_gui_past.moc"
