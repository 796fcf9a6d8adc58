import type { Session } from '../../../platform/postgres/session.ts';

/** The tables outside text-as-code that the built-in plans, the register or people look at by name. */
export async function createRegistryTables(session: Session): Promise<void> {
	await session.query(ddl);
}

const ddl = `
CREATE TABLE public.dot_tools (
	id integer PRIMARY KEY,
	code text NOT NULL UNIQUE,
	name text NOT NULL,
	name_en text,
	description text,
	status text NOT NULL,
	tier text NOT NULL,
	domain text NOT NULL,
	classification text,
	category text,
	token_type text,
	owner text,
	paired_dot text,
	_dot_origin text,
	extra_metadata json,
	operation text,
	trigger_type text,
	cron_schedule text,
	file_path text,
	last_executed timestamptz,
	coverage_status text,
	usage_count integer,
	sort integer,
	script_path text,
	created_by text,
	created_at timestamptz NOT NULL,
	updated_by text,
	updated_at timestamptz NOT NULL
);
CREATE INDEX dot_tools_domain_idx ON public.dot_tools (domain);
CREATE TABLE public.knowledge_documents (
	id integer PRIMARY KEY,
	slug text NOT NULL UNIQUE,
	title text NOT NULL,
	path text NOT NULL,
	body text NOT NULL,
	language text NOT NULL,
	status text NOT NULL,
	version integer NOT NULL,
	tags jsonb NOT NULL,
	content_hash text NOT NULL,
	created_at timestamptz NOT NULL,
	updated_at timestamptz NOT NULL
);
CREATE INDEX knowledge_documents_path_idx ON public.knowledge_documents (path);
CREATE INDEX knowledge_documents_updated_at_idx ON public.knowledge_documents (updated_at);
CREATE TABLE public.information_unit (
	id uuid PRIMARY KEY,
	canonical_address text NOT NULL UNIQUE,
	unit_kind text NOT NULL,
	lifecycle_status text NOT NULL,
	identity_profile jsonb,
	version_anchor_ref uuid,
	content_anchor_ref text,
	parent_or_container_ref text,
	conformance_status text,
	doc_code text NOT NULL,
	section_type text,
	section_code text,
	owner_ref text,
	created_by text NOT NULL,
	created_at timestamptz NOT NULL,
	updated_by text,
	updated_at timestamptz NOT NULL,
	sort integer,
	remarks text
);
CREATE INDEX information_unit_doc_code_idx ON public.information_unit (doc_code);
CREATE TABLE public.unit_version (
	id uuid PRIMARY KEY,
	unit_id uuid NOT NULL REFERENCES public.information_unit (id),
	version_seq integer NOT NULL,
	title text,
	body text,
	content_hash text,
	content_profile jsonb,
	language text NOT NULL,
	lifecycle_status text NOT NULL,
	enacted_at timestamptz,
	superseded_at timestamptz,
	change_reason text,
	created_by text NOT NULL,
	created_at timestamptz NOT NULL,
	reviewed_by text,
	reviewed_at timestamptz,
	UNIQUE (unit_id, version_seq)
);
CREATE TABLE public.collection_registry (
	id integer PRIMARY KEY,
	code text NOT NULL UNIQUE,
	collection text NOT NULL UNIQUE,
	name_vi text NOT NULL,
	status text NOT NULL,
	owner_role text NOT NULL,
	created_at timestamptz NOT NULL
);
CREATE TABLE public.admin_fallback_log (
	id integer PRIMARY KEY,
	occurred_at timestamptz NOT NULL,
	source text NOT NULL,
	severity text NOT NULL,
	message text NOT NULL,
	context jsonb NOT NULL,
	handled boolean NOT NULL
);
CREATE TABLE public.tasks (
	id integer PRIMARY KEY,
	title text NOT NULL,
	description text,
	status text NOT NULL,
	priority text NOT NULL,
	due_on date,
	created_at timestamptz NOT NULL,
	updated_at timestamptz NOT NULL
);
CREATE VIEW public.v_dot_pairs AS
	SELECT e.code AS executor, v.code AS verifier, e.status AS executor_status, v.status AS verifier_status
	FROM public.dot_tools e JOIN public.dot_tools v ON v.code = e.paired_dot AND v.paired_dot = e.code
	WHERE e.tier = 'B' AND v.tier = 'A';
CREATE VIEW public.v_knowledge_recent AS
	SELECT k.id, k.title, k.path, k.updated_at FROM public.knowledge_documents k WHERE k.status = 'published';
CREATE FUNCTION public.fn_dot_pair_of(dot_code text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT d.paired_dot FROM public.dot_tools d WHERE d.code = dot_code
$$;
CREATE FUNCTION public.fn_knowledge_words(document integer) RETURNS integer LANGUAGE sql STABLE AS $$
	SELECT cardinality(regexp_split_to_array(trim(k.body), '\\s+')) FROM public.knowledge_documents k WHERE k.id = document
$$;
`;
