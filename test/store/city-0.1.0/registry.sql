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
INSERT INTO "device" VALUES ('bus-1', '{"id":"bus-1","kind":"bus","name":{"ja":"試験 bus-1","en":"Test bus-1"},"origin":"field","role":"sensor","position":null,"out_of_service":false}', NULL, NULL, NULL);
INSERT INTO "device" VALUES ('desk-1', '{"id":"desk-1","kind":"wifi","name":{"ja":"試験 desk-1","en":"Test desk-1"},"origin":"field","role":"desk","position":{"lat":35.956,"lon":140.324},"out_of_service":false}', NULL, NULL, NULL);
INSERT INTO "device" VALUES ('farm-1', '{"id":"farm-1","kind":"farm","name":{"ja":"試験 farm-1","en":"Test farm-1"},"origin":"field","role":"sensor","position":{"lat":35.956,"lon":140.324},"out_of_service":false}', X'2D5A546205E50B767E18CF3002B3B0CB736AD543F0C75C25077B4E408D76E394', 1793491200000, NULL);
INSERT INTO "device" VALUES ('gauge-1', '{"id":"gauge-1","kind":"flood","name":{"ja":"試験 gauge-1","en":"Test gauge-1"},"origin":"field","role":"sensor","position":{"lat":35.956,"lon":140.324},"out_of_service":false,"thresholds":{"standby":1.3,"caution":1.4,"evac":null,"danger":1.5,"overflow":null,"authority":"local","source":null,"verified":false,"valid_from":null}}', NULL, NULL, NULL);
INSERT INTO "device" VALUES ('wifi-1', '{"id":"wifi-1","kind":"wifi","name":{"ja":"試験 wifi-1","en":"Test wifi-1"},"origin":"field","role":"sensor","position":{"lat":35.956,"lon":140.324},"out_of_service":false}', NULL, NULL, NULL);
PRAGMA user_version = 1;
