#pragma once

#include <QString>

#include <algorithm>
#include <vector>

namespace rackhouse
{

/// The row of that id among those that were read; null where there is none.
template <class T>
const T* rowOfId(const std::vector<T>& rows, const QString& id)
{
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&id](const T& candidate) { return candidate.id.text() == id; });
    return row == rows.end() ? nullptr : &*row;
}

} // namespace rackhouse
