#pragma once

#include "models/domain/ids.h"
#include "models/store/store.h"

#include <QHash>

#include <functional>
#include <vector>

namespace rackhouse
{

/// One row to write or to remove.
using RowWork = std::function<Result<void>(Writer&)>;

/// Whether those who know a row as it was are to hear of it as it is.
template <class T>
using IsNews = std::function<bool(const T& before, const T& now)>;

/// What differs between what is there and what is wanted, both by id, in an order that keeps
/// references whole. What is no news does not go into the feed.
template <class T>
void addDifference(const QHash<QString, T>& there, const QHash<QString, T>& wanted,
                   std::vector<RowWork>& puts, std::vector<RowWork>& removals,
                   const IsNews<T>& isNews = {})
{
    for (const T& row : wanted) {
        const auto old = there.constFind(row.id.text());
        if (old == there.cend())
            puts.push_back([row](Writer& writer) { return writer.put(row); });
        else if (toJson(*old) != toJson(row))
            puts.push_back([row, isTold = !isNews || isNews(*old, row)](Writer& writer) {
                return isTold ? writer.put(row) : writer.putUnfed(row);
            });
    }
    for (const T& row : there) {
        if (!wanted.contains(row.id.text()))
            removals.push_back([id = row.id](Writer& writer) { return writer.remove<T>(id); });
    }
}

/// Writes a part at a time so that nothing else waits long. Blocks; not on the writer's thread.
Result<void> writeAll(Store& store, const std::vector<RowWork>& work);

/// The same id for the same thing in the same fabric, always.
QString idIn(const FabricId& fabric, const QString& what);

} // namespace rackhouse
