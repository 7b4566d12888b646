ALTER TABLE change ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

UPDATE change SET since = at;

CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    row_id TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    measured_only INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE INDEX history_of_row ON history (kind, row_id, since, until);

CREATE TABLE history_moment (
    at INTEGER PRIMARY KEY NOT NULL,
    changes INTEGER NOT NULL
) STRICT;

CREATE TABLE history_floor (
    at INTEGER NOT NULL
) STRICT;

INSERT INTO history_floor VALUES (0);
