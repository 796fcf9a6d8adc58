-- The id at the end keeps equal titles apart.
UPDATE public.articles
	SET slug = trim(BOTH '-' FROM lower(regexp_replace(title, '[^A-Za-z0-9]+', '-', 'g'))) || '-' || id
	WHERE slug IS NULL;
