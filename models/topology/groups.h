#pragma once

#include <numeric>
#include <vector>

namespace rackhouse
{

/// Puts rows together that belong together, pair by pair.
class Groups
{
public:
    explicit Groups(std::size_t count) : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), 0);
    }
    /// One of the rows that this one is together with, the same for all of them.
    int of(int row)
    {
        while (parent(row) != row)
            row = parent(row) = parent(parent(row));
        return row;
    }
    void join(int a, int b) { parent(of(a)) = of(b); }

private:
    int& parent(int row) { return m_parent[static_cast<std::size_t>(row)]; }

    std::vector<int> m_parent;
};

} // namespace rackhouse
