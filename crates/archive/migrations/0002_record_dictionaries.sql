-- Records as dictionaries: a source may be packed against another record of its template. `kind` says what the
-- bytes are: 'learned' by zstd, or a 'record', itself packed.
ALTER TABLE dictionaries ADD COLUMN kind TEXT NOT NULL DEFAULT 'learned';
