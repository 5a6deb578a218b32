-- What the user and the container said of a record in quarantine, which its bytes do not tell: the format, the
-- address, when it was captured, and notes on its defects (a JSON array).
ALTER TABLE quarantine ADD COLUMN format TEXT;
ALTER TABLE quarantine ADD COLUMN url TEXT;
ALTER TABLE quarantine ADD COLUMN captured TEXT;
ALTER TABLE quarantine ADD COLUMN notes TEXT;
