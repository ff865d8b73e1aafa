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
    detail TEXT NOT NULL, "index" INTEGER, payload TEXT NOT NULL, source TEXT, address TEXT);
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
CREATE TABLE "reading_flood" (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL, "level_m" REAL, "rain_mm" REAL, "rain_window_s" REAL, "mode" TEXT, "battery_v" REAL, "rssi_dbm" REAL, "snr_db" REAL,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID;
CREATE TABLE "reading_wifi" (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL, "clients" REAL, "window_s" REAL, "clients_max" REAL, "aps_up" REAL, "aps_total" REAL,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID;
CREATE TABLE "reading_bus" (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL, "lat" REAL, "lon" REAL, "speed_mps" REAL, "heading_deg" REAL, "hdop" REAL, "onboard" REAL, "capacity" REAL, "state" TEXT, "trip_id" TEXT, "next_stop_id" TEXT,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID;
CREATE TABLE "reading_farm" (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL, "soil_moisture_pct" REAL, "soil_temp_c" REAL, "soil_ec_ms_cm" REAL, "air_temp_c" REAL, "humidity_pct" REAL, "paddy_level_cm" REAL, "water_temp_c" REAL, "solar_w_m2" REAL, "leaf_wet_pct" REAL, "battery_v" REAL, "rssi_dbm" REAL, "snr_db" REAL,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID;
INSERT INTO "kind" VALUES (1, 'flood', 3600000);
INSERT INTO "kind" VALUES (2, 'wifi', 3600000);
INSERT INTO "kind" VALUES (3, 'bus', 150000);
INSERT INTO "kind" VALUES (4, 'farm', 3600000);
INSERT INTO "device" VALUES (1, 'gauge-1');
INSERT INTO "device" VALUES (2, 'wifi-1');
INSERT INTO "device" VALUES (3, 'bus-1');
INSERT INTO "device" VALUES (4, 'farm-1');
INSERT INTO "tally" VALUES ('crossing', 2);
INSERT INTO "tally" VALUES ('event', 2);
INSERT INTO "tally" VALUES ('quarantine', 1);
INSERT INTO "tally" VALUES ('reading/bus', 1);
INSERT INTO "tally" VALUES ('reading/farm', 1);
INSERT INTO "tally" VALUES ('reading/flood', 3);
INSERT INTO "tally" VALUES ('reading/wifi', 1);
INSERT INTO "journal" VALUES (1, 1793491200500, X'00000100010000000000807E46197A42');
INSERT INTO "journal" VALUES (2, 1793491800500, X'00000100010000000000FC1047197A42');
INSERT INTO "journal" VALUES (3, 1793491800500, X'0500000000000000000000000000F03F');
INSERT INTO "journal" VALUES (4, 1793492400500, X'0000010001000000000078A347197A42');
INSERT INTO "journal" VALUES (5, 1793492400500, X'05000000000000000000000000000040');
INSERT INTO "journal" VALUES (6, 1793492412500, X'A000010001000000000078A347197A42080000005B312C312C22225D');
INSERT INTO "journal" VALUES (7, 1793492424500, X'80000200020000000000AF0248197A42140000005B302C332C22636C6F636B5F667574757265225D');
INSERT INTO "journal" VALUES (8, 1793492430500, X'0100000000000000000000000000F03F');
INSERT INTO "journal" VALUES (9, 1793492436500, X'01000000000000000000000000000040');
INSERT INTO "journal" VALUES (10, 1793492442500, X'0200000000000000000000000000F03F');
INSERT INTO "journal" VALUES (11, 1793492448500, X'0300000000000000000000000000F03F');
INSERT INTO "journal" VALUES (12, 1793492460500, X'000004000400000000001EB247197A42');
INSERT INTO "journal" VALUES (13, 1793492466500, X'A00004000400000000001EB247197A42080000005B312C312C22225D');
INSERT INTO "journal" VALUES (14, 1793492700500, X'00000300030000000000B6EC47197A42');
INSERT INTO "journal" VALUES (15, 1793492706500, X'A0000300030000000000B6EC47197A42080000005B312C312C22225D');
DELETE FROM sqlite_sequence;
INSERT INTO "sqlite_sequence" VALUES ('journal', 15);
INSERT INTO "sqlite_sequence" VALUES ('crossing', 2);
INSERT INTO "sqlite_sequence" VALUES ('event', 2);
INSERT INTO "sqlite_sequence" VALUES ('status', 1);
INSERT INTO "sqlite_sequence" VALUES ('quarantine', 1);
INSERT INTO "cursor" VALUES ('board', 12);
INSERT INTO "cursor" VALUES ('levels', 12);
INSERT INTO "projection" VALUES ('board', 'bus-1', '{"seq":12,"board":{"latest":null,"level":null,"lastLevel":null,"measured":null,"online":true,"changeSeq":10,"mode":"normal"},"gaps":{"received":0,"duplicates":0,"revised":0,"late":0,"restarts":0,"first_ts":null,"last_ts":null,"head":null,"holes":{"ranges":[],"unlisted":0}}}');
INSERT INTO "projection" VALUES ('board', 'farm-1', '{"seq":12,"board":{"latest":{"ts":1793492460000,"received_ts":1793492460500,"seq":1,"values":{"soil_moisture_pct":31},"flag":1,"reasons":[]},"level":null,"lastLevel":null,"measured":null,"online":null,"changeSeq":12,"mode":"normal"},"gaps":{"received":1,"duplicates":0,"revised":0,"late":0,"restarts":0,"first_ts":1793492460000,"last_ts":1793492460000,"head":{"seq":1,"boot":null,"ts":1793492460000,"since_ts":0},"holes":{"ranges":[],"unlisted":0}},"memory":{"current":{"ts":1793492460000,"samples":{}},"previous":null}}');
INSERT INTO "projection" VALUES ('board', 'gauge-1', '{"seq":12,"board":{"latest":{"ts":1793492400000,"received_ts":1793492412500,"seq":4,"values":{"rain_mm":12},"flag":1,"reasons":[]},"level":4,"lastLevel":{"level":4,"ts":1793492400000,"value":1.55,"flag":1},"measured":{"ts":1793492400000,"value":1.55,"flag":1},"online":null,"changeSeq":6,"mode":"active"},"gaps":{"received":4,"duplicates":0,"revised":1,"late":0,"restarts":0,"first_ts":1793491200000,"last_ts":1793492400000,"head":{"seq":4,"boot":null,"ts":1793492400000,"since_ts":0},"holes":{"ranges":[],"unlisted":0}},"memory":{"current":{"ts":1793492400000,"samples":{"level_m":{"ts":1793491800000,"value":1.35,"run":{"sinceTs":1793491800000,"count":1,"min":1.35,"max":1.35}}}},"previous":{"ts":1793491800000,"samples":{"level_m":{"ts":1793491800000,"value":1.35,"run":{"sinceTs":1793491800000,"count":1,"min":1.35,"max":1.35}}}}}}');
INSERT INTO "projection" VALUES ('board', 'wifi-1', '{"seq":12,"board":{"latest":null,"level":null,"lastLevel":null,"measured":null,"online":null,"changeSeq":0,"mode":"normal"},"gaps":{"received":1,"duplicates":0,"revised":0,"late":0,"restarts":0,"first_ts":1793492424500,"last_ts":1793492424500,"head":null,"holes":{"ranges":[],"unlisted":0}}}');
INSERT INTO "projection" VALUES ('levels', 'gauge-1', '{"level":4,"ts":1793492400000}');
INSERT INTO "reading_revision" VALUES (1, 1, 1793492400000, 0, 1793492400500, 3, NULL, 0, 1, NULL, '{"level_m":1.55,"battery_v":3.6}');
INSERT INTO "reading_revision" VALUES (3, 3, 1793492700000, 0, 1793492700500, NULL, NULL, 0, 1, NULL, '{"lat":35.95,"lon":140.32}');
INSERT INTO "reading_revision" VALUES (4, 4, 1793492460000, 0, 1793492460500, 1, NULL, 0, 1, NULL, '{"soil_moisture_pct":31}');
INSERT INTO "event" VALUES (1, 3, 'e-1', 0, 1, 'bus', 'pickup', 1793492430000, 1793492430500, NULL, NULL, 0, '{"event_id":"e-1","ts":1793492430000,"type":"pickup","passengers":2,"request_id":"r-1"}');
INSERT INTO "event" VALUES (2, 3, 'e-2', 0, 1, 'bus', 'refused', 1793492436000, 1793492436500, NULL, NULL, 0, '{"event_id":"e-2","ts":1793492436000,"type":"refused","reason":"田中様 090-0000-0000","request_id":"r-2"}');
INSERT INTO "status" VALUES (1, 3, 'bus', 1, 1793492442500);
INSERT INTO "quarantine" VALUES (1, 1, 'flood', 'reading', 'mqtt', 1793492448500, 'payload_not_json', 'Unexpected end of JSON input', NULL, '{"ts":', NULL, NULL);
INSERT INTO "crossing" VALUES (1, 1, 'flood', 1793491800000, 1793491800500, 0, 1, 'raised', 'level_m', 1.35, 1.3, 'standby', 'local', 1, 0);
INSERT INTO "crossing" VALUES (2, 1, 'flood', 1793492400000, 1793492400500, 1, 4, 'raised', 'level_m', 1.55, 1.5, 'danger', 'local', 1, 0);
INSERT INTO "reading_flood" VALUES (498192, 1, 1793491200000, 1793491200500, 1, NULL, 0, 1, NULL, 0, 0, 1.25, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "reading_flood" VALUES (498192, 1, 1793491800000, 1793491800500, 2, NULL, 0, 1, NULL, 0, 0, 1.35, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "reading_flood" VALUES (498192, 1, 1793492400000, 1793492412500, 4, NULL, 0, 1, NULL, 0, 1, NULL, 12, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "reading_wifi" VALUES (498192, 2, 1793492790000, 1793492424500, NULL, NULL, 0, 3, 'clock_future', 0, 0, 7, 300, NULL, NULL, NULL);
INSERT INTO "reading_bus" VALUES (11956618, 3, 1793492700000, 1793492706500, NULL, NULL, 0, 1, NULL, 0, 1, 35.95, 140.32, NULL, NULL, NULL, 2, 8, NULL, NULL, NULL);
INSERT INTO "reading_farm" VALUES (498192, 4, 1793492460000, 1793492466500, 2, NULL, 0, 1, NULL, 0, 1, NULL, NULL, NULL, 18, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
PRAGMA user_version = 2;
