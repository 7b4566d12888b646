CREATE TABLE switch_access (
    id TEXT PRIMARY KEY NOT NULL,
    address TEXT NOT NULL,
    asset_id TEXT REFERENCES asset(id),
    port INTEGER NOT NULL,
    method TEXT NOT NULL,
    every_seconds INTEGER NOT NULL,
    username TEXT NOT NULL,
    auth TEXT NOT NULL,
    privacy TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    reason_args TEXT NOT NULL,
    certificate TEXT NOT NULL,
    presented TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    neighbor_count INTEGER NOT NULL,
    secret_id TEXT REFERENCES secret(id),
    privacy_secret_id TEXT REFERENCES secret(id),
    revision INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX switch_access_of_asset ON switch_access (asset_id);

CREATE TABLE old_neighbor AS SELECT * FROM neighbor;

DROP TABLE neighbor;

CREATE TABLE neighbor (
    id TEXT PRIMARY KEY NOT NULL,
    local_kind TEXT NOT NULL,
    local_id TEXT NOT NULL,
    local_name TEXT NOT NULL,
    local_port TEXT NOT NULL,
    chassis TEXT NOT NULL,
    name TEXT NOT NULL,
    port TEXT NOT NULL,
    port_text TEXT NOT NULL,
    address TEXT NOT NULL,
    source TEXT NOT NULL,
    observed_at INTEGER NOT NULL
) STRICT;

INSERT INTO neighbor SELECT id, local_kind, local_id, local_name, local_port, chassis, name, port, port_text, '',
    source, observed_at FROM old_neighbor;

DROP TABLE old_neighbor;

CREATE INDEX neighbor_of ON neighbor (local_id, source);

UPDATE change SET body = json_patch(body, '{"address":""}') WHERE kind = 'neighbor' AND removed = 0;
