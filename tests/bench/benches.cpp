#include "tests/bench/benches.h"

namespace rackhouse::bench
{

std::span<const Bench> benches()
{
    static constexpr Bench table[] = {
        {"store.write", "rows a second into the site's database, against plain sqlite3",
         storeWrite},
    };
    return table;
}

} // namespace rackhouse::bench
