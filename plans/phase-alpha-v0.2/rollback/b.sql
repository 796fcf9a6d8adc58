-- Undoes operation b alone; part of R-4. The column is made anew, without its values: setting it to NULL by an UPDATE
-- would fire the trigger and move updated_at of every row a second time.

ALTER TABLE public.tac_logical_unit DROP COLUMN authority;
ALTER TABLE public.tac_logical_unit ADD COLUMN authority text;
