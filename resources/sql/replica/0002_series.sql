CREATE TABLE series_copy (
    site_key TEXT NOT NULL,
    question TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (site_key, question)
) STRICT, WITHOUT ROWID;
