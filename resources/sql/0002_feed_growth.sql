CREATE INDEX change_superseded ON change (seq) WHERE superseded = 1;
