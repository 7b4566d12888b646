CREATE TABLE fabric (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    scanned_at INTEGER NOT NULL,
    node_count INTEGER NOT NULL,
    link_count INTEGER NOT NULL,
    skipped_lines INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE fabric_node (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    kind TEXT NOT NULL,
    guid TEXT NOT NULL,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    adapter TEXT NOT NULL,
    machine_id TEXT
) STRICT;

CREATE INDEX fabric_node_of_fabric ON fabric_node (fabric_id);

CREATE TABLE fabric_link (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    a_id TEXT REFERENCES fabric_node(id),
    a_port INTEGER NOT NULL,
    b_id TEXT REFERENCES fabric_node(id),
    b_port INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    speed TEXT NOT NULL,
    told_by_both INTEGER NOT NULL
) STRICT;

CREATE INDEX fabric_link_of_fabric ON fabric_link (fabric_id);

CREATE INDEX fabric_link_from ON fabric_link (a_id);

CREATE INDEX fabric_link_to ON fabric_link (b_id);
