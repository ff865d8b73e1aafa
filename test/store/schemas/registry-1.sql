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
INSERT INTO "device" VALUES ('bus-1', '{"id":"bus-1","kind":"bus","name":{"ja":"試験 bus-1","en":"Test bus-1"},"origin":"field","role":"sensor","position":{"lat":35.956,"lon":140.324},"out_of_service":false}', X'78952D33E63006F4CE2852575FC956F27D206E13F57BCA8546E2FA012A99BB71', 1782864000002, NULL);
INSERT INTO "device" VALUES ('gauge-1', '{"id":"gauge-1","kind":"flood","name":{"ja":"試験 gauge-1","en":"Test gauge-1"},"origin":"field","role":"sensor","position":{"lat":35.956,"lon":140.324},"out_of_service":false}', X'44DF181CF7AD38BA17F376C78A8E70D0E8F205B912B044E519CEC1D34C2876C6', 1782864000001, NULL);
INSERT INTO "operator" VALUES ('operator', X'60380D65E986A782E4A4712CAF51DB3C31940D356A4E76E86C28C95C84B60F19', 1782864000003);
PRAGMA user_version = 1;
