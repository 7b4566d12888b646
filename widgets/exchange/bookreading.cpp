#include "widgets/exchange/bookreading.h"

namespace rackhouse
{

Books readBooks(Rows& rows)
{
    return {rows.list<Rack>(),       rows.list<Machine>(),    rows.list<Asset>(),
            rows.list<PowerFeed>(),  rows.list<DeviceType>(), rows.list<Cable>(),
            rows.list<Allocation>(), rows.seesConfidential()};
}

} // namespace rackhouse
