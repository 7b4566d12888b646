#include "widgets/shell/taskpanel.h"

#include "models/base/units.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/common/status.h"
#include "widgets/shell/page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

namespace rackhouse
{

namespace
{

constexpr int maxLines = 4;

struct Snapshot {
    std::vector<Task> tasks;
    int failed = 0;
};

Snapshot readTasks(Rows& rows)
{
    Snapshot snapshot;
    for (const JobState state : {JobState::Running, JobState::Cancelling, JobState::Held}) {
        for (Job& job : rows.list<Job>({.equals = {{u"state"_qs, enumText(state)}}})) {
            Task task{std::move(job), {}, {}};
            if (const auto machine = rows.find<Machine>(task.job.machineId.text()))
                task.machine = machine->name;
            for (JobStep& step :
                 rows.list<JobStep>({.equals = {{u"job_id"_qs, task.job.id.text()}}})) {
                if (step.name == task.job.step)
                    task.step = std::move(step);
            }
            snapshot.tasks.push_back(std::move(task));
        }
    }
    snapshot.failed =
        int(rows.count(Job::record(), {.equals = {{u"state"_qs, enumText(JobState::Failed)}}}));
    return snapshot;
}

QString numbersOf(const Task& task, Instant now)
{
    QString text = u"%1 %"_qs.arg(task.job.progressPermille / 10);
    if (task.step.unit == u"B" && task.step.total > 0)
        text = decimalBytes(task.step.done) + u" / "_qs + decimalBytes(task.step.total);
    if (task.step.ratePerSecond > 0)
        text += u"   "_qs + format::rate(task.step.ratePerSecond);
    if (const QString left = format::remaining(task.step, now); !left.isEmpty())
        text += u"   "_qs + left;
    return text;
}

} // namespace

TaskPanel::TaskPanel(Context context, QWidget* parent)
    : QWidget(parent), m_context(context), m_head(new QPushButton(this)), m_body(new QWidget(this)),
      m_lines(new QVBoxLayout(m_body))
{
    setObjectName(u"tasks"_qs);
    setAccessibleName(tr("Running jobs"));
    m_head->setObjectName(u"tasks.head"_qs);
    m_head->setProperty("look", u"plain"_qs);
    m_head->setIcon(m_context.icons.icon(u"go-down"_qs));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::small, 3, space::large, 3);
    layout->setSpacing(0);
    layout->addWidget(m_head, 0, Qt::AlignLeft);
    layout->addWidget(m_body);
    m_lines->setContentsMargins(space::small, 0, 0, space::tiny);
    m_lines->setSpacing(0);
    connect(m_head, &QPushButton::clicked, this, [this] { setOpen(!m_open); });
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        if (kinds.contains(u"job"_qs) || kinds.contains(u"job_step"_qs))
            refresh();
    });
    setOpen(m_context.settings.value(setting::taskPanel).toBool());
    show({}, 0);
    refresh();
}

void TaskPanel::setOpen(bool open)
{
    m_open = open;
    m_body->setVisible(open && !m_shown.isEmpty());
    m_head->setIcon(m_context.icons.icon(open ? u"go-down"_qs : u"go-up"_qs));
    m_head->setToolTip(open ? tr("Fold the running jobs to one line") : tr("Show running jobs"));
    m_context.settings.set(setting::taskPanel, open);
}

void TaskPanel::refresh()
{
    m_context.records.fetch<Snapshot>(this, readTasks, [this](const Snapshot& snapshot) {
        show(snapshot.tasks, snapshot.failed);
    });
}

TaskPanel::Line TaskPanel::makeLine(const QString& id)
{
    Line line{new QWidget(m_body), nullptr, nullptr, nullptr, nullptr};
    line.name = new QPushButton(line.row);
    line.name->setProperty("look", u"plain"_qs);
    line.name->setObjectName(u"tasks.job."_qs + id);
    line.step = new QLabel(line.row);
    line.step->setForegroundRole(QPalette::PlaceholderText);
    line.bar = new QProgressBar(line.row);
    line.bar->setRange(0, 1000);
    line.bar->setTextVisible(false);
    line.bar->setObjectName(u"tasks.bar."_qs + id);
    line.numbers = new QLabel(line.row);
    line.numbers->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line.numbers->setMinimumWidth(320);
    line.name->setMinimumWidth(200);
    line.step->setMinimumWidth(160);
    auto* layout = new QHBoxLayout(line.row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::medium);
    layout->addWidget(line.name);
    layout->addWidget(line.step);
    layout->addWidget(line.bar, 1);
    layout->addWidget(line.numbers);
    connect(line.name, &QPushButton::clicked, this,
            [this, id] { emit open(Page::makeLink(u"/jobs/"_qs + id)); });
    m_lines->addWidget(line.row);
    return line;
}

void TaskPanel::show(const std::vector<Task>& tasks, int failed)
{
    QSet<QString> present;
    for (size_t i = 0; i < tasks.size() && i < maxLines; ++i)
        present.insert(tasks[i].job.id.text());
    m_shown.removeIf([&present](const QHash<QString, Line>::iterator& it) {
        if (present.contains(it.key()))
            return false;
        it->row->deleteLater();
        return true;
    });
    for (size_t i = 0; i < tasks.size() && i < maxLines; ++i) {
        const Task& task = tasks[i];
        const QString id = task.job.id.text();
        if (!m_shown.contains(id))
            m_shown.insert(id, makeLine(id));
        const Line& line = m_shown[id];
        const QString name = jobKindText(task.job.kind) + u' ' + task.machine;
        line.name->setText(name);
        line.name->setAccessibleName(name);
        line.name->setToolTip(tr("Open this job"));
        line.step->setText(format::stepName(task.job.step));
        line.bar->setValue(int(task.job.progressPermille));
        line.bar->setAccessibleName(tr("Progress of %1").arg(name));
        line.numbers->setText(numbersOf(task, m_context.clock.now()));
    }
    const int running = int(tasks.size());
    QString head = running == 0   ? tr("No job is running")
                   : running == 1 ? tr("1 job is running")
                                  : tr("%1 jobs are running").arg(running);
    if (running > maxLines)
        head += tr(", %1 are shown").arg(maxLines);
    m_head->setText(head);
    m_head->setAccessibleName(head);
    m_body->setVisible(m_open && running > 0);
    emit counted(running, failed);
}

void TaskPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_context.theme.tokens();
    painter.fillRect(rect(), t.surface);
    painter.fillRect(QRect(0, 0, width(), 1), t.border);
}

} // namespace rackhouse
