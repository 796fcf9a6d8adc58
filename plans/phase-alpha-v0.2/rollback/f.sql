-- Undoes operation f alone; R-2 would take the default with the column.

ALTER TABLE sandbox_tac.logical_unit ALTER COLUMN authority DROP DEFAULT;
