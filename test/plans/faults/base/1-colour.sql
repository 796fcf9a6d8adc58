-- The colour of each thing; the default comes last, so that the backfill finds its rows.
ALTER TABLE public.thing ADD COLUMN colour text;
UPDATE public.thing SET colour = 'red' WHERE colour IS NULL;
ALTER TABLE public.thing ALTER COLUMN colour SET DEFAULT 'red';
