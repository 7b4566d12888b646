CREATE TABLE old_site AS SELECT * FROM site;

DROP TABLE site;

CREATE TABLE site (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    netboot_state TEXT NOT NULL,
    netboot_reason TEXT NOT NULL,
    netboot_args TEXT NOT NULL
) STRICT;

INSERT INTO site SELECT id, name, created_at, 'off', '', '{}' FROM old_site;

DROP TABLE old_site;
