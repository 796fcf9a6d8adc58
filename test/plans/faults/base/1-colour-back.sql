ALTER TABLE public.thing DROP COLUMN colour;
