#include "widgets/machines/machinestrips.h"

#include "models/base/naturalorder.h"
#include "models/domain/componentmerge.h"
#include "widgets/common/format.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/status.h"
#include "widgets/shell/actionregistry.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QToolButton>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr qsizetype kMostParts = 6; ///< that a strip names

QString tr(const char* text)
{
    return QCoreApplication::translate("MachineStrips", text);
}

MessageStrip* makeStrip(const Context& context, const QString& name, QWidget* parent)
{
    auto* strip = new MessageStrip(context.theme, name, parent);
    strip->setClosable(false);
    return strip;
}

/// Parts that are worse than the machine says of itself as a whole, the worst first. Leak detectors
/// that it names have said so already.
std::vector<Component> worseParts(const Machine& machine, const std::vector<Component>& components)
{
    const QStringList leaking = machine.leakAt.split(u", "_qs);
    std::vector<Component> worse;
    for (MergedComponent& part : mergeReports(components)) {
        const bool said =
            part.shown.kind == ComponentKind::Sensor && leaking.contains(part.shown.slot);
        if (!said && part.shown.health > std::max(machine.health, Health::Ok))
            worse.push_back(std::move(part.shown));
    }
    std::sort(worse.begin(), worse.end(), [](const Component& a, const Component& b) {
        return a.health != b.health ? a.health > b.health : comesBefore(a.slot, b.slot);
    });
    return worse;
}

/// "GPU 6 (H100 SXM 80GB): Warning", with its age where that is old.
QString partText(const Component& part, Instant now)
{
    const QString name =
        part.model.isEmpty() ? part.slot : tr("%1 (%2)").arg(part.slot, part.model);
    return tr("%1: %2").arg(name, agedStatus(statusOf(part.health), part.observedAt, now).word);
}

} // namespace

MachineStrips::MachineStrips(const Context& context, QWidget* parent)
    : m_clock(context.clock), m_reason(makeStrip(context, u"machine.reason"_qs, parent)),
      m_leak(makeStrip(context, u"machine.leak"_qs, parent)),
      m_parts(makeStrip(context, u"machine.parts"_qs, parent)),
      m_certificate(makeStrip(context, u"machine.certificate"_qs, parent))
{
    m_certificate->addButton(context.actions.button(u"bmc.accept-certificate"_qs, m_certificate));
}

void MachineStrips::addTo(QBoxLayout* layout)
{
    for (MessageStrip* strip : {m_reason, m_leak, m_parts, m_certificate})
        layout->addWidget(strip);
}

void MachineStrips::set(const Machine& machine, const std::optional<Bmc>& bmc,
                        const std::vector<Component>& components)
{
    m_reason->setMessage(
        machine.state == MachineState::Quarantined ? Tone::Critical : Tone::Neutral,
        machine.stateReason.isEmpty() ? QString() : format::reason(machine.stateReason));
    const auto leak = leakStatus(machine, m_clock.now());
    m_leak->setMessage(leak ? leak->tone : Tone::Neutral,
                       leak ? tr("%1. Look at its cooling.").arg(leak->word) : QString());
    const std::vector<Component> worse = worseParts(machine, components);
    QStringList parts;
    for (const Component& part : worse)
        parts << partText(part, m_clock.now());
    const qsizetype more = parts.size() - kMostParts;
    QString text = parts.mid(0, kMostParts).join(u", "_qs);
    if (more > 0)
        text += tr(", and %1 more").arg(more);
    m_parts->setMessage(worse.empty() ? Tone::Neutral : statusOf(worse.front().health).tone, text);
    m_certificate->setMessage(
        Tone::Critical,
        bmc && bmc->state == BmcState::PinChanged
            ? tr("Its BMC presents another certificate than before. No command reaches it until "
                 "somebody has compared and accepted the new one.")
            : QString());
}

void MachineStrips::setMissing()
{
    for (MessageStrip* strip : {m_leak, m_parts, m_certificate})
        strip->setMessage(Tone::Neutral, {});
    m_reason->setMessage(Tone::Warning,
                         tr("This machine is not, or no longer, in the copy on this computer."));
}

} // namespace rackhouse
