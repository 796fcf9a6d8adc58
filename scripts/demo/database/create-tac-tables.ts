import type { Session } from '../../../platform/postgres/session.ts';

/** Which shape `tac_logical_unit` has: with its address, as recorded, or as it was before the address existed. */
export type DemoVariant = 'with-address' | 'without-address';

/** Tables of text-as-code, their sandbox mirror, and the trigger that moves `updated_at` of each unit it sees updated. */
export async function createTacTables(session: Session, variant: DemoVariant): Promise<void> {
	await session.query(ddl(variant === 'with-address'));
}

const addressColumn = 'canonical_address text NOT NULL CONSTRAINT tac_logical_unit_canonical_address_key UNIQUE,';

/** Looks a unit up by its address; exists only where the column does. */
const resolveAddress = `
CREATE FUNCTION public.fn_tac_resolve_address(address text) RETURNS uuid LANGUAGE sql STABLE AS $$
	SELECT u.id FROM public.tac_logical_unit u WHERE u.canonical_address = address
$$;`;

const ddl = (withAddress: boolean): string => `
CREATE TABLE public.tac_section_type_vocab (
	code text PRIMARY KEY,
	label_vi text NOT NULL,
	label_en text NOT NULL,
	status text NOT NULL,
	sort integer NOT NULL
);
CREATE TABLE public.tac_logical_unit (
	id uuid PRIMARY KEY,
	${withAddress ? addressColumn : ''}
	doc_code text NOT NULL,
	parent_id uuid REFERENCES public.tac_logical_unit (id),
	section_type text NOT NULL REFERENCES public.tac_section_type_vocab (code),
	lifecycle_status text NOT NULL,
	tier text,
	identity_profile jsonb,
	created_at timestamptz NOT NULL,
	updated_at timestamptz NOT NULL
);
CREATE INDEX tac_logical_unit_doc_code_idx ON public.tac_logical_unit (doc_code);
CREATE INDEX tac_logical_unit_parent_id_idx ON public.tac_logical_unit (parent_id);
CREATE FUNCTION public.fn_tac_birth_gate_lu() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.updated_at := now();
	RETURN NEW;
END
$$;
CREATE TRIGGER trg_tac_birth_gate_lu BEFORE UPDATE ON public.tac_logical_unit
	FOR EACH ROW EXECUTE FUNCTION public.fn_tac_birth_gate_lu();
CREATE TABLE public.tac_unit_version (
	id uuid PRIMARY KEY,
	unit_id uuid NOT NULL REFERENCES public.tac_logical_unit (id),
	version_seq integer NOT NULL,
	title text NOT NULL,
	body text,
	content_hash text,
	lifecycle_status text NOT NULL,
	created_at timestamptz NOT NULL,
	UNIQUE (unit_id, version_seq)
);
CREATE TABLE public.tac_publication (
	id uuid PRIMARY KEY,
	doc_code text NOT NULL UNIQUE,
	title text NOT NULL,
	version_label text NOT NULL,
	status text NOT NULL,
	created_at timestamptz NOT NULL
);
CREATE TABLE public.tac_publication_member (
	id uuid PRIMARY KEY,
	publication_id uuid NOT NULL REFERENCES public.tac_publication (id),
	unit_id uuid NOT NULL REFERENCES public.tac_logical_unit (id),
	unit_version_id uuid NOT NULL REFERENCES public.tac_unit_version (id),
	render_order numeric NOT NULL,
	UNIQUE (publication_id, render_order)
);
CREATE TABLE public.universal_edges (
	id bigint PRIMARY KEY,
	edge_type text NOT NULL,
	source_type text NOT NULL,
	source_id text NOT NULL,
	target_type text NOT NULL,
	target_id text NOT NULL,
	weight numeric(5, 3) NOT NULL,
	status text NOT NULL,
	metadata jsonb,
	created_at timestamptz NOT NULL
);
CREATE INDEX universal_edges_source_idx ON public.universal_edges (source_type, source_id);
CREATE INDEX universal_edges_target_idx ON public.universal_edges (target_type, target_id);
CREATE TABLE sandbox_tac.logical_unit (
	id uuid PRIMARY KEY,
	canonical_address text NOT NULL UNIQUE,
	doc_code text NOT NULL,
	parent_id uuid REFERENCES sandbox_tac.logical_unit (id),
	section_type text NOT NULL,
	lifecycle_status text NOT NULL,
	tier text,
	identity_profile jsonb,
	created_at timestamptz NOT NULL,
	updated_at timestamptz NOT NULL
);
CREATE VIEW public.v_tac_unit_tree AS
	SELECT u.id, u.doc_code, u.section_type, u.parent_id, p.section_type AS parent_section_type
	FROM public.tac_logical_unit u LEFT JOIN public.tac_logical_unit p ON p.id = u.parent_id;
CREATE VIEW public.v_tac_publication_size AS
	SELECT p.doc_code, count(m.id) AS members
	FROM public.tac_publication p LEFT JOIN public.tac_publication_member m ON m.publication_id = p.id
	GROUP BY p.doc_code;
CREATE FUNCTION public.fn_tac_children(unit uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
	SELECT u.id FROM public.tac_logical_unit u WHERE u.parent_id = unit ORDER BY u.id
$$;${withAddress ? resolveAddress : ''}
`;
