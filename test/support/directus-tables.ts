/** The columns of Directus's own tables that the bundle reads, and the approvals collection as `init` makes it. */
export const directusTables = `
	CREATE TABLE public.directus_users (
		id uuid PRIMARY KEY, first_name text, last_name text, email text UNIQUE, password text, status text NOT NULL DEFAULT 'active',
		role uuid, token text, tfa_secret text, provider text NOT NULL DEFAULT 'default'
	);
	CREATE TABLE public.cutter_approvals (
		id uuid PRIMARY KEY DEFAULT gen_random_uuid(), run uuid NOT NULL, kind varchar(255) NOT NULL, digest varchar(255) NOT NULL,
		outcome varchar(255) NOT NULL, notes text, signer uuid NOT NULL, seats json NOT NULL,
		signed_at timestamptz NOT NULL, expires_at timestamptz NOT NULL
	);
	CREATE TABLE public.dot_tools (
		id integer PRIMARY KEY, code text NOT NULL, status text NOT NULL, tier text, paired_dot text, extra_metadata jsonb
	);
	INSERT INTO public.dot_tools VALUES
		(991, 'DOT-IU-CUTTER', 'active', 'B', 'DOT-IU-CUTTER-VERIFY', NULL),
		(992, 'DOT-IU-CUTTER-VERIFY', 'active', 'A', 'DOT-IU-CUTTER', NULL);
`;
