CREATE TABLE feed_floor (
    seq INTEGER NOT NULL
) STRICT;

INSERT INTO feed_floor VALUES (0);

CREATE INDEX change_removed ON change (at) WHERE removed = 1 AND superseded = 0;
