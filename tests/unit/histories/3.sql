-- Two nights and an open incident, as 4e4383d wrote them.
BEGIN TRANSACTION;
CREATE TABLE claim (
             id INTEGER PRIMARY KEY, target TEXT NOT NULL, guide TEXT NOT NULL, step TEXT NOT NULL, kind TEXT NOT NULL,
             expected TEXT NOT NULL, session TEXT NOT NULL, held TEXT,
             UNIQUE (target, guide, step, kind, expected, session));
INSERT INTO "claim" VALUES(1,'live','losenord','aterstall-2','link','Nästa','','2026-11-01T02:15:00+00:00');
CREATE TABLE claim_result (
             claim INTEGER NOT NULL, run INTEGER NOT NULL, verdict TEXT NOT NULL, reason TEXT, change TEXT, seen TEXT,
             PRIMARY KEY (claim, run)) WITHOUT ROWID;
INSERT INTO "claim_result" VALUES(1,1,'holds',NULL,NULL,NULL);
INSERT INTO "claim_result" VALUES(1,2,'drifted',NULL,'renamed','Fortsätt');
INSERT INTO "claim_result" VALUES(1,3,'drifted',NULL,'renamed','Fortsätt');
CREATE TABLE event (
             id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, at TEXT NOT NULL, kind TEXT NOT NULL,
             fingerprint TEXT, data TEXT NOT NULL, image BLOB, urgent INTEGER NOT NULL, told TEXT);
INSERT INTO "event" VALUES(1,'new/losenord/aterstall-2/link/Nästa/renamed/2026-11-02','2026-11-02T03:45:00+00:00','new','["losenord", "aterstall-2", "link", "Nästa", "renamed"]','{"guide":"losenord","title":"losenord","part":"aterstall","step":"aterstall-2","text":"Klicka på Nästa","owner":"eslov.se","url":null,"claim":{"kind":"link","expected":"Nästa","seen":"Fortsätt","verdict":"drifted","reason":null,"held_before":true,"change":"renamed","suggestion":null,"candidates":[],"owner":"unknown","where":null,"within":null,"session":null,"url":null,"lands":null,"note":null,"box":null,"screenshot":null,"tries":1},"picture":null,"reason":null,"steps":["aterstall-2"],"since":"2026-11-02"}',NULL,0,NULL);
CREATE TABLE guide (
             target TEXT NOT NULL, guide TEXT NOT NULL, sha256 TEXT NOT NULL, last TEXT NOT NULL,
             PRIMARY KEY (target, guide)) WITHOUT ROWID;
INSERT INTO "guide" VALUES('live','losenord','00000000','2026-11-01T02:15:00+00:00');
CREATE TABLE host_result (
             host TEXT NOT NULL, run INTEGER NOT NULL, answer_ms INTEGER NOT NULL, PRIMARY KEY (host, run)
           ) WITHOUT ROWID;
INSERT INTO "host_result" VALUES('eslov.se',1,312);
INSERT INTO "host_result" VALUES('eslov.se',2,312);
INSERT INTO "host_result" VALUES('eslov.se',3,312);
CREATE TABLE incident (fingerprint TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "incident" VALUES('["losenord", "aterstall-2", "link", "Nästa", "renamed"]','{"fingerprint":["losenord","aterstall-2","link","Nästa","renamed"],"state":"confirmed","recent":[["2026-11-01",true],["2026-11-02",false]],"first":"2026-11-02T02:15:00Z","until":null,"why":null,"story":{"guide":"losenord","title":"losenord","part":"aterstall","step":"aterstall-2","text":"Klicka på Nästa","owner":"eslov.se","url":null,"claim":{"kind":"link","expected":"Nästa","seen":"Fortsätt","verdict":"drifted","reason":null,"held_before":true,"change":"renamed","suggestion":null,"candidates":[],"owner":"unknown","where":null,"within":null,"session":null,"url":null,"lands":null,"note":null,"box":null,"screenshot":null,"tries":1},"picture":null,"reason":null,"steps":["aterstall-2"],"since":"2026-11-02"}}');
CREATE TABLE labels (
             target TEXT NOT NULL, page TEXT NOT NULL, labels TEXT NOT NULL, last TEXT NOT NULL,
             PRIMARY KEY (target, page)) WITHOUT ROWID;
INSERT INTO "labels" VALUES('live','start','["Nästa"]','2026-11-02T03:45:00+00:00');
CREATE TABLE message (
             id INTEGER PRIMARY KEY, made TEXT NOT NULL, route TEXT NOT NULL, data TEXT NOT NULL,
             tries INTEGER NOT NULL DEFAULT 0, claimed TEXT, sent TEXT, trouble TEXT);
CREATE TABLE met (
             target TEXT, page TEXT, address TEXT, last TEXT, PRIMARY KEY (target, page)) WITHOUT ROWID;
INSERT INTO "met" VALUES('live','start','https://eslov.se/','2026-11-02T03:45:00+00:00');
CREATE TABLE run (
             id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, target TEXT NOT NULL, night TEXT NOT NULL,
             started TEXT NOT NULL, finished TEXT NOT NULL, environment TEXT, exit_code INTEGER NOT NULL,
             steps_total INTEGER NOT NULL, steps_checked INTEGER NOT NULL);
INSERT INTO "run" VALUES(1,'2026-11-01T02:15-7f3a','live','2026-11-01','2026-11-01T02:15:00+00:00','2026-11-01T02:15:40+00:00','{"os":"linux","browser":"chromium-156","fonts":"5a2b9c1d","viewport":[1280,900]}',0,1,1);
INSERT INTO "run" VALUES(2,'2026-11-02T02:15-7f3a','live','2026-11-02','2026-11-02T02:15:00+00:00','2026-11-02T02:15:40+00:00','{"os":"linux","browser":"chromium-156","fonts":"5a2b9c1d","viewport":[1280,900]}',1,1,1);
INSERT INTO "run" VALUES(3,'2026-11-02T03:45-7f3a','live','2026-11-02','2026-11-02T03:45:00+00:00','2026-11-02T03:45:40+00:00','{"os":"linux","browser":"chromium-156","fonts":"5a2b9c1d","viewport":[1280,900]}',1,1,1);
CREATE TABLE step (
             id INTEGER PRIMARY KEY, target TEXT NOT NULL, guide TEXT NOT NULL, step TEXT NOT NULL, held TEXT,
             UNIQUE (target, guide, step));
INSERT INTO "step" VALUES(1,'live','losenord','aterstall-2','2026-11-01T02:15:00+00:00');
CREATE TABLE step_result (
             step INTEGER NOT NULL, run INTEGER NOT NULL, verdict TEXT NOT NULL, reason TEXT, ms INTEGER NOT NULL,
             PRIMARY KEY (step, run)) WITHOUT ROWID;
INSERT INTO "step_result" VALUES(1,1,'holds',NULL,700);
INSERT INTO "step_result" VALUES(1,2,'drifted',NULL,700);
INSERT INTO "step_result" VALUES(1,3,'drifted',NULL,700);
CREATE INDEX run_by_night ON run (night);
COMMIT;
PRAGMA user_version = 3;
