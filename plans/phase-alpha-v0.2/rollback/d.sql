-- R-5. Undoes operation d. The values are the default's: reproducible.

ALTER TABLE public.tac_logical_unit DROP COLUMN canonical_address_format_version;
