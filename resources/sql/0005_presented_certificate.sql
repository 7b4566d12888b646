PRAGMA defer_foreign_keys = ON;

CREATE TABLE old_bmc AS SELECT * FROM bmc;

DROP TABLE bmc;

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

INSERT INTO bmc SELECT id, address, port, username, state, reason, vendor, product, model, firmware,
    redfish_version, certificate, '', observed_at, tried_at, secret_id, revision FROM old_bmc;

DROP TABLE old_bmc;
