CREATE TABLE public.article_redirects (
	id uuid PRIMARY KEY,
	old_slug text NOT NULL UNIQUE,
	article integer NOT NULL REFERENCES public.articles (id),
	created_at timestamptz NOT NULL DEFAULT now()
);
