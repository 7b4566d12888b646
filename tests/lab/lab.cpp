#include "tests/lab/lab.h"

#include "tests/lab/provisioningnetwork.h"
#include "tests/lab/treebuilder.h"

#include <algorithm>

namespace rackhouse::lab
{

namespace
{

constexpr int kServerThreads = 2;
constexpr int kBootHttpPort = 8080; ///< in the lab's own network namespace

const BmcLogin kLogin{QStringLiteral("admin"), QStringLiteral("lab-secret-1")};

Identity identityOf(const PlannedMachine& plan)
{
    const QString mac = QStringLiteral("52:48:%1:%2")
                            .arg(plan.number >> 8, 2, 16, QLatin1Char('0'))
                            .arg(plan.number & 0xFF, 2, 16, QLatin1Char('0'));
    return {plan.serial.toUtf8(), plan.uuid.toUtf8(), mac.toUtf8()};
}

} // namespace

Lab::Lab(LabOptions options, std::vector<PlannedMachine> machines, BmcAddresses addresses)
    : m_options(std::move(options)), m_plan(std::move(machines)), m_addresses(std::move(addresses))
{
}

Lab::~Lab()
{
    m_appliance.reset();
    if (m_server)
        m_server->stop();
}

Lab::Shared Lab::shared(const QString& personality)
{
    auto& slot = m_shared[personality];
    if (!slot.first) {
        slot.first = std::make_shared<Personality>(*personalityByName(personality));
        slot.second = std::make_shared<Tree>(buildTree(*slot.first, slot.first->hardware));
    }
    return slot;
}

Result<Lab::Entry> Lab::makeEntry(const PlannedMachine& plan)
{
    auto [personality, tree] = shared(plan.personality);
    Entry entry{plan, nullptr, nullptr, -1};
    std::shared_ptr<Machine> machine;
    if (plan.firmware) {
        const auto spec =
            qemuSpec(plan, m_options.directory + QStringLiteral("/machines/") + plan.name);
        tree = std::make_shared<Tree>(buildTree(*personality, qemuHardware(spec)));
        entry.real = std::make_shared<QemuMachine>(spec);
        if (const auto prepared = entry.real->prepare(); !prepared)
            return tl::unexpected(prepared.error());
        machine = entry.real;
    } else {
        machine = std::make_shared<PaperMachine>(true);
    }
    entry.bmc = std::make_shared<Bmc>(personality, tree, identityOf(plan), kLogin, machine);
    return entry;
}

Result<void> Lab::start()
{
    auto maker = CertificateMaker::create();
    if (!maker)
        return tl::unexpected(maker.error());
    m_server = std::make_unique<BmcServer>(std::move(*maker));
    for (size_t i = 0; i < m_plan.size(); ++i) {
        auto entry = makeEntry(m_plan[i]);
        if (!entry)
            return tl::unexpected(entry.error());
        entry->server = m_server->add(entry->bmc, entry->plan.name, m_addresses.addresses[i],
                                      m_addresses.sockets[i]);
        m_entries.push_back(std::move(*entry));
    }
    m_server->start(kServerThreads);
    if (!m_options.appliance.isEmpty())
        makeAppliance();
    return {};
}

void Lab::makeAppliance()
{
    QStringList arguments{QStringLiteral("--state"),
                          m_options.directory + QStringLiteral("/appliance"),
                          QStringLiteral("--pairing-code")};
    const bool network = std::any_of(m_plan.begin(), m_plan.end(),
                                     [](const auto& plan) { return plan.firmware.has_value(); });
    if (network)
        arguments << QStringLiteral("--boot-interface")
                  << QLatin1String(ProvisioningNetwork::kBridge)
                  << QStringLiteral("--boot-http-port") << QString::number(kBootHttpPort);
    if (!m_options.ramdisk.isEmpty())
        arguments << QStringLiteral("--ramdisk") << m_options.ramdisk;
    m_appliance =
        std::make_unique<Appliance>(m_options.appliance, arguments + m_options.applianceArguments,
                                    m_options.directory + QStringLiteral("/appliance.log"));
}

void Lab::startAppliance(const Appliance::Done& done)
{
    if (m_appliance)
        m_appliance->start(done);
    else
        done(QJsonObject());
}

void Lab::killAppliance(bool again, const Appliance::Done& done)
{
    if (!m_appliance) {
        done(rackhouse::fail("not-found", QStringLiteral("no appliance")));
        return;
    }
    m_appliance->kill([this, again, done] {
        if (!again)
            done(QJsonObject());
        else
            m_appliance->start([done](const Result<QJsonObject>& ready) {
                done(ready.map([](const QJsonObject& appliance) {
                    return QJsonObject{{QStringLiteral("appliance"), appliance}};
                }));
            });
    });
}

QJsonObject Lab::describeAppliance() const
{
    return m_appliance ? m_appliance->describe() : QJsonObject();
}

QJsonArray Lab::describe() const
{
    QJsonArray all;
    for (const Entry& entry : m_entries) {
        QJsonObject object{{QStringLiteral("address"),
                            m_addresses.addresses[static_cast<size_t>(entry.server)].toString()},
                           {QStringLiteral("port"), m_addresses.port},
                           {QStringLiteral("username"), kLogin.user},
                           {QStringLiteral("password"), kLogin.password},
                           {QStringLiteral("serial"), entry.plan.serial},
                           {QStringLiteral("uuid"), entry.plan.uuid},
                           {QStringLiteral("name"), entry.plan.name},
                           {QStringLiteral("rack"), entry.plan.rack},
                           {QStringLiteral("unit"), entry.plan.unit},
                           {QStringLiteral("height"), entry.plan.height},
                           {QStringLiteral("real"), entry.plan.firmware.has_value()},
                           {QStringLiteral("personality"), entry.plan.personality}};
        if (entry.real) {
            object.insert(QStringLiteral("mac"), entry.real->spec().mac);
            object.insert(QStringLiteral("firmware"), entry.plan.firmware == Firmware::Bios
                                                          ? QStringLiteral("bios")
                                                          : QStringLiteral("uefi"));
        }
        all.append(object);
    }
    return all;
}

Result<const Lab::Entry*> Lab::find(const QString& name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return entry.plan.name == name; });
    if (found == m_entries.end())
        return rackhouse::fail("not-found", name);
    return &*found;
}

Result<QJsonObject> Lab::describeMachine(const QString& name) const
{
    const auto entry = find(name);
    if (!entry)
        return tl::unexpected(entry.error());
    QJsonObject object = (*entry)->bmc->snapshot();
    object.insert(QStringLiteral("name"), name);
    const QJsonObject more = (*entry)->bmc->machine().describe();
    for (auto field = more.begin(); field != more.end(); ++field)
        object.insert(field.key(), field.value());
    return object;
}

Result<void> Lab::setPlugged(const QString& name, bool plugged)
{
    const auto entry = find(name);
    if (!entry)
        return tl::unexpected(entry.error());
    if (!(*entry)->real)
        return rackhouse::fail("not-found", QStringLiteral("%1 is paper").arg(name));
    return (*entry)->real->setPlugged(plugged);
}

Result<void> Lab::fail(const QString& name, const QString& mode)
{
    const auto entry = find(name);
    if (!entry)
        return tl::unexpected(entry.error());
    const auto failure = failureFromName(mode);
    if (!failure)
        return rackhouse::fail("bad-field", {{QStringLiteral("field"), QStringLiteral("mode")}},
                               failureNames().join(u' '));
    m_server->setFailure((*entry)->server, *failure);
    return {};
}

} // namespace rackhouse::lab
