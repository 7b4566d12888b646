PRAGMA defer_foreign_keys = ON;

CREATE TABLE old_fabric_node AS SELECT * FROM fabric_node;

DROP TABLE fabric_node;

CREATE TABLE fabric_node (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    kind TEXT NOT NULL,
    guid TEXT NOT NULL,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    adapter TEXT NOT NULL,
    machine_id TEXT,
    lid INTEGER NOT NULL
) STRICT;

INSERT INTO fabric_node SELECT id, fabric_id, kind, guid, name, host, adapter, machine_id, 0 FROM old_fabric_node;

DROP TABLE old_fabric_node;

CREATE INDEX fabric_node_of_fabric ON fabric_node (fabric_id);

UPDATE change SET body = json_patch(body, '{"lid":0}') WHERE kind = 'fabric_node' AND removed = 0;

CREATE TABLE fabric_counters (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    guid TEXT NOT NULL,
    lid INTEGER NOT NULL,
    port INTEGER NOT NULL,
    counter_set TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    counters TEXT NOT NULL,
    before_at INTEGER NOT NULL,
    before TEXT NOT NULL
) STRICT;

CREATE INDEX fabric_counters_of_fabric ON fabric_counters (fabric_id);

CREATE TABLE fabric_health (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    guid TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    product TEXT NOT NULL,
    part_number TEXT NOT NULL,
    hardware TEXT NOT NULL,
    serial TEXT NOT NULL,
    psid TEXT NOT NULL,
    firmware TEXT NOT NULL,
    parts TEXT NOT NULL,
    unread TEXT NOT NULL
) STRICT;

CREATE INDEX fabric_health_of_fabric ON fabric_health (fabric_id);

CREATE TABLE fabric_plan (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    name TEXT NOT NULL,
    parents TEXT NOT NULL,
    hosts TEXT NOT NULL,
    domain TEXT NOT NULL
) STRICT;

CREATE INDEX fabric_plan_of_fabric ON fabric_plan (fabric_id);
