CREATE TABLE replica_site (
    site_key TEXT PRIMARY KEY NOT NULL,
    seq INTEGER NOT NULL,
    synced_at INTEGER NOT NULL
) STRICT;

CREATE TABLE replica_schema (
    kind TEXT PRIMARY KEY NOT NULL,
    sql TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
    id TEXT PRIMARY KEY NOT NULL,
    site_key TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    body TEXT NOT NULL,
    base_revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    tried_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    state TEXT NOT NULL,
    error_code TEXT NOT NULL,
    error_detail TEXT NOT NULL
) STRICT;

CREATE INDEX outbox_of_site ON outbox (site_key, state);

CREATE TABLE saved_filter (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX saved_filter_name ON saved_filter (kind, name);
