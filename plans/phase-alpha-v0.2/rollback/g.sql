-- R-3. Undoes operation g. The values are the default's: reproducible.

ALTER TABLE sandbox_tac.logical_unit DROP COLUMN canonical_address_format_version;
