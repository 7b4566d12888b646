#include "app/machines/bootsteps.h"

#include "app/jobs/await.h"
#include "app/machines/bootpolicy.h"
#include "app/machines/machinestates.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

constexpr QLatin1StringView NetworkBoot("network-boot");
constexpr QLatin1StringView FromPower("from_power");
constexpr QLatin1StringView Asked("restart_asked_at");
constexpr QLatin1StringView Reached("commands_done");
constexpr qint64 LookBackMs = 25'000;

StepDefinition define(const QString& name, std::chrono::milliseconds deadline, int attempts)
{
    StepDefinition step;
    step.name = name;
    step.deadline = deadline;
    step.maxAttempts = attempts;
    return step;
}

Instant instantIn(const QJsonObject& data, const QString& field)
{
    return {data.value(field).toInteger()};
}

/// What is asked of the BMC, in turn; empty for what is no action. Off and on, each read back, are
/// the only power cycle that is proven.
QList<PowerCommand> commandsOf(const QString& action)
{
    if (action == u"on")
        return {PowerCommand::On};
    if (action == u"off")
        return {PowerCommand::Off};
    if (action == u"force-off")
        return {PowerCommand::ForceOff};
    if (action == u"cycle")
        return {PowerCommand::ForceOff, PowerCommand::On};
    return {};
}

} // namespace

StepDefinition BootSteps::readPower()
{
    StepDefinition step = define(QStringLiteral("read-power"), std::chrono::minutes(5), 3);
    step.run = [this](StepContextPtr context) {
        return runReadPower(std::move(context));
    };
    return step;
}

StepDefinition BootSteps::networkBoot()
{
    StepDefinition step = define(NetworkBoot, std::chrono::minutes(5), 3);
    step.weight = 2;
    step.run = [this](StepContextPtr context) {
        return runNetworkBoot(std::move(context));
    };
    return step;
}

StepDefinition BootSteps::awaitAgent()
{
    StepDefinition step = define(QStringLiteral("await-agent"), std::chrono::minutes(10), 2);
    step.rewindTo = NetworkBoot;
    step.weight = 4;
    step.run = [this](StepContextPtr context) {
        return runAwaitAgent(std::move(context));
    };
    return step;
}

StepDefinition BootSteps::agentStep(const QString& name, AgentWork work)
{
    StepDefinition step = define(name, std::chrono::minutes(10), 2);
    step.rewindTo = NetworkBoot;
    step.run = [this, work = std::move(work)](StepContextPtr context) {
        return runAgentStep(work, std::move(context));
    };
    return step;
}

StepDefinition BootSteps::restart()
{
    StepDefinition step = define(QStringLiteral("restart"), std::chrono::minutes(5), 3);
    step.run = [this](StepContextPtr context) {
        return runRestart(std::move(context));
    };
    return step;
}

StepDefinition BootSteps::powerOff()
{
    StepDefinition step = define(QStringLiteral("power-off"), std::chrono::minutes(5), 3);
    step.run = [this](StepContextPtr context) {
        return runPowerOff(std::move(context));
    };
    return step;
}

StepDefinition BootSteps::power()
{
    StepDefinition step = define(QStringLiteral("power"), std::chrono::minutes(5), 2);
    step.run = [this](StepContextPtr context) {
        return runPower(std::move(context));
    };
    return step;
}

bool BootSteps::wasFoundOn(const Job& job)
{
    // Without a reading it ran: a system that is switched off by mistake is worse than one switched
    // on.
    return job.result.value(FromPower).toString() != enumText(PowerState::Off);
}

Result<Machine> BootSteps::machineOf(const StepContext& context) const
{
    const QString id = context.job().machineId.text();
    auto machine = m_store.read<std::optional<Machine>>(
        [&](Reader& reader) { return reader.find<Machine>(id); });
    if (!machine)
        return fail(machine.error());
    if (!*machine)
        return fail("not-found", QStringLiteral("machine ") + id);
    return **machine;
}

BootOnce BootSteps::systemBoot(const StepContext& context) const
{
    const auto drive = m_store.read<std::optional<int>>(
        [&](Reader& reader) { return BootPolicy::biosDrive(reader, context.job().machineId); });
    const bool first =
        !drive || drive->value_or(netboot::firstBiosDrive) == netboot::firstBiosDrive;
    return first ? BootOnce::Disk : BootOnce::Pxe;
}

QCoro::Task<void> BootSteps::notePower(StepContextPtr context, MachineId machine, PowerState power)
{
    std::function<Result<void>(Writer&)> work = [machine, power,
                                                 now = context->now()](Writer& writer) {
        auto row = writer.find<Machine>(machine.text());
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(fail(row.error()));
        (*row)->power = power;
        (*row)->observedAt = now;
        return writer.put(**row);
    };
    auto write = m_store.write<void>(std::move(work));
    co_await settled(write); // a power state that was not noted is read again by the poller
}

QCoro::Task<StepResult> BootSteps::bootFrom(StepContextPtr context, Machine machine,
                                            BootOnce target)
{
    auto overriding = m_bmc.setBootOnce(machine, target);
    const auto overridden = co_await overriding;
    if (!context->isCurrent())
        co_return StepResult::wait({});
    if (!overridden)
        co_return StepResult::failed(overridden.error());
    auto reading = m_bmc.power(machine);
    const auto power = co_await reading;
    if (!context->isCurrent())
        co_return StepResult::wait({});
    if (!power)
        co_return StepResult::failed(power.error());
    auto remembered = context->remember(
        {{Asked, context->now().ms}, {QStringLiteral("power_was"), enumText(*power)}});
    const auto kept = co_await settled(remembered);
    if (!context->isCurrent() || !kept)
        co_return kept ? StepResult::wait({}) : StepResult::failed(kept.error());
    if (*power != PowerState::Off) {
        auto stopping = m_bmc.setPower(machine, PowerCommand::ForceOff);
        const auto stopped = co_await stopping;
        if (!context->isCurrent())
            co_return StepResult::wait({});
        if (!stopped)
            co_return StepResult::failed(stopped.error());
    }
    auto starting = m_bmc.setPower(machine, PowerCommand::On);
    const auto started = co_await starting;
    if (!context->isCurrent())
        co_return StepResult::wait({});
    if (!started)
        co_return StepResult::failed(started.error());
    context->event(Severity::Info, QStringLiteral("machine-restarted"));
    co_await notePower(context, machine.id, PowerState::On);
    co_return StepResult::done();
}

QCoro::Task<StepResult> BootSteps::runReadPower(StepContextPtr context)
{
    const auto machine = machineOf(*context);
    if (!machine)
        co_return StepResult::fatal(machine.error());
    if (machine->bmcId.isEmpty())
        co_return StepResult::skipped();
    auto reading = m_bmc.power(*machine);
    const auto power = co_await reading;
    if (!context->isCurrent())
        co_return StepResult::wait({});
    if (!power)
        co_return StepResult::failed(power.error());
    context->result({{FromPower, enumText(*power)}});
    co_return StepResult::done();
}

QCoro::Task<StepResult> BootSteps::runNetworkBoot(StepContextPtr context)
{
    const auto machine = machineOf(*context);
    if (!machine)
        co_return StepResult::fatal(machine.error());
    if (machine->bmcId.isEmpty()) // a person has to switch it on; the next step waits for it
        co_return StepResult::done({{QStringLiteral("by_hand"), true}});
    if (instantIn(context->data(), Asked).isSet() && context->resumed()) {
        // Asked for before the appliance stopped. If it went on since then, asking again would only
        // cost time; if its firmware has not come by yet, nothing is lost by asking again.
        auto reading = m_bmc.power(*machine);
        const auto power = co_await reading;
        if (!context->isCurrent())
            co_return StepResult::wait({});
        const bool wasOff = context->data().value(u"power_was").toString() == u"off";
        if (power && *power == PowerState::On && wasOff)
            co_return StepResult::done();
    }
    auto booting = bootFrom(context, *machine, BootOnce::Pxe);
    co_return co_await booting;
}

QCoro::Task<StepResult> BootSteps::runAwaitAgent(StepContextPtr context)
{
    const auto presence = m_desk.ofJob(context->job().id);
    const Instant bootedAt = instantIn(context->dataOf(NetworkBoot), Asked);
    if (presence && presence->session.registeredAt >= bootedAt)
        co_return StepResult::done({{QStringLiteral("agent"), presence->session.agentVersion},
                                    {AgentBoot, presence->session.id.text()}});
    const auto refusal = m_desk.refusalOf(context->job().id);
    if (refusal && refusal->at >= bootedAt)
        co_return StepResult::wait(QStringLiteral("agent-refused"), refusal->why);
    const bool byHand = context->dataOf(NetworkBoot).value(u"by_hand").toBool();
    co_return StepResult::wait(byHand ? QStringLiteral("power-on-by-hand")
                                      : QStringLiteral("agent-registers"));
}

QCoro::Task<StepResult> BootSteps::runAgentStep(AgentWork work, StepContextPtr context)
{
    auto working = runAgentWork(m_desk, m_openedAt, std::move(work), std::move(context));
    co_return co_await working;
}

QCoro::Task<StepResult> BootSteps::runRestart(StepContextPtr context)
{
    const auto machine = machineOf(*context);
    if (!machine)
        co_return StepResult::fatal(machine.error());
    if (!context->dataOf(QStringLiteral("await-phone-home")).isEmpty())
        co_return StepResult::done(); // it is up already
    if (machine->bmcId.isEmpty())
        co_return StepResult::done({{QStringLiteral("by_hand"), true}});
    const Instant asked = instantIn(context->data(), Asked);
    const QString lookingSince = QStringLiteral("looking_since");
    if (asked.isSet() && context->resumed()) {
        // Was it restarted before the appliance stopped? The installed system must not be cut off
        // in its first boot, so look whether the agent still speaks before asking again.
        auto remembered = context->remember({{lookingSince, context->now().ms}});
        co_await settled(remembered);
        co_return StepResult::wait(QStringLiteral("looks-whether-it-restarted"));
    }
    const Instant looking = instantIn(context->data(), lookingSince);
    if (asked.isSet() && looking.isSet()) {
        const auto presence = m_desk.ofJob(context->job().id);
        if (!presence || presence->lastSeenAt <= looking) {
            if (context->now().ms - looking.ms < LookBackMs)
                co_return StepResult::wait(QStringLiteral("looks-whether-it-restarted"));
            auto reading = m_bmc.power(*machine);
            const auto power = co_await reading;
            if (!context->isCurrent())
                co_return StepResult::wait({});
            if (!power || *power != PowerState::Off)
                co_return StepResult::done();
            // It stands between off and on.
        }
    }
    auto booting = bootFrom(context, *machine, systemBoot(*context));
    co_return co_await booting;
}

QCoro::Task<StepResult> BootSteps::runPowerOff(StepContextPtr context)
{
    const auto machine = machineOf(*context);
    if (!machine)
        co_return StepResult::fatal(machine.error());
    if (machine->bmcId.isEmpty())
        co_return StepResult::skipped();
    const BootOnce next = keepsSystem(context->job()) ? systemBoot(*context) : BootOnce::None;
    auto clearing = m_bmc.setBootOnce(*machine, next);
    const auto cleared = co_await clearing;
    if (!context->isCurrent())
        co_return StepResult::wait({});
    if (!cleared) // some BMCs refuse "None"; the boot decision keeps the machine off the RAM system
        context->event(Severity::Warning, QStringLiteral("boot-override-kept"), {},
                       cleared.error().detail);
    auto stopping = m_bmc.setPower(*machine, PowerCommand::ForceOff);
    const auto stopped = co_await stopping;
    if (!context->isCurrent())
        co_return StepResult::wait({});
    if (!stopped)
        co_return StepResult::failed(stopped.error());
    co_await notePower(context, machine->id, PowerState::Off);
    co_return StepResult::done();
}

QCoro::Task<StepResult> BootSteps::runPower(StepContextPtr context)
{
    const auto machine = machineOf(*context);
    if (!machine)
        co_return StepResult::fatal(machine.error());
    const auto commands = commandsOf(context->job().params.value(u"action").toString());
    if (commands.isEmpty())
        co_return StepResult::fatal(
            makeError("bad-field", {{QStringLiteral("field"), QStringLiteral("action")}}));
    for (qint64 at = context->data().value(Reached).toInteger(); at < commands.size(); ++at) {
        auto setting = m_bmc.setPower(*machine, commands.at(at));
        const auto set = co_await setting;
        if (!context->isCurrent())
            co_return StepResult::wait({});
        if (!set)
            co_return StepResult::failed(set.error());
        // A machine that was seen off is not switched off again after a restart of the appliance.
        auto remembered = context->remember({{Reached, at + 1}});
        const auto kept = co_await settled(remembered);
        if (!context->isCurrent() || !kept)
            co_return kept ? StepResult::wait({}) : StepResult::failed(kept.error());
    }
    auto reading = m_bmc.power(*machine);
    const auto power = co_await reading;
    if (power)
        co_await notePower(context, machine->id, *power);
    co_return StepResult::done();
}

} // namespace rackhouse
