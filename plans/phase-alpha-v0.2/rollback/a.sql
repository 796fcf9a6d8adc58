-- R-4. Undoes operation a. The values are reproducible from lifecycle_status.

ALTER TABLE public.tac_logical_unit DROP COLUMN authority;
