#include "app/appliance/appliance.h"

#include "app/appliance/listenfds.h"
#include "app/machines/bootsessions.h"
#include "app/machines/inspectjob.h"
#include "models/store/store.h"

#include <QDir>
#include <QLoggingCategory>
#include <QSysInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcAppliance, "rackhouse.appliance", QtInfoMsg)

namespace
{

constexpr int LookAtJobsEveryMs = 1'000;
/// A console that was closed and opened again finds its old appliance still at work.
constexpr std::chrono::seconds TakeOverWithin{15};

void printLine(const QJsonObject& line)
{
    const QByteArray text = toText(line) + '\n';
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stdout);
    std::fflush(stdout);
}

redfish::Options bmcOptions(int patiencePercent)
{
    redfish::Options options;
    for (int* limit : {&options.requestMs, &options.powerMs, &options.gracefulMs, &options.taskMs})
        *limit = *limit / 100 * patiencePercent;
    return options;
}

/// Whether systemd reads what is written there (systemd.exec(5), JOURNAL_STREAM).
bool isJournal(FILE* stream)
{
    struct stat status = {};
    if (::fstat(::fileno(stream), &status) != 0)
        return false;
    return qEnvironmentVariable("JOURNAL_STREAM") ==
           QStringLiteral("%1:%2").arg(status.st_dev).arg(status.st_ino);
}

Housekeeping::Limits keeping(int historyDays)
{
    Housekeeping::Limits limits;
    limits.historyForMs = historyDays * 24ll * 3600 * 1000;
    return limits;
}

QStringList serverNames(const ApplianceOptions& options)
{
    QStringList names{QStringLiteral("localhost"), QStringLiteral("127.0.0.1"),
                      QSysInfo::machineHostName()};
    if (!options.listenAddress.isLoopback() && options.listenAddress != QHostAddress::AnyIPv4 &&
        options.listenAddress != QHostAddress::Any)
        names << options.listenAddress.toString();
    names.removeAll(QString());
    return names;
}

} // namespace

struct Appliance::Opened {
    std::unique_ptr<StateDir> state;
    redfish::Vault vault;
    std::unique_ptr<api::SiteCa> ca;
    std::unique_ptr<Store> store;
};

Result<std::unique_ptr<Appliance>> Appliance::open(const ApplianceOptions& options)
{
    static const SystemClock clock;
    auto state = StateDir::open(options.stateDir, options.embeddedFd >= 0
                                                      ? TakeOverWithin
                                                      : std::chrono::milliseconds::zero());
    if (!state)
        return fail(state.error());
    auto vault = redfish::Vault::open((*state)->file(QStringLiteral("key")));
    if (!vault)
        return fail(vault.error());
    auto ca = api::SiteCa::open((*state)->file(QStringLiteral("ca")), clock, serverNames(options));
    if (!ca)
        return fail(ca.error());
    auto store = Store::open((*state)->file(QStringLiteral("rackhouse.db")), clock);
    if (!store)
        return fail(store.error());
    Opened opened{*std::move(state), *std::move(vault), *std::move(ca), *std::move(store)};
    return std::unique_ptr<Appliance>(new Appliance(options, std::move(opened)));
}

Appliance::Appliance(ApplianceOptions options, Opened opened)
    : m_options(std::move(options)), m_state(std::move(opened.state)),
      m_vault(std::move(opened.vault)), m_ca(std::move(opened.ca)),
      m_token(m_options.embeddedFd >= 0 ? BootToken::create().token : Redacted<QString>()),
      m_images(m_state->file(QStringLiteral("images"))), m_store(std::move(opened.store)),
      m_bmcs(*m_store, m_vault, bmcOptions(m_options.patiencePercent)),
      m_steps(*m_store, m_clock, m_bmcs, m_desk), m_discover(*m_store, m_bmcs),
      m_provision(*m_store, m_vault, m_steps, m_images, m_bootPort), m_wipe(*m_store, m_steps),
      m_engine(*m_store, m_clock, {.patiencePercent = m_options.patiencePercent}),
      m_poller(*m_store, m_clock, m_bmcs, {}), m_switches(*m_store, m_clock, m_vault, {}),
      m_housekeeping(*m_store, m_clock, keeping(m_options.historyDays)),
      m_sampler(*m_store, m_clock), m_agents(*m_store, m_clock, m_engine, m_desk),
      m_policy(*m_store, m_clock), m_bootLog(*m_store), m_leases(*m_store),
      m_preparer(*m_store, m_images),
      m_boot(*m_store, bootDependencies(), m_options.bootInterfaces, m_bootPort),
      m_api({*m_store, m_engine, *m_ca, m_clock,
             [this](const Redacted<QString>& secret) {
                 return sealSecret(m_vault, secret, m_clock.now());
             },
             m_switches, m_state->path(), &m_preparer},
            {m_token}),
      m_pairing([this](const PairingSocket::Answer& answer) { openPairing(answer); })
{
    for (const JobDefinition& definition :
         {m_discover.definition(), inspectJob(m_steps), m_provision.definition(),
          m_wipe.definition(), powerJob(m_steps)})
        m_engine.add(definition);
}

Appliance::~Appliance() = default;

netboot::NetbootDependencies Appliance::bootDependencies()
{
    const http::Handler agents = [this](http::Request request, http::Reply reply) {
        m_agents.handle(std::move(request), std::move(reply));
    };
    netboot::NetbootDependencies needs{
        m_clock, m_leases,
        [this](netboot::BootClient client, std::function<void(netboot::BootDecision)> answer) {
            m_policy.decide(std::move(client), std::move(answer));
        }};
    needs.observer = [this](const netboot::BootEvent& event) {
        m_bootLog.record(event);
    };
    needs.imageFile = [this](const QString& id) {
        return imageFile(id);
    };
    const http::UploadPolicy bodies = [this](const http::Request& request) {
        return m_agents.admitBody(request);
    };
    needs.routes = {{QStringLiteral("/agent/v1/"), agents, bodies},
                    {QStringLiteral("/phone-home/"), agents, bodies}};
    needs.ramdiskFolder = m_options.ramdisk;
    needs.httpPort = m_options.bootHttpPort;
    return needs;
}

Result<QString> Appliance::imageFile(const QString& id) const
{
    const auto image = m_store->read<Image>([&](Reader& reader) { return reader.get<Image>(id); });
    if (!image)
        return fail(image.error());
    const auto served = ServedImage::load(m_images, image->id);
    if (!served)
        return fail(served.error());
    return served->path;
}

Result<void> Appliance::listen()
{
    const int inherited = takeListenFd();
    if (inherited >= 0)
        return m_api.adopt(inherited);
    return m_api.listen(m_options.listenAddress, m_options.listenPort);
}

Result<void> Appliance::start()
{
    if (auto site = m_api.ensureSite(QSysInfo::machineHostName()); !site)
        return site;
    m_boot.start(); // before jobs go on: their machines may be booting
    if (auto started = m_engine.start(); !started)
        return started;
    if (auto resumed = m_preparer.resume(); !resumed)
        return resumed;
    if (auto resumed = m_api.resume(); !resumed)
        return resumed;
    if (auto listening = listen(); !listening)
        return listening;
    m_poller.start();
    m_switches.start();
    m_housekeeping.start();
    m_sampler.start();
    if (m_options.embeddedFd >= 0) {
        if (auto told = tellConsole(); !told)
            return told;
    }
    if (auto listening = m_pairing.listen(m_state->path()); !listening)
        qCWarning(lcAppliance).noquote()
            << "--pairing-code beside this process will not work:" << listening.error().detail;
    sayReady();
    if (m_options.pairingCode)
        offerPairing();
    return {};
}

QString Appliance::apiUrl() const
{
    QString host = m_options.listenAddress.toString();
    if (m_options.listenAddress == QHostAddress::Any ||
        m_options.listenAddress == QHostAddress::AnyIPv4)
        host = QStringLiteral("127.0.0.1");
    if (host.contains(u':'))
        host = u'[' + host + u']';
    return QStringLiteral("https://%1:%2").arg(host).arg(m_api.port());
}

void Appliance::sayReady() const
{
    printLine({{QStringLiteral("event"), QStringLiteral("ready")},
               {QStringLiteral("api"), apiUrl()},
               {QStringLiteral("fingerprint"), m_ca->serverFingerprint()},
               {QStringLiteral("boot_http"), m_bootPort.load()}});
    qCInfo(lcAppliance).noquote() << "ready at" << apiUrl();
}

Result<void> Appliance::tellConsole()
{
    const int pipe = m_options.embeddedFd;
    ::fcntl(pipe, F_SETFD, FD_CLOEXEC); // only this process tells the console that it lives
    const QByteArray line = toText({{QStringLiteral("token"), m_token.reveal()},
                                    {QStringLiteral("api"), apiUrl()},
                                    {QStringLiteral("fingerprint"), m_ca->serverFingerprint()}}) +
                            '\n';
    // Nothing is read from it; poll() reports an error once nobody holds the reading end, which
    // may be so already.
    m_console = std::make_unique<QSocketNotifier>(pipe, QSocketNotifier::Exception);
    connect(m_console.get(), &QSocketNotifier::activated, this, &Appliance::consoleGone);
    const auto written = ::write(pipe, line.constData(), static_cast<size_t>(line.size()));
    if (written != line.size() && errno != EPIPE)
        return fail("bad-option", {{QStringLiteral("option"), QStringLiteral("--embedded-fd")}});
    return {};
}

void Appliance::consoleGone()
{
    // A console that has gone, even by a crash, must not stop a wipe: the work is finished first.
    m_console->setEnabled(false);
    qCInfo(lcAppliance) << "the console has gone";
    m_state->giveUp();
    m_lastJobs.setInterval(LookAtJobsEveryMs);
    connect(&m_lastJobs, &QTimer::timeout, this, [this] {
        if (m_engine.isIdle())
            stop();
    });
    m_lastJobs.start();
}

void Appliance::offerPairing()
{
    if (isJournal(stdout)) {
        qCWarning(lcAppliance) << "no pairing code is written to the journal: run rackhoused "
                                  "--pairing-code beside this process";
        return;
    }
    openPairing([](const Result<PairingOffer>& offer) {
        if (!offer) {
            qCCritical(lcAppliance) << "no pairing code:" << offer.error().code;
            return;
        }
        printLine({{QStringLiteral("event"), QStringLiteral("pairing")},
                   {QStringLiteral("code"), offer->code.reveal()},
                   {QStringLiteral("expires_at"), offer->expiresAt.ms}});
    });
}

void Appliance::openPairing(const PairingSocket::Answer& answer)
{
    m_api.openPairing(Role::Admin).then(this, [this, answer](const Result<api::PairingCode>& code) {
        if (!code)
            return answer(fail(code.error()));
        answer(PairingOffer{code->code, code->expiresAt, apiUrl(), m_ca->serverFingerprint()});
    });
}

QCoro::Task<void> Appliance::closeBmcs()
{
    auto closing = m_bmcs.close();
    co_await closing;
    emit stopped();
}

void Appliance::stop()
{
    if (std::exchange(m_stopping, true))
        return;
    qCInfo(lcAppliance) << "stopping";
    m_lastJobs.stop();
    m_pairing.close();
    m_api.stop();
    m_boot.stop();
    m_poller.stop();
    m_switches.stop();
    m_housekeeping.stop();
    m_sampler.stop();
    m_engine.stop();
    closeBmcs();
}

} // namespace rackhouse
