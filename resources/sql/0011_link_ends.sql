ALTER TABLE fabric_link ADD COLUMN b_lanes INTEGER NOT NULL DEFAULT 0;

ALTER TABLE fabric_link ADD COLUMN b_speed TEXT NOT NULL DEFAULT '';

UPDATE change SET body = json_patch(body, '{"b_lanes":0,"b_speed":""}') WHERE kind = 'fabric_link' AND removed = 0;
