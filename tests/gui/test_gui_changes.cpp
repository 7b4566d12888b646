#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "widgets/common/tableview.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace rackhouse;

/// What follows when the site changes below a page, and what stays where it was.
class TestGuiChanges : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aJobThatFailsCanBeRetriedAtOnce();
    void aMachineThatGetsAJobCannotBeWiped();
    void theFloorAimsAtMachinesAsTheyAre();
    void aPageThatIsLeftAimsAtNothing();
    void oneClickIsOneStepBack();
    void partsStaySelected();
    void aPlaceInAnNvlinkDomainIsSaid();
    void aLogStaysWhereItIsRead();
    void attentionStaysWhereItIsRead();

private:
    template <class T>
    void change(const T& record)
    {
        const Change entry{++m_seq, m_demo->clock().now(), T::record().kindText(), record.id.text(),
                           false,   toJson(record)};
        QVERIFY(m_demo->replica().applyChanges(m_demo->records().site(), {entry}, m_seq));
    }
    void settle() { QTRY_VERIFY(!m_demo->records().isBusy()); }
    void open(const QString& path) { m_demo->window().open(Page::makeLink(path)); }
    bool can(const char* action) const
    {
        return m_demo->actions().action(QLatin1String(action))->isEnabled();
    }
    Machine machine(const QString& name) const
    {
        return m_demo->replica()
            .list<Machine>({}, {.equals = {{QStringLiteral("name"), name}}})
            ->front();
    }
    /// Shows the table of machines or jobs with that filter and selects its first rows.
    TableView* select(const QString& table, const QString& filter, int rows);

    std::unique_ptr<DemoWindow> m_demo;
    qint64 m_seq = 0;
};

void TestGuiChanges::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    m_seq = m_demo->replica().site(m_demo->records().site())->seq;
    settle();
}

TableView* TestGuiChanges::select(const QString& table, const QString& filter, int rows)
{
    m_demo->window().open(Page::makeLink(u'/' + table, QStringLiteral("filter"), filter));
    auto* view = m_demo->window().findChild<TableView*>(table + QStringLiteral(".table"));
    if (!QTest::qWaitFor([view, rows] { return view->model()->rowCount() >= rows; }))
        return nullptr;
    const auto* model = view->model();
    view->selectionModel()->select({model->index(0, 0), model->index(rows - 1, 0)},
                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    return view;
}

void TestGuiChanges::aJobThatFailsCanBeRetriedAtOnce()
{
    auto running = m_demo->replica().list<Job>(
        {}, {.equals = {{QStringLiteral("state"), QStringLiteral("running")}}, .limit = 1});
    Job job = running->front();
    QVERIFY(select(QStringLiteral("jobs"), QStringLiteral("id:") + job.id.text(), 1));
    QVERIFY(!can("job.retry") && can("job.cancel"));
    job.state = JobState::Failed;
    job.reason = QStringLiteral("write-failed");
    change(job);
    QTRY_VERIFY(can("job.retry"));
    QVERIFY(!can("job.cancel"));
    const auto* inspector =
        m_demo->window().currentPage()->findChild<QWidget*>(QStringLiteral("inspector"));
    QStringList words;
    for (const auto* label : inspector->findChildren<QWidget*>())
        words << label->accessibleName();
    QVERIFY2(words.contains(QStringLiteral("Failed")), qPrintable(words.join(u'|')));
}

void TestGuiChanges::aMachineThatGetsAJobCannotBeWiped()
{
    Machine free = machine(QStringLiteral("r1-u09"));
    QVERIFY(select(QStringLiteral("machines"), QStringLiteral("name:r1-u09"), 1));
    QVERIFY(can("machine.wipe"));
    free.jobId = JobId::create();
    change(free);
    QTRY_VERIFY(!can("machine.wipe"));
}

void TestGuiChanges::theFloorAimsAtMachinesAsTheyAre()
{
    Machine free = machine(QStringLiteral("r1-u09"));
    m_demo->window().open(
        Page::makeLink(QStringLiteral("/floor"), QStringLiteral("device"), free.id.text()));
    settle();
    auto* view = m_demo->window().findChild<RackView*>(QStringLiteral("racks"));
    const auto* model = qobject_cast<RackModel*>(view->model());
    view->setCurrentIndex(model->indexOfDevice(free.id.text()));
    QVERIFY(can("machine.wipe"));
    free.jobId = JobId::create();
    change(free);
    QTRY_VERIFY(!can("machine.wipe"));
    // Another rack moves them all to other places.
    Rack rack;
    rack.id = RackId::create();
    rack.name = QStringLiteral("A00");
    change(rack);
    free.jobId = {};
    change(free);
    QTRY_VERIFY(can("machine.wipe"));
    QCOMPARE(m_demo->focus().rows().front().value(QStringLiteral("id")).toString(), free.id.text());
    QCOMPARE(model->machine(view->currentIndex())->id, free.id);
}

void TestGuiChanges::aPageThatIsLeftAimsAtNothing()
{
    const TableView* table =
        select(QStringLiteral("machines"), QStringLiteral("state:available"), 2);
    QVERIFY(table != nullptr);
    QCOMPARE(m_demo->focus().rows().size(), 2);
    const int before = table->model()->rowCount();
    Machine shown = machine(table->model()->index(0, 0).data().toString());
    open(QStringLiteral("/machines/") + shown.id.text());
    QTRY_COMPARE(m_demo->focus().rows().size(), 1);
    QSet<QString> aimedAt;
    connect(&m_demo->focus(), &Focus::changed, table, [&] {
        for (const QJsonObject& row : m_demo->focus().rows())
            aimedAt << row.value(QStringLiteral("name")).toString();
    });
    shown.state = MachineState::Provisioned;
    change(shown);
    QTRY_COMPARE(table->model()->rowCount(), before - 1);
    settle();
    QCOMPARE(m_demo->focus().rows().size(), 1);
    QCOMPARE(aimedAt, QSet<QString>{shown.name});
    disconnect(&m_demo->focus(), nullptr, table, nullptr);
}

void TestGuiChanges::oneClickIsOneStepBack()
{
    auto* list = m_demo->window().findChild<QListWidget*>(QStringLiteral("navigation.workspaces"));
    const QString first = m_demo->window().currentPage()->objectName();
    const QListWidgetItem* jobs = list->findItems(QStringLiteral("Jobs"), Qt::MatchExactly).at(0);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(jobs).center());
    QCOMPARE(m_demo->window().currentPage()->objectName(), QStringLiteral("page.jobs"));
    m_demo->actions().action(QStringLiteral("go.back"))->trigger();
    QCOMPARE(m_demo->window().currentPage()->objectName(), first);
}

void TestGuiChanges::partsStaySelected()
{
    Machine shown = machine(QStringLiteral("r1-u01"));
    open(QStringLiteral("/machines/") + shown.id.text());
    auto* parts = m_demo->window().findChild<QTreeWidget*>(QStringLiteral("machine.components"));
    QTRY_VERIFY(parts->topLevelItemCount() > 0);
    parts->topLevelItem(1)->setExpanded(false);
    QTreeWidgetItem* gpu = parts->topLevelItem(0)->child(3);
    parts->setCurrentItem(gpu);
    auto components = m_demo->replica().list<Component>(
        {}, {.equals = {{QStringLiteral("machine_id"), shown.id.text()}}});
    for (Component& part : *components) {
        if (part.slot == QStringLiteral("GPU 1")) {
            part.firmware = QStringLiteral("96.00.74");
            change(part);
        }
    }
    QTRY_COMPARE(parts->topLevelItem(0)->child(1)->text(5), QStringLiteral("96.00.74"));
    QCOMPARE(parts->currentItem(), gpu);
    QVERIFY(gpu->isSelected() && gpu->text(0) == QStringLiteral("GPU 3"));
    QVERIFY(!parts->topLevelItem(1)->isExpanded());
}

void TestGuiChanges::aPlaceInAnNvlinkDomainIsSaid()
{
    const Machine shown = machine(QStringLiteral("r1-u01"));
    open(QStringLiteral("/machines/") + shown.id.text());
    Component place;
    place.id = ComponentId::create();
    place.machineId = shown.id;
    place.kind = ComponentKind::NvlinkDomain;
    place.source = Source::Nmx;
    place.slot = QStringLiteral("22");
    place.model = QStringLiteral("3fbfc98b-7f95-4749-ab11-bd351a2aab3e");
    place.serial = QStringLiteral("1825024170029");
    change(place);
    const auto fact = [this]() -> const QLabel* {
        for (const auto* label : m_demo->window().currentPage()->findChildren<QLabel*>()) {
            if (label->accessibleName() == QStringLiteral("NVLink domain"))
                return label;
        }
        return nullptr;
    };
    QTRY_VERIFY(fact() != nullptr);
    QCOMPARE(fact()->text(), QStringLiteral("3fbfc98b, slot 22"));
    QVERIFY(fact()->toolTip().contains(place.model) && fact()->toolTip().contains(place.serial));
    const auto* parts =
        m_demo->window().findChild<QTreeWidget*>(QStringLiteral("machine.components"));
    const auto group = [parts]() -> QTreeWidgetItem* {
        const auto found = parts->findItems(QStringLiteral("NVLink domain"), Qt::MatchStartsWith);
        return found.isEmpty() ? nullptr : found.first();
    };
    QTRY_VERIFY(group() != nullptr);
    QCOMPARE(group()->child(0)->text(2), place.serial);
    QVERIFY(group()->child(0)->toolTip(0).startsWith(QStringLiteral("NMX said so")));
    open(QStringLiteral("/machines/") + machine(QStringLiteral("r1-u02")).id.text());
    QTRY_VERIFY(fact() == nullptr || !fact()->isVisible());
}

void TestGuiChanges::aLogStaysWhereItIsRead()
{
    const auto jobs = m_demo->replica().list<Job>(
        {}, {.equals = {{QStringLiteral("state"), QStringLiteral("running")}}, .limit = 1});
    const auto told = m_demo->replica().list<Event>(
        {}, {.equals = {{QStringLiteral("job_id"), jobs->front().id.text()}}});
    const int before = int(told->size());
    Instant latest{1'700'000'000'000};
    for (const Event& event : *told)
        latest = std::max(latest, event.at.plusMs(1));
    const auto say = [&](int second) {
        Event event;
        event.id = EventId::create();
        event.at = latest.plusMs(second * 1000LL);
        event.jobId = jobs->front().id;
        event.text = QStringLiteral("line %1").arg(second);
        change(event);
    };
    for (int second = 0; second < 90; ++second)
        say(second);
    open(QStringLiteral("/jobs/") + jobs->front().id.text());
    auto* log = m_demo->window().findChild<QTreeWidget*>(QStringLiteral("job.log"));
    QTRY_COMPARE(log->topLevelItemCount(), before + 90);
    m_demo->window().findChild<QTabWidget*>(QStringLiteral("job.tabs"))->setCurrentWidget(log);
    QTreeWidgetItem* read = log->topLevelItem(40);
    log->setCurrentItem(read);
    log->scrollToItem(read, QAbstractItemView::PositionAtTop);
    QCOMPARE(log->itemAt(0, 0), read);
    say(100);
    QTRY_COMPARE(log->topLevelItemCount(), before + 91);
    QCOMPARE(log->topLevelItem(0)->text(2), QStringLiteral("line 100"));
    QCOMPARE(log->currentItem(), read);
    QVERIFY(read->isSelected());
    QCOMPARE(log->itemAt(0, 0), read);
}

void TestGuiChanges::attentionStaysWhereItIsRead()
{
    auto* list = m_demo->window().findChild<QListWidget*>(QStringLiteral("overview.attention"));
    QTRY_VERIFY(list->count() > 2);
    list->setCurrentRow(2);
    const QString read = list->currentItem()->text();
    const int before = list->count();
    Machine bad = machine(QStringLiteral("r1-u12"));
    bad.state = MachineState::Quarantined;
    change(bad);
    QTRY_COMPARE(list->count(), before + 1);
    QVERIFY(list->currentItem() != nullptr);
    QCOMPARE(list->currentItem()->text(), read);
    // Nothing that it lists has changed.
    const QListWidgetItem* same = list->currentItem();
    bad.hostname = QStringLiteral("web-1");
    change(bad);
    settle();
    QCOMPARE(list->currentItem(), same);
}

QTEST_MAIN(TestGuiChanges)
#include "test_gui_changes.moc"
