CREATE TABLE machine_mac (
    mac TEXT NOT NULL,
    machine_id TEXT NOT NULL,
    PRIMARY KEY (mac, machine_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX machine_mac_of_machine ON machine_mac (machine_id);

INSERT OR IGNORE INTO machine_mac SELECT value, machine.id FROM machine, json_each(machine.macs);

CREATE TRIGGER machine_mac_added AFTER INSERT ON machine
BEGIN INSERT OR IGNORE INTO machine_mac SELECT value, new.id FROM json_each(new.macs); END;

CREATE TRIGGER machine_mac_changed AFTER UPDATE OF macs ON machine WHEN old.macs IS NOT new.macs
BEGIN DELETE FROM machine_mac WHERE machine_id = new.id; INSERT OR IGNORE INTO machine_mac
SELECT value, new.id FROM json_each(new.macs); END;

CREATE TRIGGER machine_mac_removed AFTER DELETE ON machine
BEGIN DELETE FROM machine_mac WHERE machine_id = old.id; END;

CREATE INDEX machine_by_uuid ON machine (uuid);

CREATE INDEX boot_session_of_machine ON boot_session (machine_id);

CREATE INDEX boot_session_of_job ON boot_session (job_id);
