#include "tests/lab/lab.h"

#include "tests/lab/treebuilder.h"

#include <algorithm>

namespace rackhouse::lab
{

namespace
{

constexpr int kServerThreads = 2;

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

std::shared_ptr<Bmc> Lab::makeBmc(const PlannedMachine& plan)
{
    auto [personality, tree] = shared(plan.personality);
    return std::make_shared<Bmc>(personality, tree, identityOf(plan), kLogin,
                                 std::make_shared<PaperMachine>(true));
}

Result<void> Lab::start()
{
    auto maker = CertificateMaker::create();
    if (!maker)
        return tl::unexpected(maker.error());
    m_server = std::make_unique<BmcServer>(std::move(*maker));
    for (size_t i = 0; i < m_plan.size(); ++i) {
        Entry entry{m_plan[i], makeBmc(m_plan[i]), -1};
        entry.server = m_server->add(entry.bmc, entry.plan.name, m_addresses.addresses[i],
                                     m_addresses.sockets[i]);
        m_entries.push_back(std::move(entry));
    }
    m_server->start(kServerThreads);
    return {};
}

QJsonArray Lab::describe() const
{
    QJsonArray all;
    for (const Entry& entry : m_entries)
        all.append(
            QJsonObject{{QStringLiteral("address"),
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
                        {QStringLiteral("personality"), entry.plan.personality}});
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
    return object;
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
