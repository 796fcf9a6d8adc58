ALTER TABLE public.articles DROP COLUMN slug;
