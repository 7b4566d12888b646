"""Crawls BMCs with python3-sushy's connector: reads every resource reachable by links.

Arguments: user password address:port... Prints {"resources", "seconds"}.
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
    seen, queue, read = {"/redfish/v1"}, ["/redfish/v1"], 0
    while queue:
        try:
            body = root._conn.get(queue.pop()).json()
            read += 1
        except (sushy.exceptions.SushyError, ValueError):
            continue
        for link in links(body):
            if link.startswith("/redfish/v1/") and link.rstrip("/") not in seen:
                seen.add(link.rstrip("/"))
                queue.append(link)
    return read


start = time.monotonic()
with concurrent.futures.ThreadPoolExecutor(40) as pool:
    total = sum(pool.map(crawl, sys.argv[3:]))
print(json.dumps({"resources": total, "seconds": time.monotonic() - start}))
