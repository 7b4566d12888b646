#include "tests/e2e/story.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>

namespace rackhouse
{

namespace
{

constexpr int kInspectMs = 600'000;
constexpr int kProvisionMs = 1'500'000;
constexpr int kWipeMs = 900'000;
constexpr int kPowerMs = 400'000;
constexpr int kSshMs = 120'000;
const QString kUser = QStringLiteral("operator");

QString amount(const JobStep& step)
{
    if (step.total <= 0)
        return {};
    const QString percent = QStringLiteral(" %1 %").arg(100 * step.done / step.total);
    if (step.unit != QStringLiteral("B"))
        return percent;
    return percent + QStringLiteral(" of %1 MB, %2 MB/s")
                         .arg(step.total / 1'000'000)
                         .arg(static_cast<double>(step.ratePerSecond) / 1e6, 0, 'f', 1);
}

} // namespace

Story::Story(LabFixture& lab, SiteDriver& site, StoryInput input, Say say)
    : m_lab(lab), m_site(site), m_input(std::move(input)), m_say(std::move(say))
{
}

Result<void> Story::prepare()
{
    const QString key = m_keys.filePath(QStringLiteral("key"));
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
                 {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                  QStringLiteral("-N"), QString(), QStringLiteral("-C"),
                  QStringLiteral("technician"), QStringLiteral("-f"), key});
    QFile publicKey(key + QStringLiteral(".pub"));
    if (!keygen.waitForFinished() || keygen.exitCode() != 0 || !publicKey.open(QIODevice::ReadOnly))
        return fail("key-failed", QString::fromUtf8(keygen.readAllStandardError()));
    m_publicKey = QString::fromUtf8(publicKey.readAll()).trimmed();

    QFile manifest(QDir(m_input.images).filePath(QStringLiteral("manifest.json")));
    if (!manifest.open(QIODevice::ReadOnly))
        return fail("not-found", manifest.fileName());
    const auto described = parseObject(manifest.readAll());
    if (!described)
        return fail(described.error());
    QJsonObject image = *described;
    for (const QJsonValue& entry : described->value(QStringLiteral("images")).toArray()) {
        if (entry.toObject().value(QStringLiteral("file")).toString() == m_input.imageFile)
            image = entry.toObject();
    }
    const QString path =
        QFileInfo(QDir(m_input.images).filePath(m_input.imageFile)).absoluteFilePath();
    auto registered =
        m_input.upload ? m_site.uploadImage(path, image) : m_site.registerImage(path, image);
    if (!registered)
        return fail(registered.error());
    m_image = *std::move(registered);
    m_say(QStringLiteral("image %1 is ready, %2 MB")
              .arg(m_image.name)
              .arg(m_image.sizeBytes / 1'000'000));
    return {};
}

Result<Machine> Story::machine(const QString& name)
{
    return m_site.machineBySerial(m_lab.bmc(name).serial);
}

Result<Job> Story::run(JobKind kind, const QString& name, const QJsonObject& params, int timeoutMs,
                       const SiteDriver::Watcher& watcher)
{
    const auto target = machine(name);
    if (!target)
        return fail(target.error());
    const auto started = m_site.start(kind, target->id, params);
    if (!started)
        return fail(started.error());
    auto finished = m_site.watch(started->id, timeoutMs, watcher ? watcher : printer());
    if (!finished)
        return finished;
    if (finished->state != JobState::Succeeded)
        return fail(Error{
            finished->reason, {}, finished->step + QStringLiteral(": ") + finished->reasonDetail});
    return finished;
}

Result<Machine> Story::inspect(const QString& name, const SiteDriver::Watcher& watcher)
{
    if (const auto done = run(JobKind::Inspect, name, {}, kInspectMs, watcher); !done)
        return fail(done.error());
    return machine(name);
}

Result<Machine> Story::provision(const QString& name, const QString& hostname,
                                 const SiteDriver::Watcher& watcher)
{
    const QJsonObject params{{QStringLiteral("image_id"), m_image.id.text()},
                             {QStringLiteral("hostname"), hostname},
                             {QStringLiteral("users"), QJsonArray{kUser}},
                             {QStringLiteral("ssh_keys"), QJsonArray{m_publicKey}}};
    if (const auto done = run(JobKind::Provision, name, params, kProvisionMs, watcher); !done)
        return fail(done.error());
    return machine(name);
}

Result<Job> Story::power(const QString& name, const QString& action)
{
    return run(JobKind::Power, name, {{QStringLiteral("action"), action}}, kPowerMs, {});
}

Result<QByteArray> Story::ssh(const QString& name, const QString& command)
{
    const auto target = machine(name);
    if (!target)
        return fail(target.error());
    const auto ran = m_lab.exec(
        {QStringLiteral("ssh"), QStringLiteral("-i"), m_keys.filePath(QStringLiteral("key")),
         QStringLiteral("-o"), QStringLiteral("StrictHostKeyChecking=no"), QStringLiteral("-o"),
         QStringLiteral("UserKnownHostsFile=/dev/null"), QStringLiteral("-o"),
         QStringLiteral("BatchMode=yes"), QStringLiteral("-o"), QStringLiteral("ConnectTimeout=60"),
         kUser + QLatin1Char('@') + target->ipAddress, command},
        kSshMs);
    if (!ran)
        return fail(ran.error());
    if (ran->exitCode != 0)
        return fail("ssh-failed", QString::fromUtf8(ran->errors));
    return ran->output;
}

Result<std::vector<WipeRecord>> Story::wipe(const QString& name, const SiteDriver::Watcher& watcher)
{
    const QJsonObject params{{QStringLiteral("confirm"), m_lab.bmc(name).serial}};
    const auto done = run(JobKind::Wipe, name, params, kWipeMs, watcher);
    if (!done)
        return fail(done.error());
    return m_site.wipeRecords(done->id);
}

Result<qint64> Story::countOnDisks(const QString& name, const QByteArray& text) const
{
    qint64 found = 0;
    QDirIterator files(QFileInfo(m_lab.machineFile(name, QStringLiteral("serial.log"))).path(),
                       {QStringLiteral("*.img")}, QDir::Files);
    bool any = false;
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            return fail("not-found", file.fileName());
        any = true;
        QByteArray tail;
        while (!file.atEnd()) {
            const QByteArray window = tail + file.read(8 * 1024 * 1024);
            found += window.count(text);
            tail = window.right(text.size() - 1);
        }
    }
    if (!any)
        return fail("not-found", QStringLiteral("disk images of ") + name);
    return found;
}

SiteDriver::Watcher Story::printer() const
{
    auto last = std::make_shared<QString>();
    return [say = m_say, last](const Job& job, const std::vector<JobStep>& steps) {
        for (const JobStep& step : steps) {
            if (step.name != job.step || isFinished(job.state))
                continue;
            const QString tenths =
                step.total > 0 ? QString::number(4 * step.done / step.total) : QString();
            const QString key = step.name + QString::number(step.attempts) + step.reason + tenths;
            if (key == *last)
                return;
            *last = key;
            say(QStringLiteral("  %1: %2%3%4")
                    .arg(enumText(job.kind), step.name, amount(step),
                         step.reason.isEmpty()
                             ? QString()
                             : QStringLiteral(" (") + step.reason + QLatin1Char(')')));
        }
    };
}

} // namespace rackhouse
