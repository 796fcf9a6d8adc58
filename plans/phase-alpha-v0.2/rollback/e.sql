-- R-2. Undoes operation e. Its rows are NULL: nothing is lost.

ALTER TABLE sandbox_tac.logical_unit DROP COLUMN authority;
