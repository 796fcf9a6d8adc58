-- Undoes step 2. Never carried out where the step was recorded as already satisfied: the column is then not this plan's.

ALTER TABLE public.tac_logical_unit DROP CONSTRAINT tac_logical_unit_canonical_address_key;
ALTER TABLE public.tac_logical_unit DROP COLUMN canonical_address;
