DROP TABLE public.article_redirects;
