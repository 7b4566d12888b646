"""Crawls BMCs with python3-sushy's connector: reads every resource reachable by links.

Arguments: user password readers-a-BMC address:port... Prints {"resources", "seconds"}.
"""
import concurrent.futures
import json
import os
import sys
import time
import warnings

import sushy
from sushy import auth

warnings.filterwarnings("ignore")
# requests prefers these to verify=False, and a BMC's certificate is self-signed.
for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
    os.environ.pop(name, None)


def links(value):
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("@odata.id", "Members@odata.nextLink") and isinstance(item, str):
                yield item.split("#")[0]
            else:
                yield from links(item)
    elif isinstance(value, list):
        for item in value:
            yield from links(item)


def crawl(address):
    login = auth.SessionOrBasicAuth(sys.argv[1], sys.argv[2])
    root = sushy.Sushy("https://" + address, auth=login, verify=False)

    def get(path):
        try:
            return root._conn.get(path).json()
        except (sushy.exceptions.SushyError, ValueError):
            return None

    seen, level, read = {"/redfish/v1"}, ["/redfish/v1"], 0
    with concurrent.futures.ThreadPoolExecutor(int(sys.argv[3])) as readers:
        while level:
            bodies = [body for body in readers.map(get, level) if body is not None]
            read += len(bodies)
            level = []
            for link in (link for body in bodies for link in links(body)):
                if link.startswith("/redfish/v1/") and link.rstrip("/") not in seen:
                    seen.add(link.rstrip("/"))
                    level.append(link)
    return read


addresses = sys.argv[4:]
start = time.monotonic()
with concurrent.futures.ThreadPoolExecutor(len(addresses)) as pool:
    total = sum(pool.map(crawl, addresses))
print(json.dumps({"resources": total, "seconds": time.monotonic() - start}))
