#include "app/api/rowdifference.h"

#include <QUuid>

namespace rackhouse
{
namespace
{

/// A transaction of so many rows takes the writer's thread about a tenth of a second.
constexpr std::size_t kRowsAtOnce = 1000;

} // namespace

Result<void> writeAll(Store& store, const std::vector<RowWork>& work)
{
    for (std::size_t first = 0; first < work.size(); first += kRowsAtOnce) {
        const std::size_t end = std::min(work.size(), first + kRowsAtOnce);
        auto written = store.write<void>([&work, first, end](Writer& writer) -> Result<void> {
            for (std::size_t i = first; i < end; ++i) {
                if (auto done = work[i](writer); !done)
                    return done;
            }
            return {};
        });
        if (auto done = written.result(); !done)
            return done;
    }
    return {};
}

QString idIn(const FabricId& fabric, const QString& what)
{
    return QUuid::createUuidV5(QUuid(fabric.text()), what).toString(QUuid::WithoutBraces);
}

} // namespace rackhouse
