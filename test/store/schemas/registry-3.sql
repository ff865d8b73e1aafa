CREATE TABLE device (
     id TEXT PRIMARY KEY,
     description TEXT NOT NULL,
     secret_hash BLOB,
     issued_ts INTEGER,
     revoked_ts INTEGER
   ) STRICT, WITHOUT ROWID;
CREATE TABLE operator (
     name TEXT PRIMARY KEY,
     secret_hash BLOB NOT NULL,
     issued_ts INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
CREATE TABLE person (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     display_name TEXT NOT NULL,
     roles TEXT NOT NULL,
     password_hash TEXT,
     password_is_own INTEGER NOT NULL,
     created_ts INTEGER NOT NULL,
     disabled_ts INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE session (
     id TEXT PRIMARY KEY,
     token_hash BLOB NOT NULL UNIQUE,
     person TEXT NOT NULL,
     begun_ts INTEGER NOT NULL,
     address TEXT NOT NULL,
     agent TEXT NOT NULL,
     age_ms INTEGER NOT NULL,
     used_age_ms INTEGER NOT NULL,
     seen_ts INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE access_key (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     capabilities TEXT NOT NULL,
     secret_hash BLOB NOT NULL UNIQUE,
     issued_ts INTEGER NOT NULL,
     issued_by TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE act (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     entry TEXT NOT NULL,
     hash BLOB NOT NULL
   ) STRICT;
   CREATE TABLE device_setting (
     version INTEGER PRIMARY KEY AUTOINCREMENT,
     device TEXT NOT NULL,
     part TEXT NOT NULL,
     value TEXT,
     valid_from TEXT,
     effective_ts INTEGER NOT NULL,
     set_ts INTEGER,
     set_by TEXT,
     note TEXT,
     applied_ts INTEGER,
     cancelled_ts INTEGER
   ) STRICT;
   CREATE INDEX device_setting_of ON device_setting (device, part, version);
   CREATE TABLE device_act (
     device TEXT NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (device, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE act_anchor (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     seq INTEGER NOT NULL,
     hash BLOB NOT NULL
   ) STRICT;
INSERT INTO "device" VALUES ('bus-1', '{"id":"bus-1","kind":"bus","name":{"ja":"試験 bus-1","en":"Test bus-1"},"origin":"field","role":"sensor","position":{"lat":35.956,"lon":140.324},"out_of_service":false}', X'78952D33E63006F4CE2852575FC956F27D206E13F57BCA8546E2FA012A99BB71', 1782864000002, NULL);
INSERT INTO "device" VALUES ('gauge-1', '{"id":"gauge-1","kind":"flood","name":{"ja":"試験 gauge-1","en":"Test gauge-1"},"origin":"field","role":"sensor","position":{"lat":35.956,"lon":140.324},"out_of_service":false}', X'44DF181CF7AD38BA17F376C78A8E70D0E8F205B912B044E519CEC1D34C2876C6', 1782864000001, NULL);
INSERT INTO "operator" VALUES ('operator', X'60380D65E986A782E4A4712CAF51DB3C31940D356A4E76E86C28C95C84B60F19', 1782864000003);
INSERT INTO "person" VALUES ('p-1', 'sato', '佐藤', '["officer","admin"]', '$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 1, 1782864000004, NULL);
INSERT INTO "session" VALUES ('s-1', X'44DF181CF7AD38BA17F376C78A8E70D0E8F205B912B044E519CEC1D34C2876C6', 'p-1', 1782864000005, '192.0.2.7', 'Firefox', 0, 0, 1782864000005);
INSERT INTO "access_key" VALUES ('k-1', 'Prometheus', '["metrics.read"]', X'78952D33E63006F4CE2852575FC956F27D206E13F57BCA8546E2FA012A99BB71', 1782864000006, 'sato');
INSERT INTO "act" VALUES (1, '{"ts":1782864000004,"act":"person_added","by":{"sort":"command","id":null,"name":"","address":"local"},"subject":{"id":"p-1","name":"sato"},"before":null,"after":{"name":"sato"}}', X'804C9CDCB228D0A76AEFD05DB879F853BA0215DCE6E05A24D1C5767243F7EBF4');
INSERT INTO "device_setting" VALUES (1, 'gauge-1', 'thresholds', NULL, NULL, 0, NULL, NULL, NULL, 1782864000007, NULL);
INSERT INTO "device_act" VALUES ('gauge-1', 1);
INSERT INTO "act_anchor" VALUES (1, 0, X'0000000000000000000000000000000000000000000000000000000000000000');
PRAGMA user_version = 3;
