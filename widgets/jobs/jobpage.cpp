#include "widgets/jobs/jobpage.h"

#include "models/base/units.h"
#include "models/domain/asset.h"
#include "widgets/common/emptyhint.h"
#include "widgets/common/focus.h"
#include "widgets/common/format.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/records.h"
#include "widgets/common/status.h"
#include "widgets/jobs/stepdelegate.h"
#include "widgets/jobs/stepmodel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int kTickMs = 1000;
constexpr qint64 kEventLimit = 500;
constexpr int kDriveResult = 5;                 ///< column of the list of drives
constexpr std::array kDriveNumbers{2, 6, 7, 8}; ///< columns of numbers there

QString methodText(WipeMethod method)
{
    switch (method) {
    case WipeMethod::NvmeFormat:
        return JobPage::tr("NVMe format");
    case WipeMethod::AtaSecureErase:
        return JobPage::tr("ATA secure erase");
    case WipeMethod::Overwrite:
        break;
    }
    return JobPage::tr("Overwrite");
}

void fillDrive(QTreeWidgetItem* line, const WipeRecord& drive, const Tokens& tokens)
{
    const QStringList cells{drive.serial,
                            drive.model,
                            decimalBytes(drive.sizeBytes),
                            methodText(drive.method),
                            wordText(enumText(drive.reached)),
                            statusOf(drive.result).word,
                            QString::number(drive.markersWritten),
                            QString::number(drive.markersChecked),
                            QString::number(drive.markersSurvived),
                            drive.reason.isEmpty() ? QString() : format::reason(drive.reason)};
    for (int column = 0; column < cells.size(); ++column)
        line->setText(column, cells.at(column));
    line->setFont(0, Theme::monoFont());
    const Tone tone = statusOf(drive.result).tone;
    line->setIcon(kDriveResult, toneIcon(tone, tokens));
    line->setForeground(kDriveResult, tokens.tone(tone));
    line->setToolTip(1, drive.model);
    line->setToolTip(9, line->text(9));
    for (const int number : kDriveNumbers)
        line->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace

JobPage::JobPage(Context context, QWidget* parent) : Page(context, u"job"_qs, parent)
{
    build();
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        static const QSet<QString> shown{u"job"_qs, u"job_step"_qs, u"event"_qs, u"wipe_record"_qs};
        if (isVisible() && kinds.intersects(shown))
            refresh();
    });
    connect(&m_tick, &QTimer::timeout, m_model, &StepModel::tick);
    m_tick.start(kTickMs);
}

void JobPage::build()
{
    m_reason = new MessageStrip(m_context.theme, u"job.reason"_qs, this);
    m_reason->setClosable(false);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"job.tabs"_qs);
    m_tabs->setAccessibleName(tr("Parts of the job"));
    m_tabs->setDocumentMode(true);

    m_model = new StepModel(m_context.clock, this);
    m_steps = new QTreeView(m_tabs);
    m_steps->setObjectName(u"job.steps"_qs);
    m_steps->setAccessibleName(tr("Steps of the job"));
    m_steps->setModel(m_model);
    m_steps->setItemDelegate(new StepDelegate(m_context.theme, m_steps));
    m_steps->setRootIsDecorated(false);
    m_steps->setUniformRowHeights(true);
    new EmptyHint(m_steps, tr("The steps appear when the job starts."));
    setColumnWidths(m_steps, {230, 170, 190, 100, 190});

    m_log = makePlainList(u"job.log"_qs, tr("Log of the job"),
                          {tr("Time"), tr("Severity"), tr("What happened")},
                          tr("The job has said nothing yet."), m_tabs);
    m_drives = makePlainList(u"job.drives"_qs, tr("Wiped drives"),
                             {tr("Serial"), tr("Model"), tr("Size"), tr("Method"), tr("Class"),
                              tr("Result"), tr("Markers"), tr("Checked"), tr("Survived"),
                              tr("What it says")},
                             tr("No drive has been wiped yet."), m_tabs);
    setColumnWidths(m_drives, {130, 150, 80, 120, 70, 90, 80, 80, 80});
    for (const int number : kDriveNumbers)
        m_drives->headerItem()->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
    m_tabs->addTab(m_steps, tr("Steps"));
    m_tabs->addTab(m_drives, tr("Drives"));
    m_tabs->addTab(m_log, tr("Log"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::large, 0);
    layout->setSpacing(space::medium);
    layout->addWidget(buildHead());
    layout->addWidget(m_reason);
    layout->addWidget(m_tabs, 1);
    layout->addStretch(0);
}

QWidget* JobPage::buildHead()
{
    auto* head = m_head = new QWidget(this);
    m_status = new StatusLabel(m_context.theme, head);
    m_machine = new QPushButton(head);
    m_machine->setObjectName(u"job.machine"_qs);
    m_machine->setProperty("look", u"plain"_qs);
    m_machine->setToolTip(tr("Open this machine"));
    m_facts = new QLabel(head);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_bar = new QProgressBar(head);
    m_bar->setObjectName(u"job.progress"_qs);
    m_bar->setAccessibleName(tr("Progress of the job"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setMinimumWidth(180);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    row->addWidget(m_status);
    row->addWidget(m_machine);
    row->addWidget(m_facts);
    row->addStretch(1);
    row->addWidget(m_bar);
    connect(m_machine, &QPushButton::clicked, this,
            [this] { emit open(makeLink(u"/machines/"_qs + m_machineId)); });
    return head;
}

void JobPage::visit(const QUrl& link)
{
    m_id = link.path().section(u'/', 2, 2);
    m_title.clear();
    m_model->set({});
    setLink(link);
    refresh();
}

std::vector<Page::Crumb> JobPage::crumbs() const
{
    return {{tr("Jobs"), u"rackhouse:/jobs"_qs}, {m_title.isEmpty() ? tr("Job") : m_title, {}}};
}

QStringList JobPage::titleActions() const
{
    return {u"job.retry"_qs, u"job.hold"_qs, u"job.release"_qs, u"job.cancel"_qs};
}

JobPage::Snapshot JobPage::read(Rows& rows, const QString& id)
{
    Snapshot snapshot;
    snapshot.job = rows.find<Job>(id);
    if (!snapshot.job)
        return snapshot;
    snapshot.row = toJson(*snapshot.job);
    snapshot.row.insert(u"site_key"_qs, rows.siteOf<Job>(id));
    if (const auto machine = rows.find<Machine>(snapshot.job->machineId.text()))
        snapshot.machine = machine->name;
    const std::vector<std::pair<QString, QVariant>> ofJob{{u"job_id"_qs, id}};
    snapshot.steps = rows.list<JobStep>({.equals = ofJob});
    snapshot.events = rows.list<Event>(
        {.equals = ofJob, .orderBy = u"at"_qs, .descending = true, .limit = kEventLimit});
    snapshot.drives = rows.list<WipeRecord>({.equals = ofJob});
    return snapshot;
}

void JobPage::refresh()
{
    m_context.records.fetch<Snapshot>(
        this, [id = m_id](Rows& rows) { return read(rows, id); },
        [this, id = m_id](const Snapshot& snapshot) {
            if (id == m_id)
                show(snapshot);
        });
}

void JobPage::show(const Snapshot& snapshot)
{
    // Nothing of the job that was shown before stays.
    m_head->setVisible(snapshot.job.has_value());
    m_tabs->setVisible(snapshot.job.has_value());
    if (!snapshot.job) {
        m_reason->setMessage(Tone::Warning,
                             tr("This job is not, or no longer, in the copy on this computer."));
        m_title.clear();
        aim({}, {});
        emit moved();
        return;
    }
    showHead(snapshot);
    m_model->set(snapshot.steps);
    showEvents(snapshot.events);
    showDrives(snapshot.drives);
    aim(u"job"_qs, {snapshot.row});
}

void JobPage::showHead(const Snapshot& snapshot)
{
    const Job& job = *snapshot.job;
    m_machineId = job.machineId.text();
    m_status->setStatus(statusOf(job.state));
    m_machine->setText(snapshot.machine);
    m_machine->setAccessibleName(tr("Machine %1").arg(snapshot.machine));
    m_machine->setVisible(!snapshot.machine.isEmpty());
    const Instant end = job.finishedAt.isSet() ? job.finishedAt : m_context.clock.now();
    QStringList facts{tr("asked by %1 %2")
                          .arg(job.createdBy, relativeTime(job.createdAt, m_context.clock.now()))};
    if (job.startedAt.isSet())
        facts << (job.finishedAt.isSet() ? tr("took %1") : tr("running for %1"))
                     .arg(format::duration(end.ms - job.startedAt.ms));
    m_facts->setText(facts.join(u", "_qs));
    m_facts->setToolTip(exactTime(job.createdAt));
    m_bar->setValue(int(job.progressPermille));
    m_bar->setVisible(!isFinished(job.state));
    const bool failed = job.state == JobState::Failed;
    m_reason->setMessage(failed ? Tone::Critical : Tone::Neutral,
                         job.reason.isEmpty() ? QString() : format::reason(job.reason),
                         job.reasonDetail);
    const QString title = u"%1 %2"_qs.arg(jobKindText(job.kind), snapshot.machine).trimmed();
    if (title != std::exchange(m_title, title))
        emit moved();
}

void JobPage::showEvents(const std::vector<Event>& events)
{
    updateLines(m_log->invisibleRootItem(), keysOf(events),
                [&events](QTreeWidgetItem* line, int number, bool) {
                    const Event& event = events[size_t(number)];
                    line->setText(0, exactTime(event.at));
                    line->setText(1, statusOf(event.severity).word);
                    line->setText(2, event.text.isEmpty() ? format::event(event) : event.text);
                    line->setToolTip(2, line->text(2));
                    if (!event.text.isEmpty())
                        line->setFont(2, Theme::monoFont());
                });
    m_tabs->setTabText(m_tabs->indexOf(m_log), tr("Log (%1)").arg(events.size()));
}

void JobPage::showDrives(const std::vector<WipeRecord>& drives)
{
    updateLines(m_drives->invisibleRootItem(), keysOf(drives),
                [this, &drives](QTreeWidgetItem* line, int number, bool) {
                    fillDrive(line, drives[size_t(number)], m_context.theme.tokens());
                });
    const int tab = m_tabs->indexOf(m_drives);
    m_tabs->setTabVisible(tab, !drives.empty());
    m_tabs->setTabText(tab, tr("Drives (%1)").arg(drives.size()));
}

} // namespace rackhouse
