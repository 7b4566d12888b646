CREATE TABLE switch_facts (
    id TEXT PRIMARY KEY NOT NULL,
    asset_id TEXT REFERENCES asset(id),
    hostname TEXT NOT NULL,
    health TEXT NOT NULL,
    failed TEXT NOT NULL,
    hottest_c REAL NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    software TEXT NOT NULL,
    supply_count INTEGER NOT NULL,
    fan_count INTEGER NOT NULL,
    missing TEXT NOT NULL,
    observed_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX switch_facts_of_asset ON switch_facts (asset_id);

CREATE TABLE switch_port (
    id TEXT PRIMARY KEY NOT NULL,
    asset_id TEXT REFERENCES asset(id),
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    speed_mbps INTEGER NOT NULL,
    most_mbps INTEGER NOT NULL,
    duplex TEXT NOT NULL,
    error_count INTEGER NOT NULL,
    media TEXT NOT NULL,
    media_serial TEXT NOT NULL,
    rx_dbm REAL NOT NULL,
    tx_dbm REAL NOT NULL,
    media_c REAL NOT NULL,
    macs TEXT NOT NULL,
    observed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX switch_port_of_asset ON switch_port (asset_id);
