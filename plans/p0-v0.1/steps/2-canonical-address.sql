-- Step 2, item P0-1: canonical_address on tac_logical_unit, text NOT NULL UNIQUE.
--
-- Where the column is there already, this step is recorded as satisfied and none of this runs.
-- The backfill is ours. It is a stored generated column whose expression is dropped at once, and not an UPDATE:
-- an UPDATE would fire the row triggers and move updated_at of every row. The table is rewritten under an exclusive lock.
-- The address is provisional: the unit's document, then S and the last 15 hex digits of its id as a decimal number.
-- It is unique, says nothing about the place in the document, and keeps to the grammar canonical-address-v1.

-- accept table-rewrite: 86 rows take milliseconds, and an UPDATE in its place would move updated_at of every one
ALTER TABLE public.tac_logical_unit
	ADD COLUMN canonical_address text GENERATED ALWAYS AS (
		doc_code || '-S' || (('x' || right(replace(id::text, '-', ''), 15))::bit(60)::bigint)::text
	) STORED;
ALTER TABLE public.tac_logical_unit ALTER COLUMN canonical_address DROP EXPRESSION;
-- accept validation-scan: 86 rows are looked through in a moment, in the transaction that wrote them
ALTER TABLE public.tac_logical_unit ALTER COLUMN canonical_address SET NOT NULL;
-- accept index-build: the index of 86 rows is built in a moment, and the table is locked by the rewrite anyway
ALTER TABLE public.tac_logical_unit
	ADD CONSTRAINT tac_logical_unit_canonical_address_key UNIQUE (canonical_address);
