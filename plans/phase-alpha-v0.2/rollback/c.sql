-- Undoes operation c alone; R-4 would take the default with the column.

ALTER TABLE public.tac_logical_unit ALTER COLUMN authority DROP DEFAULT;
