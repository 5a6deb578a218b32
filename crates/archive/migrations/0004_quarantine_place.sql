-- A record in quarantine is found by its place: a run looks for each that it puts there, and one file may leave very many.
DROP INDEX quarantine_file;
CREATE INDEX quarantine_place ON quarantine(file_id, member, offset);
