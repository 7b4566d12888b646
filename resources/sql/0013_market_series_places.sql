PRAGMA defer_foreign_keys = ON;

CREATE INDEX wipe_record_of_machine ON wipe_record (machine_id);

CREATE TABLE old_device_type AS SELECT * FROM device_type;

DROP TABLE device_type;

CREATE TABLE device_type (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    part_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    height_units REAL NOT NULL,
    half_depth INTEGER NOT NULL,
    depth_mm INTEGER NOT NULL,
    weight_kg REAL NOT NULL,
    plate_w INTEGER NOT NULL,
    airflow TEXT NOT NULL,
    layout TEXT NOT NULL,
    warnings TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

INSERT INTO device_type SELECT id, slug, manufacturer, model, part_number, kind, height_units, half_depth, 0,
    weight_kg, plate_w, airflow, layout, warnings, revision FROM old_device_type;

DROP TABLE old_device_type;

CREATE TABLE old_asset AS SELECT * FROM asset;

DROP TABLE asset;

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
    depth_mm INTEGER NOT NULL,
    asset_tag TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    weight_kg REAL NOT NULL,
    plate_w INTEGER NOT NULL,
    preferred_inlet TEXT NOT NULL,
    note TEXT NOT NULL,
    until INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

INSERT INTO asset SELECT id, name, kind, device_type_id, rack_id, mount, position, height_units, face, half_depth,
    0, asset_tag, manufacturer, model, serial, weight_kg, plate_w, '', note, until, revision FROM old_asset;

DROP TABLE old_asset;

CREATE INDEX asset_in_rack ON asset (rack_id);

CREATE INDEX asset_of_type ON asset (device_type_id);

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
    depth_mm INTEGER NOT NULL,
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
    leak TEXT NOT NULL,
    leak_at TEXT NOT NULL,
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

INSERT INTO machine SELECT id, name, rack_id, position, height_units, face, half_depth, 0, device_type_id,
    weight_kg, plate_w, asset_tag, state, state_reason, bmc_id, system_path, manufacturer, model, serial, uuid,
    bios_version, firmware_mode, power, health, power_w, inlet_c, hottest_c, leak, leak_at, macs, cpu_count,
    core_count, memory_bytes, gpu_count, gpu_model, drive_count, drive_bytes, hostname, ip_address, image_id,
    job_id, observed_at, inspected_at, wiped_at, revision FROM old_machine;

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

UPDATE change SET body = json_patch(body, '{"depth_mm":0}')
WHERE kind IN ('device_type', 'asset', 'machine') AND removed = 0;

UPDATE change SET body = json_patch(body, '{"preferred_inlet":""}') WHERE kind = 'asset' AND removed = 0;

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

CREATE TABLE allocation (
    id TEXT PRIMARY KEY NOT NULL,
    customer TEXT NOT NULL,
    machine_id TEXT REFERENCES machine(id),
    kind TEXT NOT NULL,
    gpus TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    amount_micro INTEGER NOT NULL,
    currency TEXT NOT NULL,
    unit TEXT NOT NULL,
    channel TEXT NOT NULL,
    note TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE INDEX allocation_of_machine ON allocation (machine_id);

CREATE TABLE site_settings (
    id TEXT PRIMARY KEY NOT NULL,
    time_zone TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE series (
    step INTEGER NOT NULL,
    measure TEXT NOT NULL,
    hall TEXT NOT NULL,
    at INTEGER NOT NULL,
    currency TEXT NOT NULL,
    samples INTEGER NOT NULL,
    total INTEGER NOT NULL,
    highest INTEGER NOT NULL,
    PRIMARY KEY (step, measure, hall, at, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE switch_facts (
    id TEXT PRIMARY KEY NOT NULL,
    asset_id TEXT REFERENCES asset(id),
    hostname TEXT NOT NULL,
    health TEXT NOT NULL,
    failed TEXT NOT NULL,
    hottest_c REAL NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    software TEXT NOT NULL,
    supply_count INTEGER NOT NULL,
    fan_count INTEGER NOT NULL,
    missing TEXT NOT NULL,
    observed_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX switch_facts_of_asset ON switch_facts (asset_id);

CREATE TABLE switch_port (
    id TEXT PRIMARY KEY NOT NULL,
    asset_id TEXT REFERENCES asset(id),
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    speed_mbps INTEGER NOT NULL,
    most_mbps INTEGER NOT NULL,
    duplex TEXT NOT NULL,
    error_count INTEGER NOT NULL,
    media TEXT NOT NULL,
    media_serial TEXT NOT NULL,
    rx_dbm REAL NOT NULL,
    tx_dbm REAL NOT NULL,
    media_c REAL NOT NULL,
    macs TEXT NOT NULL,
    observed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX switch_port_of_asset ON switch_port (asset_id);

PRAGMA defer_foreign_keys = ON;

CREATE TABLE old_fabric_node AS SELECT * FROM fabric_node;

DROP TABLE fabric_node;

CREATE TABLE fabric_node (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    kind TEXT NOT NULL,
    guid TEXT NOT NULL,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    adapter TEXT NOT NULL,
    machine_id TEXT,
    lid INTEGER NOT NULL
) STRICT;

INSERT INTO fabric_node SELECT id, fabric_id, kind, guid, name, host, adapter, machine_id, 0 FROM old_fabric_node;

DROP TABLE old_fabric_node;

CREATE INDEX fabric_node_of_fabric ON fabric_node (fabric_id);

UPDATE change SET body = json_patch(body, '{"lid":0}') WHERE kind = 'fabric_node' AND removed = 0;

CREATE TABLE fabric_counters (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    guid TEXT NOT NULL,
    lid INTEGER NOT NULL,
    port INTEGER NOT NULL,
    counter_set TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    counters TEXT NOT NULL,
    before_at INTEGER NOT NULL,
    before TEXT NOT NULL
) STRICT;

CREATE INDEX fabric_counters_of_fabric ON fabric_counters (fabric_id);

CREATE TABLE fabric_health (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    guid TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    product TEXT NOT NULL,
    part_number TEXT NOT NULL,
    hardware TEXT NOT NULL,
    serial TEXT NOT NULL,
    psid TEXT NOT NULL,
    firmware TEXT NOT NULL,
    parts TEXT NOT NULL,
    unread TEXT NOT NULL
) STRICT;

CREATE INDEX fabric_health_of_fabric ON fabric_health (fabric_id);

CREATE TABLE fabric_plan (
    id TEXT PRIMARY KEY NOT NULL,
    fabric_id TEXT REFERENCES fabric(id),
    name TEXT NOT NULL,
    parents TEXT NOT NULL,
    hosts TEXT NOT NULL,
    domain TEXT NOT NULL
) STRICT;

CREATE INDEX fabric_plan_of_fabric ON fabric_plan (fabric_id);
