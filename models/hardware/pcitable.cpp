#include "models/hardware/pcitable.h"

#include "models/base/json.h"

#include <algorithm>

namespace rackhouse
{
namespace
{

constexpr int deepest = 64; // bridges on top of each other; real machines have six

QString textOf(const QJsonObject& o, const char* field)
{
    return stringOr(o, QLatin1String(field)).trimmed();
}

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

void linkParents(PciTable& table, const std::vector<QString>& parents)
{
    for (std::size_t row = 0; row < table.functions.size(); ++row) {
        auto& function = table.functions[row];
        function.parent = table.byAddress.value(parents[row], -1);
        function.orphan = function.parent < 0 && !parents[row].isEmpty();
    }
}

void cutAbove(PciTable::Function& function, PciTable& table)
{
    function.parent = -1;
    function.orphan = true;
    ++table.odd;
}

/// Where following the bridges comes back to where it began, the way is cut there.
void cutLoops(PciTable& table)
{
    enum Mark : char { New, OnTheWay, Done };
    std::vector<Mark> marks(table.functions.size(), New);
    for (std::size_t start = 0; start < table.functions.size(); ++start) {
        std::vector<int> way;
        int row = static_cast<int>(start);
        while (row >= 0 && marks[at(row)] == New) {
            marks[at(row)] = OnTheWay;
            way.push_back(row);
            row = table.functions[at(row)].parent;
        }
        if (row >= 0 && marks[at(row)] == OnTheWay)
            cutAbove(table.functions[at(way.back())], table);
        for (auto step = way.rbegin(); step != way.rend(); ++step) {
            auto& function = table.functions[at(*step)];
            const int above = function.parent < 0 ? -1 : table.functions[at(function.parent)].depth;
            if (above == deepest)
                cutAbove(function, table);
            function.depth = function.parent < 0 ? 0 : above + 1;
            marks[at(*step)] = Done;
        }
    }
}

} // namespace

PciTable PciTable::of(const std::vector<Component>& components)
{
    PciTable table;
    std::vector<const QJsonObject*> rows;
    for (const Component& component : components) {
        if (component.kind == ComponentKind::PciDevice &&
            !textOf(component.detail, "address").isEmpty())
            rows.push_back(&component.detail);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const QJsonObject* a, const QJsonObject* b) {
        return textOf(*a, "address") < textOf(*b, "address");
    });
    std::vector<QString> parents;
    for (const QJsonObject* row : rows) {
        const QString address = textOf(*row, "address");
        if (table.byAddress.contains(address)) {
            ++table.odd;
            continue;
        }
        table.byAddress.insert(address, static_cast<int>(table.functions.size()));
        table.functions.push_back({address, textOf(*row, "class"), textOf(*row, "vendor"),
                                   textOf(*row, "device"),
                                   row->value(QLatin1String("numa")).toInt(-1),
                                   textOf(*row, "cpus"), PcieLink::read(*row)});
        parents.push_back(textOf(*row, "parent"));
    }
    linkParents(table, parents);
    cutLoops(table);
    return table;
}

std::vector<int> PciTable::chain(int function) const
{
    std::vector<int> way;
    for (int row = function; row >= 0; row = functions[at(row)].parent)
        way.push_back(row);
    return way;
}

QString PciTable::hostBridge(int function) const
{
    const QString& top = functions[at(chain(function).back())].address;
    return top.left(top.lastIndexOf(QLatin1Char(':')));
}

} // namespace rackhouse
