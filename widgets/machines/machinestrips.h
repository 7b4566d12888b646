#pragma once

#include "models/domain/asset.h"
#include "widgets/common/context.h"

#include <optional>
#include <vector>

class QBoxLayout;
class QWidget;

namespace rackhouse
{

class MessageStrip;

/// What a person has to know of a machine before anything else, below the head of its page.
class MachineStrips
{
public:
    MachineStrips(const Context& context, QWidget* parent);

    void addTo(QBoxLayout* layout);
    void set(const Machine& machine, const std::optional<Bmc>& bmc,
             const std::vector<Component>& components);
    /// There is no such machine.
    void setMissing();

private:
    const Clock& m_clock;
    MessageStrip* m_reason;
    MessageStrip* m_leak;
    MessageStrip* m_parts;
    MessageStrip* m_certificate;
};

} // namespace rackhouse
