#include "tests/e2e/storyprogram.h"

#include "tests/e2e/storywindow.h"
#include "tests/support/demoseries.h"

#include <QDir>
#include <QProcess>

#include <cstdio>

namespace rackhouse
{

namespace
{

constexpr int kPaperMachines = 12;
constexpr int kDemoMachines = 15; ///< twelve of paper and three that boot
constexpr int kOfflineMs = 60'000;
const QString kSite = QStringLiteral("demo");

/// Charts over time would be empty at a site that begins today.
Result<void> makeUpPast(const QString& state, int machines)
{
    static const SystemClock clock;
    const auto store = Store::open(state + QStringLiteral("/rackhouse.db"), clock);
    if (!store)
        return fail(store.error());
    return writeDemoSeries(**store, {.watts = machines * 2'400ll,
                                     .gpus = machines * 4ll,
                                     .inUse = machines * 3ll,
                                     .rented = machines * 2ll});
}

} // namespace

StoryProgram::StoryProgram(StoryOptions options) : m_options(std::move(options)) {}

StoryProgram::~StoryProgram() = default;

int StoryProgram::run()
{
    m_timer.start();
    const auto done = perform();
    if (!done) {
        std::fprintf(stderr, "FAILED: %s\n%s\n", qPrintable(problemText(done.error())),
                     qPrintable(done.error().detail));
        return 1;
    }
    say(QStringLiteral("every step worked"));
    return 0;
}

Result<void> StoryProgram::perform()
{
    if (auto started = startLab(); !started)
        return started;
    if (auto filled = pairAndFill(); !filled)
        return filled;
    if (m_options.interactive)
        return leaveToPerson();
    if (!m_options.paper) {
        if (auto prepared = m_story->prepare(); !prepared)
            return prepared;
        for (const QString& firmware : {QStringLiteral("bios"), QStringLiteral("uefi")}) {
            for (const LabBmc& bmc : m_lab->bmcs()) {
                if (!bmc.real || bmc.firmware != firmware)
                    continue;
                say(QStringLiteral("the %1 machine %2").arg(firmware.toUpper(), bmc.name));
                if (auto told = tell(bmc.name); !told)
                    return told;
                break;
            }
        }
    }
    return unplug();
}

Result<void> StoryProgram::startLab()
{
    say(QStringLiteral("starting the demo site"));
    LabFixture::Options options;
    options.demo = !m_options.paper;
    options.paper = m_options.paper ? kPaperMachines : 0;
    options.appliance = m_options.input.binaries + QStringLiteral("/rackhoused");
    options.ramdisk = m_options.paper ? QString() : m_options.input.ramdisk;
    options.prepare = [this](const QString& state) {
        say(QStringLiteral("a past of thirteen months is made up for the charts of the demo site"));
        return makeUpPast(state, m_options.paper ? kPaperMachines : kDemoMachines);
    };
    auto lab = LabFixture::start(options);
    if (!lab)
        return fail(lab.error());
    m_lab = *std::move(lab);
    say(QStringLiteral("the appliance answers at %1").arg(m_lab->appliance().api));
    return {};
}

Result<void> StoryProgram::pairAndFill()
{
    const QString data = m_options.out + QStringLiteral("/console");
    QDir(data).removeRecursively();
    QDir().mkpath(data);
    m_site = std::make_unique<SiteDriver>(*m_lab, client::SiteRegistry::defaultRoot());
    if (auto paired = m_site->pair(kSite); !paired)
        return paired;
    say(QStringLiteral("paired; certificate %1...").arg(m_lab->appliance().fingerprint.left(16)));
    m_story = std::make_unique<Story>(*m_lab, *m_site, m_options.input,
                                      [this](const QString& line) { say(line); });
    if (!m_options.interactive) {
        auto window = StoryWindow::open(data, kSite);
        if (!window)
            return fail(window.error());
        m_window = *std::move(window);
    }
    say(QStringLiteral("discovering %1 BMCs over Redfish").arg(m_lab->bmcs().size()));
    if (auto filled = m_site->fillRacks(); !filled)
        return filled;
    say(QStringLiteral("the racks are full"));
    if (auto shown = show(QStringLiteral("rackhouse:/floor?view=racks"), QStringLiteral("racks"));
        !shown)
        return shown;
    return show(QStringLiteral("rackhouse:/machines"), QStringLiteral("machines"));
}

Result<void> StoryProgram::leaveToPerson()
{
    if (!m_options.paper) {
        if (auto prepared = m_story->prepare(); !prepared)
            return prepared;
    }
    say(QStringLiteral("the window is yours; the demo site ends when you close it"));
    QProcess console;
    console.setProcessChannelMode(QProcess::ForwardedChannels);
    console.start(m_options.input.binaries + QStringLiteral("/rackhouse"),
                  {QStringLiteral("--data"), m_options.out + QStringLiteral("/console"),
                   QStringLiteral("--site"), kSite});
    if (!console.waitForStarted())
        return fail("internal", console.errorString());
    console.waitForFinished(-1);
    return {};
}

Result<void> StoryProgram::tell(const QString& name)
{
    const QByteArray marker = "marker-" + newUuid().toLatin1();
    if (auto inspected = inspect(name); !inspected)
        return inspected;
    if (auto provisioned = provision(name); !provisioned)
        return provisioned;
    const auto said = m_story->ssh(
        name,
        QStringLiteral("uname -sr; echo %1 > planted; sync").arg(QString::fromLatin1(marker)));
    if (!said)
        return fail(said.error());
    say(QStringLiteral("logged in over SSH: %1").arg(QString::fromUtf8(said->trimmed())));
    return wipe(name, marker);
}

Result<void> StoryProgram::inspect(const QString& name)
{
    say(QStringLiteral("inspecting"));
    const auto machine = m_story->inspect(name, watcher(QStringLiteral("inspecting")));
    if (!machine)
        return fail(machine.error());
    say(QStringLiteral("found %1 processor, %2 MiB of memory, %3 drives")
            .arg(machine->cpuCount)
            .arg(machine->memoryBytes >> 20)
            .arg(machine->driveCount));
    return show(QStringLiteral("rackhouse:/machines/") + machine->id.text(),
                QStringLiteral("inspected"));
}

Result<void> StoryProgram::provision(const QString& name)
{
    say(QStringLiteral("provisioning Debian 12"));
    const auto machine = m_story->provision(name, QStringLiteral("demo-") + name,
                                            watcher(QStringLiteral("provisioning")));
    if (!machine)
        return fail(machine.error());
    say(QStringLiteral("%1 has phoned home from %2").arg(machine->hostname, machine->ipAddress));
    return show(QStringLiteral("rackhouse:/machines/") + machine->id.text(),
                QStringLiteral("provisioned"));
}

Result<void> StoryProgram::wipe(const QString& name, const QByteArray& marker)
{
    say(QStringLiteral("wiping"));
    const auto records = m_story->wipe(name, watcher(QStringLiteral("wiping")));
    if (!records)
        return fail(records.error());
    for (const WipeRecord& record : *records) {
        say(QStringLiteral("  %1 (%2): %3, class %4, %5 of %6 markers survived: %7")
                .arg(record.serial, record.media, enumText(record.method), enumText(record.reached))
                .arg(record.markersSurvived)
                .arg(record.markersChecked)
                .arg(enumText(record.result)));
    }
    const auto left = m_story->countOnDisks(name, marker);
    if (!left)
        return fail(left.error());
    if (*left != 0)
        return fail("wipe-incomplete",
                    QStringLiteral("the planted marker is still on a disk image"));
    if (records->empty())
        return fail("wipe-incomplete", QStringLiteral("no drive has a record"));
    return show(QStringLiteral("rackhouse:/jobs/") + records->front().jobId.text(),
                QStringLiteral("wiped"));
}

Result<void> StoryProgram::unplug()
{
    say(QStringLiteral("unplugging the network"));
    if (const auto killed =
            m_lab->control({{QStringLiteral("cmd"), QStringLiteral("kill-appliance")}});
        !killed)
        return fail(killed.error());
    if (!m_window->waitForOffline(kOfflineMs))
        return fail("timed-out", QStringLiteral("the console did not notice"));
    if (auto shown = show(QStringLiteral("rackhouse:/machines"), QStringLiteral("offline")); !shown)
        return shown;
    if (auto aged = m_window->checkAgedRows(static_cast<qsizetype>(m_lab->bmcs().size())); !aged)
        return aged;
    say(QStringLiteral("the console still shows what it knew, marked with its age"));
    return {};
}

void StoryProgram::say(const QString& line) const
{
    std::printf("[%4lld s] %s\n", static_cast<long long>(m_timer.elapsed() / 1000),
                qPrintable(line));
    std::fflush(stdout);
}

Result<void> StoryProgram::show(const QString& link, const QString& picture)
{
    if (!m_window)
        return {};
    if (m_missing)
        return fail(*m_missing);
    m_window->open(QUrl(link));
    const QString file = QStringLiteral("%1/%2-%3.png")
                             .arg(m_options.out)
                             .arg(++m_pictures, 2, 10, QLatin1Char('0'))
                             .arg(picture);
    if (!m_window->shoot(file))
        return fail("write-failed", file);
    say(QStringLiteral("picture %1").arg(file));
    return {};
}

/// Prints the steps and takes one picture of the job's page in the middle of it.
SiteDriver::Watcher StoryProgram::watcher(const QString& picture)
{
    auto taken = std::make_shared<bool>(false);
    return [this, picture, taken, print = m_story->printer()](const Job& job,
                                                              const std::vector<JobStep>& steps) {
        print(job, steps);
        const bool middle = job.progressPermille > 300 && !isFinished(job.state);
        if (!middle || std::exchange(*taken, true))
            return;
        if (auto shown = show(QStringLiteral("rackhouse:/jobs/") + job.id.text(), picture); !shown)
            m_missing = shown.error();
    };
}

} // namespace rackhouse
