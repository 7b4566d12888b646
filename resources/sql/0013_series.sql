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
