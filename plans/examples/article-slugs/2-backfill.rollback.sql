-- The column is made anew without its values.
ALTER TABLE public.articles DROP COLUMN slug;
ALTER TABLE public.articles ADD COLUMN slug text;
