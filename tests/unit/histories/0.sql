-- What the walk of November 2026 kept (033dcd6), before the file had a version.
BEGIN TRANSACTION;
CREATE TABLE held (
  target TEXT, guide TEXT, step TEXT, kind TEXT, expected TEXT, session TEXT, last TEXT,
  PRIMARY KEY (target, guide, step, kind, expected, session)
) WITHOUT ROWID;
INSERT INTO "held" VALUES('live','losenord','aterstall-2','link','Nästa','','2026-11-01T02:15:00+00:00');
INSERT INTO "held" VALUES('live','losenord','aterstall-2','page','start','with','2026-11-01T02:15:00+00:00');
CREATE TABLE met (
  target TEXT, page TEXT, address TEXT, last TEXT, PRIMARY KEY (target, page)
) WITHOUT ROWID;
INSERT INTO "met" VALUES('live','start','https://eslov.se/','2026-11-01T02:15:00+00:00');
COMMIT;
PRAGMA user_version = 0;
