#include "models/exchange/sendorder.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

/// Tarjan's strongly connected components, without recursion: a chain may be as long as the file.
class Groups
{
public:
    explicit Groups(const Waits& waits) : m_waits(waits), m_rows(waits.size()) {}

    std::vector<std::vector<std::size_t>> find()
    {
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            if (m_rows[row].seen == 0)
                follow(row);
        }
        return std::move(m_groups);
    }

private:
    struct Row {
        std::size_t seen = 0;   ///< when it was first met, from 1; 0: not yet
        std::size_t lowest = 0; ///< the earliest row that can be reached from it
        std::size_t next = 0;   ///< which of those that it waits for is looked at next
        bool isGrouped = false;
    };

    void enter(std::size_t row)
    {
        m_rows[row].seen = m_rows[row].lowest = ++m_count;
        m_path.push_back(row);
        m_open.push_back(row);
    }

    void follow(std::size_t first)
    {
        enter(first);
        while (!m_path.empty()) {
            const std::size_t number = m_path.back();
            Row& row = m_rows[number];
            if (row.next < m_waits[number].size()) {
                const std::size_t other = m_waits[number][row.next++];
                if (m_rows[other].seen == 0)
                    enter(other);
                else if (!m_rows[other].isGrouped)
                    row.lowest = std::min(row.lowest, m_rows[other].seen);
                continue;
            }
            m_path.pop_back();
            if (!m_path.empty())
                m_rows[m_path.back()].lowest = std::min(m_rows[m_path.back()].lowest, row.lowest);
            if (row.lowest == row.seen)
                close(number);
        }
    }

    void close(std::size_t first)
    {
        std::vector<std::size_t> group;
        while (group.empty() || group.back() != first) {
            group.push_back(m_open.back());
            m_rows[m_open.back()].isGrouped = true;
            m_open.pop_back();
        }
        std::sort(group.begin(), group.end());
        m_groups.push_back(std::move(group));
    }

    const Waits& m_waits;
    std::vector<Row> m_rows;
    std::vector<std::size_t> m_path;
    std::vector<std::size_t> m_open; ///< met, and not in a group yet
    std::size_t m_count = 0;
    std::vector<std::vector<std::size_t>> m_groups;
};

} // namespace

std::vector<std::vector<std::size_t>> groupsInOrder(const Waits& waits)
{
    return Groups(waits).find();
}

} // namespace rackhouse
