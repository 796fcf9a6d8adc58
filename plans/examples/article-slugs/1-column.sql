-- No default: the backfill of the next step looks for rows whose slug is NULL.
ALTER TABLE public.articles ADD COLUMN slug text;
