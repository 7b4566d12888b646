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
