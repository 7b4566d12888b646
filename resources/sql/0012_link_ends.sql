CREATE TABLE old_fabric_link AS SELECT * FROM fabric_link;

DROP TABLE fabric_link;

CREATE TABLE fabric_link (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    a_id TEXT REFERENCES fabric_node(id),
    a_port INTEGER NOT NULL,
    b_id TEXT REFERENCES fabric_node(id),
    b_port INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    speed TEXT NOT NULL,
    told_by_both INTEGER NOT NULL,
    b_lanes INTEGER NOT NULL,
    b_speed TEXT NOT NULL
) STRICT;

INSERT INTO fabric_link SELECT id, fabric_id, a_id, a_port, b_id, b_port, lanes, speed, told_by_both, 0, ''
    FROM old_fabric_link;

DROP TABLE old_fabric_link;

CREATE INDEX fabric_link_of_fabric ON fabric_link (fabric_id);

CREATE INDEX fabric_link_from ON fabric_link (a_id);

CREATE INDEX fabric_link_to ON fabric_link (b_id);

UPDATE change SET body = json_patch(body, '{"b_lanes":0,"b_speed":""}') WHERE kind = 'fabric_link' AND removed = 0;
