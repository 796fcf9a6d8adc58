-- accept validation-scan: some thousand articles are looked through in milliseconds
ALTER TABLE public.articles ALTER COLUMN slug SET NOT NULL;
-- accept index-build: writes wait for milliseconds while the index of some thousand slugs is built
ALTER TABLE public.articles ADD CONSTRAINT articles_slug_key UNIQUE (slug);
