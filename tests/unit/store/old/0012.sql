PRAGMA foreign_keys = OFF;
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
CREATE TABLE audit (
    id TEXT PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE TABLE bmc (
    id TEXT PRIMARY KEY NOT NULL,
    address TEXT NOT NULL,
    port INTEGER NOT NULL,
    username TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    vendor TEXT NOT NULL,
    product TEXT NOT NULL,
    model TEXT NOT NULL,
    firmware TEXT NOT NULL,
    redfish_version TEXT NOT NULL,
    certificate TEXT NOT NULL,
    presented TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    tried_at INTEGER NOT NULL,
    secret_id TEXT REFERENCES secret(id),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO "bmc" VALUES('01900000-0000-7000-8000-000000000003','10.0.0.9',443,'root','reachable','','NVIDIA','','','','','ab12','',1700000000000,1700000000000,NULL,2);
CREATE TABLE boot_session (
    id TEXT PRIMARY KEY NOT NULL,
    machine_id TEXT,
    job_id TEXT,
    token_hash TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    agent_version TEXT NOT NULL
) STRICT;
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
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    row_id TEXT NOT NULL,
    removed INTEGER NOT NULL,
    superseded INTEGER NOT NULL,
    body TEXT NOT NULL
, since INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "change" VALUES(1,1700000000000,'rack','01900000-0000-7000-8000-000000000001',0,0,'{"name":"A01","weight_limit_kg":0,"width_mm":0,"depth_mm":0,"on_plan":false,"x_mm":0,"y_mm":0,"facing":"bottom"}',1700000000000);
INSERT INTO "change" VALUES(2,1700000000000,'machine','01900000-0000-7000-8000-000000000002',0,1,'{"name":"old","half_depth":false,"device_type_id":"","weight_kg":0,"plate_w":0,"power_w":0,"inlet_c":0,"hottest_c":0,"leak":"unknown","leak_at":""}',1700000000000);
INSERT INTO "change" VALUES(3,1700000000000,'machine','01900000-0000-7000-8000-000000000002',0,0,'{"name":"r1-u07","half_depth":false,"device_type_id":"","weight_kg":0,"plate_w":0,"power_w":0,"inlet_c":0,"hottest_c":0,"leak":"unknown","leak_at":""}',1700000000000);
CREATE TABLE component (
    id TEXT PRIMARY KEY NOT NULL,
    machine_id TEXT REFERENCES machine(id),
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    slot TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    firmware TEXT NOT NULL,
    capacity_bytes INTEGER NOT NULL,
    health TEXT NOT NULL,
    detail TEXT NOT NULL,
    observed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE credential (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
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
CREATE TABLE event (
    id TEXT PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    severity TEXT NOT NULL,
    machine_id TEXT,
    job_id TEXT,
    code TEXT NOT NULL,
    args TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
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
CREATE TABLE feed_floor (
    seq INTEGER NOT NULL
) STRICT;
INSERT INTO "feed_floor" VALUES(0);
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
CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    row_id TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    measured_only INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE history_floor (
    at INTEGER NOT NULL
) STRICT;
INSERT INTO "history_floor" VALUES(0);
CREATE TABLE history_moment (
    at INTEGER PRIMARY KEY NOT NULL,
    changes INTEGER NOT NULL
) STRICT;
CREATE TABLE idempotency (
    key TEXT NOT NULL,
    actor TEXT NOT NULL,
    route TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (key, actor)
) STRICT;
CREATE TABLE image (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    os TEXT NOT NULL,
    version TEXT NOT NULL,
    architecture TEXT NOT NULL,
    format TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    received_bytes INTEGER NOT NULL,
    disk_bytes INTEGER NOT NULL,
    path TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE job (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    machine_id TEXT REFERENCES machine(id),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    reason_detail TEXT NOT NULL,
    step TEXT NOT NULL,
    progress_permille INTEGER NOT NULL,
    params TEXT NOT NULL,
    result TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE job_step (
    id TEXT PRIMARY KEY NOT NULL,
    job_id TEXT REFERENCES job(id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    reason_detail TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    rewind_to TEXT NOT NULL,
    safe_point INTEGER NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    unit TEXT NOT NULL,
    rate_per_second INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    deadline_at INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE TABLE lease (
    id TEXT PRIMARY KEY NOT NULL,
    subnet_id TEXT REFERENCES subnet(id),
    mac TEXT NOT NULL,
    address TEXT NOT NULL,
    hostname TEXT NOT NULL,
    architecture TEXT NOT NULL,
    machine_id TEXT,
    expires_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
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
INSERT INTO "machine" VALUES('01900000-0000-7000-8000-000000000002','r1-u07','01900000-0000-7000-8000-000000000001',7,1,'front',0,NULL,0.0,0,'','available','','01900000-0000-7000-8000-000000000003','','','','','','','uefi','off','ok',0,0.0,0.0,'unknown','','["02:00:00:00:00:01"]',0,0,2199023255552,0,'',0,0,'','',NULL,NULL,0,0,0,3);
CREATE TABLE machine_mac (
    mac TEXT NOT NULL,
    machine_id TEXT NOT NULL,
    PRIMARY KEY (mac, machine_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "machine_mac" VALUES('02:00:00:00:00:01','01900000-0000-7000-8000-000000000002');
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
    address TEXT NOT NULL,
    source TEXT NOT NULL,
    observed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE pairing (
    id TEXT PRIMARY KEY NOT NULL,
    code_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    failures INTEGER NOT NULL
) STRICT;
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
INSERT INTO "rack" VALUES('01900000-0000-7000-8000-000000000001','A01','Hall 1','',1,42,0,0,0,0,0,0,0,'bottom',1);
CREATE TABLE secret (
    id TEXT PRIMARY KEY NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE shared_filter (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    owner TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE site (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    netboot_state TEXT NOT NULL,
    netboot_reason TEXT NOT NULL,
    netboot_args TEXT NOT NULL
) STRICT;
CREATE TABLE subnet (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    network_interface TEXT NOT NULL,
    cidr TEXT NOT NULL,
    server_address TEXT NOT NULL,
    range_first TEXT NOT NULL,
    range_last TEXT NOT NULL,
    gateway TEXT NOT NULL,
    dns TEXT NOT NULL,
    lease_seconds INTEGER NOT NULL,
    reservations TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE switch_access (
    id TEXT PRIMARY KEY NOT NULL,
    address TEXT NOT NULL,
    asset_id TEXT REFERENCES asset(id),
    port INTEGER NOT NULL,
    method TEXT NOT NULL,
    every_seconds INTEGER NOT NULL,
    username TEXT NOT NULL,
    auth TEXT NOT NULL,
    privacy TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    reason_args TEXT NOT NULL,
    certificate TEXT NOT NULL,
    presented TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    neighbor_count INTEGER NOT NULL,
    secret_id TEXT REFERENCES secret(id),
    privacy_secret_id TEXT REFERENCES secret(id),
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE wipe_record (
    id TEXT PRIMARY KEY NOT NULL,
    job_id TEXT REFERENCES job(id),
    machine_id TEXT REFERENCES machine(id),
    manufacturer TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    wwn TEXT NOT NULL,
    device TEXT NOT NULL,
    media TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    method TEXT NOT NULL,
    reached TEXT NOT NULL,
    tool TEXT NOT NULL,
    result TEXT NOT NULL,
    reason TEXT NOT NULL,
    markers_written INTEGER NOT NULL,
    markers_checked INTEGER NOT NULL,
    markers_survived INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX change_newest ON change (kind, row_id) WHERE superseded = 0;
CREATE INDEX component_of_machine ON component (machine_id);
CREATE INDEX job_of_machine ON job (machine_id);
CREATE UNIQUE INDEX one_unfinished_job_a_machine ON job (machine_id)
    WHERE machine_id IS NOT NULL AND state NOT IN ('succeeded', 'failed', 'cancelled');
CREATE INDEX step_of_job ON job_step (job_id);
CREATE INDEX event_of_machine ON event (machine_id);
CREATE INDEX event_of_job ON event (job_id);
CREATE INDEX wipe_record_of_job ON wipe_record (job_id);
CREATE INDEX lease_by_mac ON lease (mac);
CREATE INDEX change_superseded ON change (seq) WHERE superseded = 1;
CREATE INDEX change_removed ON change (at) WHERE removed = 1 AND superseded = 0;
CREATE INDEX machine_mac_of_machine ON machine_mac (machine_id);
CREATE INDEX boot_session_of_machine ON boot_session (machine_id);
CREATE INDEX boot_session_of_job ON boot_session (job_id);
CREATE INDEX fabric_node_of_fabric ON fabric_node (fabric_id);
CREATE INDEX asset_in_rack ON asset (rack_id);
CREATE INDEX asset_of_type ON asset (device_type_id);
CREATE INDEX cable_from ON cable (a_id, a_port);
CREATE INDEX cable_to ON cable (b_id, b_port);
CREATE UNIQUE INDEX shared_filter_name ON shared_filter (kind, name);
CREATE INDEX history_of_row ON history (kind, row_id, since, until);
CREATE UNIQUE INDEX switch_access_of_asset ON switch_access (asset_id);
CREATE INDEX neighbor_of ON neighbor (local_id, source);
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
CREATE INDEX fabric_link_of_fabric ON fabric_link (fabric_id);
CREATE INDEX fabric_link_from ON fabric_link (a_id);
CREATE INDEX fabric_link_to ON fabric_link (b_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',3);
PRAGMA user_version = 12;
PRAGMA foreign_keys = ON;
