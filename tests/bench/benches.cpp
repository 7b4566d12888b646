#include "tests/bench/benches.h"

namespace rackhouse::bench
{

std::span<const Bench> benches()
{
    static constexpr Bench table[] = {
        {"dhcp.offers", "DHCP exchanges a second, against dnsmasq and kea, by perfdhcp",
         dhcpOffers},
        {"tftp.read", "TFTP with blksize 1428 and windowsize 1, 4, 8, against atftpd and dnsmasq",
         tftpRead},
        {"redfish.crawl",
         "Redfish resources a second from 8 BMCs over TLS, four readers a BMC, against "
         "python3-sushy",
         redfishCrawl},
        {"http.file", "a file of 1 GiB over HTTP, one and eight clients, against nginx", httpFile},
        {"changes.lag", "from a commit to the console's replica, p50 and p99, against 250 ms",
         changesLag},
        {"demo.start",
         "from packaging/run --paper to filled racks on a built tree, beside rackhouse --version",
         demoStart},
        {"gui.fabric",
         "a fabric opened, panned and zoomed, with 1,114 links and with 4,096 hosts, against 33 ms",
         guiFabric},
        {"gui.hall",
         "halls of 500 and 2,000 racks and a site of four halls opened, panned and zoomed, against "
         "16 ms",
         guiHall},
        {"gui.live",
         "share of a core that 2,000 changes a second cost, against 20 %, and the memory of "
         "the full site, against 600 MB",
         guiLive},
        {"gui.table", "100,000 components filtered and sorted, to the first paint, against 50 ms",
         guiTable},
        {"gui.rack.open",
         "a row of 40 racks full of devices opened, against what Qt needs for the same rectangles",
         guiRackOpen},
        {"gui.start",
         "exec to the first paint, and to the machines table with its rows (gui.start.filled), "
         "with 20,000 machines, against twice that with 1,000",
         guiStart},
        {"store.write", "rows a second into the site's database, against plain sqlite3",
         storeWrite},
    };
    return table;
}

} // namespace rackhouse::bench
