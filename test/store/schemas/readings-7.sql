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
    origin INTEGER NOT NULL, flag INTEGER NOT NULL, reasons TEXT, "values" TEXT NOT NULL, place_ts INTEGER,
    shown_flag INTEGER, shown_reasons TEXT, shown_values TEXT, changes TEXT,
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
    origin INTEGER NOT NULL, body TEXT NOT NULL, flag INTEGER NOT NULL DEFAULT 2, reasons TEXT,
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
    detail TEXT NOT NULL, "index" INTEGER, payload TEXT NOT NULL, source TEXT, address TEXT);
CREATE INDEX quarantine_received ON quarantine (received_ts);
CREATE INDEX quarantine_device ON quarantine (device_no, id);
CREATE TABLE crossing (
    crossing_seq INTEGER PRIMARY KEY AUTOINCREMENT, device_no INTEGER NOT NULL,
    kind TEXT NOT NULL, ts INTEGER NOT NULL, received_ts INTEGER NOT NULL,
    from_level INTEGER NOT NULL, to_level INTEGER NOT NULL, direction TEXT NOT NULL,
    field TEXT NOT NULL, value REAL NOT NULL, threshold REAL NOT NULL,
    threshold_key TEXT NOT NULL, authority TEXT NOT NULL, flag INTEGER NOT NULL,
    origin INTEGER NOT NULL, found TEXT NOT NULL DEFAULT 'live', confirmed INTEGER NOT NULL DEFAULT 1,
    confirms INTEGER, withdraws INTEGER, reason TEXT, place_ts INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX crossing_withdraws ON crossing (withdraws) WHERE withdraws IS NOT NULL;
CREATE INDEX crossing_device ON crossing (device_no, crossing_seq);
CREATE INDEX crossing_ts ON crossing (ts);
CREATE TABLE "reading_flood" (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, _place INTEGER, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL, "level_m" REAL, "rain_mm" REAL, "rain_window_s" REAL, "mode" TEXT, "battery_v" REAL, "rssi_dbm" REAL, "snr_db" REAL,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID;
CREATE TABLE "reading_wifi" (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, _place INTEGER, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL, "clients" REAL, "window_s" REAL, "clients_max" REAL, "aps_up" REAL, "aps_total" REAL,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID;
CREATE TABLE "reading_bus" (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, _place INTEGER, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL, "lat" REAL, "lon" REAL, "speed_mps" REAL, "heading_deg" REAL, "hdop" REAL, "onboard" REAL, "capacity" REAL, "state" TEXT, "trip_id" TEXT, "next_stop_id" TEXT,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID;
CREATE TABLE "reading_farm" (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, _place INTEGER, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL, "soil_moisture_pct" REAL, "soil_temp_c" REAL, "soil_ec_ms_cm" REAL, "air_temp_c" REAL, "humidity_pct" REAL, "paddy_level_cm" REAL, "water_temp_c" REAL, "solar_w_m2" REAL, "leaf_wet_pct" REAL, "battery_v" REAL, "rssi_dbm" REAL, "snr_db" REAL,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID;
INSERT INTO "kind" VALUES (1, 'flood', 3600000);
INSERT INTO "kind" VALUES (2, 'wifi', 3600000);
INSERT INTO "kind" VALUES (3, 'bus', 150000);
INSERT INTO "kind" VALUES (4, 'farm', 3600000);
INSERT INTO "device" VALUES (1, 'gauge-1');
INSERT INTO "device" VALUES (2, 'bus-1');
INSERT INTO "tally" VALUES ('crossing', 1);
INSERT INTO "tally" VALUES ('event', 1);
INSERT INTO "tally" VALUES ('quarantine', 1);
INSERT INTO "tally" VALUES ('reading/flood', 1);
INSERT INTO "journal" VALUES (1, 1782864000001, X'0000010001000000001018B590F17942A000010001000000001018B590F17942080000005B312C312C22225D9000010001000000001018B590F17942250000005B302C312C22222C313738323833313630303034312C372C6E756C6C2C226669656C64225D0100000000000000000000000000F03F0200000000000000000000000000F03F0300000000000000000000000000F03F0400000000000000000000000000F03F0500000000000000000000000000F03F');
INSERT INTO "cursor" VALUES ('board', 1);
INSERT INTO "projection" VALUES ('board', 'gauge-1', '{"seen":1}');
INSERT INTO "reading_revision" VALUES (1, 1, 1782831600001, 0, 1782831600041, 7, NULL, 0, 1, NULL, '{"level_m":1.25}', 1782831600001, NULL, NULL, NULL, NULL);
INSERT INTO "reading_revision" VALUES (1, 1, 1782831600001, 1, 1782831600041, 7, NULL, 0, 1, NULL, '{"level_m":9}', 1782831600001, 1, NULL, '{"level_m":9}', '{"added":[],"revised":["level_m"],"repeated":[]}');
CREATE TABLE fold (
    no INTEGER PRIMARY KEY, kind_no INTEGER NOT NULL, device_no INTEGER NOT NULL,
    ts INTEGER NOT NULL, keys INTEGER NOT NULL, done INTEGER NOT NULL,
    changed_from INTEGER, changed_to INTEGER);
CREATE TABLE regained (
    kind_no INTEGER NOT NULL, device_no INTEGER NOT NULL, ts INTEGER NOT NULL,
    fields TEXT NOT NULL, PRIMARY KEY (kind_no, device_no, ts)) WITHOUT ROWID;
INSERT INTO "verdict" VALUES (1, 1, 1, 1782831600001, 1, 4, 'corrected', 1, NULL, 'officer', '清掃中の値', 1782835200000);
INSERT INTO "event" VALUES (1, 2, 'e-1', 0, 1, 'bus', 'pickup', 1782831600000, 1782831600030, NULL, NULL, 0, '{"event_id":"e-1","type":"pickup","ts":1782831600000,"passengers":2}', 2, NULL);
INSERT INTO "status" VALUES (1, 1, 'flood', 1, 1782831600000);
INSERT INTO "quarantine" VALUES (1, 1, 'flood', 'reading', 'mqtt', 1782831600000, 'payload_not_json', 'Unexpected end of JSON input', NULL, '{"ts":', NULL, NULL);
INSERT INTO "crossing" VALUES (1, 1, 'flood', 1782831600000, 1782831600040, 0, 2, 'raised', 'level_m', 2.5, 2.4, 'caution', 'local', 1, 0, 'live', 1, NULL, NULL, NULL, 1782831600000);
INSERT INTO "reading_flood" VALUES (495231, 1, 1782831600001, 1782831600041, 1782831600001, 7, NULL, 0, 4, 'corrected', 0, 1, 9.0, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'event';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'status';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'quarantine';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'verdict';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'crossing';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'journal';
CREATE TABLE fact (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO fact VALUES (0, 'reading');
INSERT INTO fact VALUES (1, 'event');
INSERT INTO fact VALUES (2, 'status');
INSERT INTO fact VALUES (3, 'quarantine');
INSERT INTO fact VALUES (4, 'verdict');
INSERT INTO fact VALUES (5, 'crossing');
PRAGMA user_version = 7;
