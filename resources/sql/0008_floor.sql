PRAGMA defer_foreign_keys = ON;

CREATE TABLE hall (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    width_mm INTEGER NOT NULL,
    depth_mm INTEGER NOT NULL,
    tile_mm INTEGER NOT NULL,
    north_degrees INTEGER NOT NULL,
    plan TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE device_type (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    part_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    height_units REAL NOT NULL,
    half_depth INTEGER NOT NULL,
    weight_kg REAL NOT NULL,
    plate_w INTEGER NOT NULL,
    airflow TEXT NOT NULL,
    layout TEXT NOT NULL,
    warnings TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE old_rack AS SELECT * FROM rack;

DROP TABLE rack;

CREATE TABLE rack (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    hall TEXT NOT NULL,
    row_name TEXT NOT NULL,
    position INTEGER NOT NULL,
    height_units INTEGER NOT NULL,
    power_limit_w INTEGER NOT NULL,
    weight_limit_kg INTEGER NOT NULL,
    width_mm INTEGER NOT NULL,
    depth_mm INTEGER NOT NULL,
    on_plan INTEGER NOT NULL,
    x_mm INTEGER NOT NULL,
    y_mm INTEGER NOT NULL,
    facing TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

INSERT INTO rack SELECT id, name, hall, row_name, position, height_units, power_limit_w, 0, 0, 0, 0, 0, 0,
    'bottom', revision FROM old_rack;

DROP TABLE old_rack;

CREATE TABLE old_machine AS SELECT * FROM machine;

DROP TABLE machine;

CREATE TABLE machine (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    rack_id TEXT REFERENCES rack(id),
    position INTEGER NOT NULL,
    height_units INTEGER NOT NULL,
    face TEXT NOT NULL,
    half_depth INTEGER NOT NULL,
    device_type_id TEXT REFERENCES device_type(id),
    weight_kg REAL NOT NULL,
    plate_w INTEGER NOT NULL,
    asset_tag TEXT NOT NULL,
    state TEXT NOT NULL,
    state_reason TEXT NOT NULL,
    bmc_id TEXT REFERENCES bmc(id),
    system_path TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    uuid TEXT NOT NULL,
    bios_version TEXT NOT NULL,
    firmware_mode TEXT NOT NULL,
    power TEXT NOT NULL,
    health TEXT NOT NULL,
    power_w INTEGER NOT NULL,
    inlet_c REAL NOT NULL,
    hottest_c REAL NOT NULL,
    macs TEXT NOT NULL,
    cpu_count INTEGER NOT NULL,
    core_count INTEGER NOT NULL,
    memory_bytes INTEGER NOT NULL,
    gpu_count INTEGER NOT NULL,
    gpu_model TEXT NOT NULL,
    drive_count INTEGER NOT NULL,
    drive_bytes INTEGER NOT NULL,
    hostname TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    image_id TEXT REFERENCES image(id),
    job_id TEXT,
    observed_at INTEGER NOT NULL,
    inspected_at INTEGER NOT NULL,
    wiped_at INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

INSERT INTO machine SELECT id, name, rack_id, position, height_units, face, 0, NULL, 0.0, 0, asset_tag, state,
    state_reason, bmc_id, system_path, manufacturer, model, serial, uuid, bios_version, firmware_mode, power, health,
    0, 0.0, 0.0, macs, cpu_count, core_count, memory_bytes, gpu_count, gpu_model, drive_count, drive_bytes, hostname,
    ip_address, image_id, job_id, observed_at, inspected_at, wiped_at, revision FROM old_machine;

DROP TABLE old_machine;

CREATE INDEX machine_in_rack ON machine (rack_id);

CREATE INDEX machine_by_uuid ON machine (uuid);

CREATE INDEX machine_of_type ON machine (device_type_id);

CREATE TRIGGER machine_mac_added AFTER INSERT ON machine
BEGIN INSERT OR IGNORE INTO machine_mac SELECT value, new.id FROM json_each(new.macs); END;

CREATE TRIGGER machine_mac_changed AFTER UPDATE OF macs ON machine WHEN old.macs IS NOT new.macs
BEGIN DELETE FROM machine_mac WHERE machine_id = new.id; INSERT OR IGNORE INTO machine_mac
SELECT value, new.id FROM json_each(new.macs); END;

CREATE TRIGGER machine_mac_removed AFTER DELETE ON machine
BEGIN DELETE FROM machine_mac WHERE machine_id = old.id; END;

UPDATE change SET body = json_patch(body, '{"weight_limit_kg":0,"width_mm":0,"depth_mm":0,"on_plan":false,"x_mm":0,"y_mm":0,"facing":"bottom"}')
WHERE kind = 'rack' AND removed = 0;

UPDATE change SET body = json_patch(body, '{"half_depth":false,"device_type_id":"","weight_kg":0,"plate_w":0,"power_w":0,"inlet_c":0,"hottest_c":0}')
WHERE kind = 'machine' AND removed = 0;

CREATE TABLE asset (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    device_type_id TEXT REFERENCES device_type(id),
    rack_id TEXT REFERENCES rack(id),
    mount TEXT NOT NULL,
    position REAL NOT NULL,
    height_units REAL NOT NULL,
    face TEXT NOT NULL,
    half_depth INTEGER NOT NULL,
    asset_tag TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    weight_kg REAL NOT NULL,
    plate_w INTEGER NOT NULL,
    note TEXT NOT NULL,
    until INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE INDEX asset_in_rack ON asset (rack_id);

CREATE INDEX asset_of_type ON asset (device_type_id);

CREATE TABLE cable (
    id TEXT PRIMARY KEY NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    a_kind TEXT NOT NULL,
    a_id TEXT NOT NULL,
    a_port TEXT NOT NULL,
    b_kind TEXT NOT NULL,
    b_id TEXT NOT NULL,
    b_port TEXT NOT NULL,
    length_m REAL NOT NULL,
    colour TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE INDEX cable_from ON cable (a_id, a_port);

CREATE INDEX cable_to ON cable (b_id, b_port);

CREATE TABLE power_feed (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    side TEXT NOT NULL,
    upstream_id TEXT REFERENCES power_feed(id),
    hall TEXT NOT NULL,
    volts REAL NOT NULL,
    amps REAL NOT NULL,
    phases INTEGER NOT NULL,
    limit_percent INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

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
    source TEXT NOT NULL,
    observed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX neighbor_of ON neighbor (local_id, source);

CREATE TABLE shared_filter (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    owner TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX shared_filter_name ON shared_filter (kind, name);
