#include "tests/gui/demowindow.h"

#include "models/domain/job.h"
#include "models/domain/wipe.h"

#include <QLabel>
#include <QProgressBar>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace rackhouse;

/// The page of a job while the job goes on.
class TestGuiJobs : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void theStepsGoOnAsTheyAreReported();
    void theTimeLeftIsSaidOnceTheRateIsSteady();
    void theDrivesOfAWipeAreListed();
    void theLogIsListed();

private:
    void openJob(JobKind kind);
    template <class T>
    void put(const T& record)
    {
        const qint64 seq = m_demo->replica().site(m_site)->seq + 1;
        QVERIFY(m_demo->replica().applyChanges(
            m_site,
            {{seq, m_clock.now(), T::record().kindText(), record.id.text(), false, toJson(record)}},
            seq));
    }
    JobStep running() const
    {
        return m_demo->replica()
            .list<JobStep>(m_site,
                           {.equals = {{QStringLiteral("job_id"), m_job.id.text()},
                                       {QStringLiteral("state"), QStringLiteral("waiting")}}})
            ->front();
    }
    /// The cells of a step's row in one line.
    QString row(const QString& name) const
    {
        const auto* view = m_demo->window().findChild<QTreeView*>(QStringLiteral("job.steps"));
        const QAbstractItemModel& model = *view->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells << model.index(row, column).data().toString();
            if (cells.front() == name)
                return cells.join(u'|');
        }
        return {};
    }
    QTreeWidget* openTab(const QString& list) const
    {
        auto* tree = m_demo->window().findChild<QTreeWidget*>(list);
        auto* tabs = m_demo->window().findChild<QTabWidget*>(QStringLiteral("job.tabs"));
        tabs->setCurrentWidget(tree);
        return tree;
    }

    ManualClock m_clock{Instant{1'800'000'000'000}};
    std::unique_ptr<DemoWindow> m_demo;
    QString m_site;
    Job m_job;
};

void TestGuiJobs::init()
{
    m_demo = std::make_unique<DemoWindow>(26, m_clock);
    m_site = m_demo->records().site();
}

void TestGuiJobs::openJob(JobKind kind)
{
    m_job =
        m_demo->replica()
            .list<Job>(m_site, {.equals = {{QStringLiteral("kind"), enumText(kind)},
                                           {QStringLiteral("state"), QStringLiteral("running")}}})
            ->front();
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs/") + m_job.id.text()));
    QTRY_VERIFY(!m_demo->focus().rows().empty());
}

void TestGuiJobs::theStepsGoOnAsTheyAreReported()
{
    openJob(JobKind::Provision);
    const QString write = QStringLiteral("Write the image");
    QTRY_VERIFY(row(write).contains(QStringLiteral("24.7 GB / 40 GB")));
    JobStep step = running();
    step.done = 30'000'000'000;
    put(step);
    QTRY_VERIFY2(row(write).contains(QStringLiteral("30 GB / 40 GB")), qPrintable(row(write)));
    step.state = StepState::Succeeded;
    step.done = step.total;
    step.finishedAt = m_clock.now();
    put(step);
    m_job.progressPermille = 700;
    put(m_job);
    QTRY_VERIFY2(row(write).contains(QStringLiteral("Succeeded")) ||
                     row(write).contains(QStringLiteral("Done")),
                 qPrintable(row(write)));
    const auto* bar = m_demo->window().findChild<QProgressBar*>(QStringLiteral("job.progress"));
    QTRY_COMPARE(bar->value(), 700);
}

void TestGuiJobs::theTimeLeftIsSaidOnceTheRateIsSteady()
{
    openJob(JobKind::Provision);
    const QString write = QStringLiteral("Write the image");
    QTRY_VERIFY(row(write).contains(QStringLiteral("left")));
    const auto panel = [this] {
        QStringList texts;
        const auto* tasks = m_demo->window().findChild<QWidget*>(QStringLiteral("tasks"));
        for (const auto* label : tasks->findChildren<QLabel*>())
            texts << label->text();
        return texts.join(u'|');
    };
    JobStep step = running();
    step.ratePerSecond = 100'000'000;
    step.startedAt = m_clock.now().plusMs(-100'000);
    step.done = 10'000'000'000;
    step.total = 40'000'000'000;
    put(step);
    QTRY_VERIFY2(row(write).contains(QStringLiteral("about 5 min left")), qPrintable(row(write)));
    QTRY_VERIFY2(panel().contains(QStringLiteral("about 5 min left")), qPrintable(panel()));
    // It has just become four times as fast: nobody knows yet.
    step.ratePerSecond = 400'000'000;
    put(step);
    QTRY_VERIFY2(!row(write).contains(QStringLiteral("left")), qPrintable(row(write)));
    // It has just begun.
    step.startedAt = m_clock.now().plusMs(-5000);
    step.done = 2'000'000'000;
    put(step);
    QTRY_VERIFY(row(write).contains(QStringLiteral("2 GB / 40 GB")));
    QVERIFY2(!row(write).contains(QStringLiteral("left")), qPrintable(row(write)));
}

void TestGuiJobs::theDrivesOfAWipeAreListed()
{
    openJob(JobKind::Wipe);
    const QTreeWidget* drives = openTab(QStringLiteral("job.drives"));
    QTRY_COMPARE(drives->topLevelItemCount(), 4);
    QVERIFY(drives->isVisible());
    const auto records = m_demo->replica().list<WipeRecord>(m_site);
    QStringList serials;
    for (const WipeRecord& record : *records)
        serials << record.serial;
    for (int i = 0; i < 4; ++i) {
        const QTreeWidgetItem* item = drives->topLevelItem(i);
        QVERIFY(serials.contains(item->text(0)));
        const bool failed = item->text(5) == QStringLiteral("Failed");
        QCOMPARE(item->text(8), failed ? QStringLiteral("3") : QStringLiteral("0"));
        QCOMPARE(item->text(9).isEmpty(), !failed);
    }
    WipeRecord more = records->front();
    more.id = WipeRecordId::create();
    more.serial = QStringLiteral("LATE1");
    put(more);
    QTRY_COMPARE(drives->topLevelItemCount(), 5);
}

void TestGuiJobs::theLogIsListed()
{
    openJob(JobKind::Wipe);
    const QTreeWidget* log = openTab(QStringLiteral("job.log"));
    QTRY_COMPARE(log->topLevelItemCount(), 2);
    Event event;
    event.id = EventId::create();
    event.at = m_clock.now();
    event.jobId = m_job.id;
    event.severity = Severity::Warning;
    event.text = QStringLiteral("sd 0:0:0:0: I/O error");
    put(event);
    QTRY_COMPARE(log->topLevelItemCount(), 3);
    QCOMPARE(log->topLevelItem(0)->text(2), event.text);
}

QTEST_MAIN(TestGuiJobs)
#include "test_gui_jobs.moc"
