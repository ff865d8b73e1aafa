/** Migrations in order; `PRAGMA user_version` counts those applied. Never edit one: add one. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE kind (no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, bucket_ms INTEGER NOT NULL);
  CREATE TABLE device (no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
  CREATE TABLE tally (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE probe (no INTEGER PRIMARY KEY, filler BLOB NOT NULL);

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, committed_ts INTEGER NOT NULL, entries BLOB NOT NULL);
  CREATE TABLE cursor (consumer TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE projection (
    consumer TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (consumer, key)) WITHOUT ROWID;

  CREATE TABLE reading_revision (
    kind_no INTEGER NOT NULL, device_no INTEGER NOT NULL, ts INTEGER NOT NULL,
    version INTEGER NOT NULL, received_ts INTEGER NOT NULL, seq INTEGER, boot TEXT,
    origin INTEGER NOT NULL, flag INTEGER NOT NULL, reasons TEXT, "values" TEXT NOT NULL,
    PRIMARY KEY (kind_no, device_no, ts, version)) WITHOUT ROWID;
  CREATE INDEX reading_revision_ts ON reading_revision (ts);
  CREATE TABLE verdict (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind_no INTEGER NOT NULL, device_no INTEGER NOT NULL,
    ts INTEGER NOT NULL, version INTEGER, flag INTEGER NOT NULL, reasons TEXT,
    was_flag INTEGER, was_reasons TEXT,
    author TEXT NOT NULL, note TEXT NOT NULL, at_ts INTEGER NOT NULL);
  CREATE INDEX verdict_reading ON verdict (kind_no, device_no, ts, id);
  CREATE INDEX verdict_ts ON verdict (ts);

  CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, device_no INTEGER NOT NULL, event_id TEXT NOT NULL,
    version INTEGER NOT NULL, newest INTEGER NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL,
    ts INTEGER NOT NULL, received_ts INTEGER NOT NULL, seq INTEGER, boot TEXT,
    origin INTEGER NOT NULL, body TEXT NOT NULL,
    UNIQUE (device_no, event_id, version));
  CREATE INDEX event_ts ON event (ts, id) WHERE newest = 1;
  CREATE INDEX event_device_ts ON event (device_no, ts, id) WHERE newest = 1;
  CREATE INDEX event_older_ts ON event (ts) WHERE newest = 0;
  CREATE TABLE status (
    id INTEGER PRIMARY KEY AUTOINCREMENT, device_no INTEGER NOT NULL, kind TEXT NOT NULL,
    online INTEGER NOT NULL, received_ts INTEGER NOT NULL);
  CREATE INDEX status_received ON status (received_ts);
  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT, device_no INTEGER NOT NULL, kind TEXT NOT NULL,
    channel TEXT NOT NULL, via TEXT NOT NULL, received_ts INTEGER NOT NULL, code TEXT NOT NULL,
    detail TEXT NOT NULL, "index" INTEGER, payload TEXT NOT NULL);
  CREATE INDEX quarantine_received ON quarantine (received_ts);
  CREATE INDEX quarantine_device ON quarantine (device_no, id);
  CREATE TABLE crossing (
    crossing_seq INTEGER PRIMARY KEY AUTOINCREMENT, device_no INTEGER NOT NULL,
    kind TEXT NOT NULL, ts INTEGER NOT NULL, received_ts INTEGER NOT NULL,
    from_level INTEGER NOT NULL, to_level INTEGER NOT NULL, direction TEXT NOT NULL,
    field TEXT NOT NULL, value REAL NOT NULL, threshold REAL NOT NULL,
    threshold_key TEXT NOT NULL, authority TEXT NOT NULL, flag INTEGER NOT NULL,
    origin INTEGER NOT NULL);
  CREATE INDEX crossing_device ON crossing (device_no, crossing_seq);
  `,
  `
  ALTER TABLE quarantine ADD COLUMN source TEXT;
  ALTER TABLE quarantine ADD COLUMN address TEXT;
  `,
  `
  ALTER TABLE crossing ADD COLUMN found TEXT NOT NULL DEFAULT 'live';
  ALTER TABLE crossing ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE crossing ADD COLUMN confirms INTEGER;
  ALTER TABLE crossing ADD COLUMN withdraws INTEGER;
  ALTER TABLE crossing ADD COLUMN reason TEXT;
  CREATE UNIQUE INDEX crossing_withdraws ON crossing (withdraws) WHERE withdraws IS NOT NULL;
  `,
  // The number of a fact stands for it in the journal. From here on a new fact needs no migration:
  // it gets its number and its table when a program that knows it opens the file.
  `
  CREATE TABLE fact (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  INSERT INTO fact (no, name) VALUES
    (0, 'reading'), (1, 'event'), (2, 'status'), (3, 'quarantine'), (4, 'verdict'), (5, 'crossing');
  `,
  // Where a reading stands in time; null in rows of before, which stand at min(ts, received_ts).
  // The tables of readings get the column when they are opened: each kind has its own.
  // A key of several messages keeps each as it came (before: all but the newest), with what was
  // shown after it; null where that is the message itself. `fold` says up to which key rows of
  // before were brought to this; no row: there is nothing to bring.
  `
  ALTER TABLE reading_revision ADD COLUMN place_ts INTEGER;
  ALTER TABLE reading_revision ADD COLUMN shown_flag INTEGER;
  ALTER TABLE reading_revision ADD COLUMN shown_reasons TEXT;
  ALTER TABLE reading_revision ADD COLUMN shown_values TEXT;
  ALTER TABLE reading_revision ADD COLUMN changes TEXT;
  CREATE TABLE fold (
    no INTEGER PRIMARY KEY, kind_no INTEGER NOT NULL, device_no INTEGER NOT NULL,
    ts INTEGER NOT NULL, keys INTEGER NOT NULL, done INTEGER NOT NULL,
    changed_from INTEGER, changed_to INTEGER);
  INSERT INTO fold SELECT 1, -1, -1, -1, 0, 0, NULL, NULL
    WHERE EXISTS (SELECT 1 FROM reading_revision);
  CREATE TABLE regained (
    kind_no INTEGER NOT NULL, device_no INTEGER NOT NULL, ts INTEGER NOT NULL,
    fields TEXT NOT NULL, PRIMARY KEY (kind_no, device_no, ts)) WITHOUT ROWID;
  `,
  // Events have a verdict; those of before were never judged (2). Their reason was a text, which took
  // names and numbers: it becomes `other`, and the text a note, as in mobility/settle-reason.ts.
  `
  ALTER TABLE event ADD COLUMN flag INTEGER NOT NULL DEFAULT 2;
  ALTER TABLE event ADD COLUMN reasons TEXT;
  UPDATE event SET body = json_set(body,
      '$.note', json_extract(body, '$.reason'),
      '$.reason', 'other')
    WHERE json_type(body, '$.reason') = 'text'
      AND json_extract(body, '$.reason') NOT IN ('no_capacity', 'outside_zone', 'outside_hours',
        'too_late', 'vehicle_down', 'weather', 'other', '');
  CREATE INDEX crossing_ts ON crossing (ts);
  `,
  // Where a crossing stands in time: those of before were made by readings at min(ts, received_ts).
  `
  ALTER TABLE crossing ADD COLUMN place_ts INTEGER NOT NULL DEFAULT 0;
  UPDATE crossing SET place_ts = min(ts, received_ts);
  `,
]

/** The schema this program writes. */
export const schemaVersion = migrations.length
