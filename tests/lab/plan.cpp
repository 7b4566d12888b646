#include "tests/lab/plan.h"

#include "tests/lab/personality.h"

#include <QHash>
#include <QUuid>

namespace rackhouse::lab
{

namespace
{

constexpr int kRackUnits = 42;

QString prefixOf(const QString& personality)
{
    static const QHash<QString, QString> prefixes{
        {QStringLiteral("dgx-h100"), QStringLiteral("dgx")},
        {QStringLiteral("supermicro"), QStringLiteral("smc")},
        {QStringLiteral("lenovo"), QStringLiteral("lnv")},
        {QStringLiteral("openbmc"), QStringLiteral("obmc")}};
    return prefixes.value(personality, personality);
}

/// Names and numbers machines in the order in which they are planned.
class Planner
{
public:
    void add(const QString& personality, const QString& rack, int unit,
             std::optional<Firmware> firmware = {})
    {
        PlannedMachine machine;
        const QString prefix = firmware ? QStringLiteral("node") : prefixOf(personality);
        const int count = ++m_counts[prefix];
        machine.name = QStringLiteral("%1-%2").arg(prefix).arg(count, 2, 10, QLatin1Char('0'));
        machine.serial = prefix.toUpper() + QString::number(2600000 + count);
        machine.uuid = QUuid::createUuidV5(QUuid(), machine.serial).toString(QUuid::WithoutBraces);
        machine.personality = personality;
        machine.rack = rack;
        machine.unit = unit;
        machine.height = firmware ? 1 : personalityByName(personality)->rackUnits;
        machine.firmware = firmware;
        machine.number = static_cast<int>(m_machines.size()) + 1;
        m_machines.push_back(machine);
    }

    std::vector<PlannedMachine> take() { return std::move(m_machines); }

private:
    QHash<QString, int> m_counts;
    std::vector<PlannedMachine> m_machines;
};

QString realPersonality(Firmware firmware)
{
    return firmware == Firmware::Bios ? QStringLiteral("supermicro") : QStringLiteral("openbmc");
}

} // namespace

std::vector<PlannedMachine> planMachines(const LabOptions& options)
{
    if (options.demo)
        return planDemo(options.paperOnly);
    Planner planner;
    const QStringList names = personalityNames();
    int rack = 1;
    int unit = 1;
    const auto place = [&](const QString& personality, int height,
                           std::optional<Firmware> firmware) {
        if (unit + height - 1 > kRackUnits) {
            ++rack;
            unit = 1;
        }
        planner.add(personality, QStringLiteral("R%1").arg(rack), unit, firmware);
        unit += height;
    };
    for (int i = 0; i < options.paper; ++i) {
        const QString name = options.paperPersonality.isEmpty() ? names.at(i % names.size())
                                                                : options.paperPersonality;
        place(name, personalityByName(name)->rackUnits, {});
    }
    for (const Firmware firmware : options.real)
        place(realPersonality(firmware), 1, firmware);
    return planner.take();
}

std::vector<PlannedMachine> planDemo(bool paperOnly)
{
    Planner planner;
    const auto add = [&](const char* personality, const char* rack, int unit) {
        planner.add(QLatin1String(personality), QLatin1String(rack), unit);
    };
    add("dgx-h100", "R1", 1);
    add("dgx-h100", "R1", 9);
    add("dgx-h100", "R1", 17);
    add("dell", "R1", 26);
    add("hpe", "R1", 28);
    add("supermicro", "R2", 1);
    add("supermicro", "R2", 5);
    add("lenovo", "R2", 10);
    add("lenovo", "R2", 13);
    add("dell", "R2", 17);
    add("hpe", "R2", 19);
    add("openbmc", "R2", 22);
    if (paperOnly)
        return planner.take();
    const auto addReal = [&](const char* rack, int unit, Firmware firmware) {
        planner.add(realPersonality(firmware), QLatin1String(rack), unit, firmware);
    };
    addReal("R1", 31, Firmware::Bios);
    addReal("R1", 32, Firmware::Uefi);
    addReal("R2", 24, Firmware::Bios);
    return planner.take();
}

} // namespace rackhouse::lab
