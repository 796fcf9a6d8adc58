ALTER TABLE public.articles DROP CONSTRAINT articles_slug_key;
ALTER TABLE public.articles ALTER COLUMN slug DROP NOT NULL;
