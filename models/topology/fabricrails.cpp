#include "models/topology/fabricrails.h"

#include "models/base/naturalorder.h"
#include "models/topology/groups.h"

#include <QMap>

#include <algorithm>

namespace rackhouse
{
namespace
{

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

} // namespace

FabricRails::FabricRails(const FabricGraph& fabric, const std::vector<FabricShape::Place>& places,
                         const std::vector<int>& leafOf)
    : m_fabric(fabric), m_places(places), m_leafOf(leafOf), m_nameOf(places.size(), -1),
      m_leafFor(places.size(), -1)
{
    nameAdapters();
    findUses();
    rankNames();
    QHash<int, QMap<int, int>> votes;
    for (const Use& use : m_uses)
        votes[use.leaf][m_rankOf[at(use.name)]] += use.count;
    for (auto leaf = votes.cbegin(); leaf != votes.cend(); ++leaf)
        m_railOf.insert(leaf.key(), std::max_element(leaf->cbegin(), leaf->cend()).key());
}

void FabricRails::nameAdapters()
{
    QHash<QString, int> numbers;
    for (std::size_t row = 0; row < m_nameOf.size(); ++row) {
        const QString& name = m_fabric.nodes[row].adapter;
        if (name.isEmpty() || m_leafOf[row] < 0)
            continue;
        const auto known = numbers.constFind(name);
        m_nameOf[row] = known == numbers.cend() ? static_cast<int>(m_names.size()) : *known;
        if (known == numbers.cend()) {
            numbers.insert(name, m_nameOf[row]);
            m_names.push_back(name);
        }
    }
}

void FabricRails::findUses()
{
    QMap<std::pair<int, int>, QMap<int, int>> votes; // by unit and name, by leaf
    for (std::size_t row = 0; row < m_nameOf.size(); ++row) {
        if (m_nameOf[row] >= 0)
            ++votes[{m_places[row].unit, m_nameOf[row]}][m_leafOf[row]];
    }
    QHash<std::pair<int, int>, int> usual;
    for (auto vote = votes.cbegin(); vote != votes.cend(); ++vote) {
        const auto most = std::max_element(vote->cbegin(), vote->cend());
        int all = 0;
        for (const int count : *vote)
            all += count;
        const auto [unit, name] = vote.key();
        if (*most * 2 <= all || m_places[at(most.key())].unit != unit)
            continue;
        usual.insert(vote.key(), most.key());
        m_uses.push_back({name, most.key(), *most});
    }
    for (std::size_t row = 0; row < m_nameOf.size(); ++row) {
        if (m_nameOf[row] >= 0)
            m_leafFor[row] = usual.value({m_places[row].unit, m_nameOf[row]}, -1);
    }
}

void FabricRails::rankNames()
{
    // Hosts of one make name their adapters alike.
    Groups makes(m_names.size());
    QHash<QString, int> nameOnHost;
    for (std::size_t row = 0; row < m_nameOf.size(); ++row) {
        const QString& host = m_fabric.nodes[row].host;
        if (m_nameOf[row] < 0 || host.isEmpty())
            continue;
        const int other = nameOnHost.value(host, m_nameOf[row]);
        makes.join(other, m_nameOf[row]);
        nameOnHost.insert(host, other);
    }
    QHash<int, std::vector<int>> namesAt; // by leaf
    QHash<int, int> units;                // by name
    for (const Use& use : m_uses) {
        namesAt[use.leaf].push_back(use.name);
        ++units[use.name];
    }
    QHash<std::pair<int, int>, int> together;
    for (const auto& names : std::as_const(namesAt)) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            for (std::size_t j = i + 1; j < names.size(); ++j) {
                if (makes.of(names[i]) == makes.of(names[j]))
                    ++together[std::minmax(names[i], names[j])];
            }
        }
    }
    Groups rails(m_names.size());
    for (auto pair = together.cbegin(); pair != together.cend(); ++pair) {
        const auto [a, b] = pair.key();
        if (pair.value() * 2 > std::min(units.value(a), units.value(b)))
            rails.join(a, b);
    }
    std::vector<int> order(m_names.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [this](int a, int b) { return comesBefore(m_names[at(a)], m_names[at(b)]); });
    QHash<int, int> count;  // of rails, by make
    QHash<int, int> rankOf; // by rail
    m_rankOf.resize(m_names.size());
    for (const int name : order) {
        const int rail = rails.of(name);
        if (!rankOf.contains(rail))
            rankOf.insert(rail, count[makes.of(name)]++);
        m_rankOf[at(name)] = rankOf.value(rail);
    }
}

} // namespace rackhouse
