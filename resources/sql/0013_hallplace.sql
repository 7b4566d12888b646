CREATE TABLE old_hall AS SELECT * FROM hall;

DROP TABLE hall;

CREATE TABLE hall (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    width_mm INTEGER NOT NULL,
    depth_mm INTEGER NOT NULL,
    tile_mm INTEGER NOT NULL,
    north_degrees INTEGER NOT NULL,
    plan TEXT NOT NULL,
    on_site INTEGER NOT NULL,
    x_mm INTEGER NOT NULL,
    y_mm INTEGER NOT NULL,
    building TEXT NOT NULL,
    storey TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

INSERT INTO hall SELECT id, name, width_mm, depth_mm, tile_mm, north_degrees, plan, 0, 0, 0, '', '', revision
    FROM old_hall;

DROP TABLE old_hall;

UPDATE change SET body = json_patch(body, '{"on_site":false,"x_mm":0,"y_mm":0,"building":"","storey":""}')
    WHERE kind = 'hall' AND removed = 0;
