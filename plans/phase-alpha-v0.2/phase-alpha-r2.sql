-- Phase alpha, revision 2: nine operations in one transaction, in the order d, a, b, c, g, e, f, h, i.
--
-- The operations, their objects and their order are the reviewed ones; this text of them is ours.
-- Revision 1 was rejected: it added authority WITH its default, so that the backfill's "WHERE authority IS NULL" found
-- no row. Here the default comes after the backfill, and the sandbox gets a default and no backfill.

BEGIN;

-- Operation d (SQL step 1)
ALTER TABLE public.tac_logical_unit
	ADD COLUMN canonical_address_format_version text NOT NULL DEFAULT 'canonical-address-v1';

-- Operation a (SQL step 2). Allowed, by the application: enacted | draft | runtime
ALTER TABLE public.tac_logical_unit
	ADD COLUMN authority text;

-- Operation b (SQL step 3). A trigger of the table sets updated_at on each row it touches.
-- A lifecycle_status without a mapping stays NULL and fails V-alpha-3.
UPDATE public.tac_logical_unit
	SET authority = CASE lifecycle_status
		WHEN 'draft_only' THEN 'draft'
		WHEN 'active' THEN 'enacted'
		WHEN 'retired' THEN 'enacted'
	END
	WHERE authority IS NULL;

-- Operation c (SQL step 4). For rows to come only
ALTER TABLE public.tac_logical_unit
	ALTER COLUMN authority SET DEFAULT 'draft';

-- Operation g (SQL step 5)
ALTER TABLE sandbox_tac.logical_unit
	ADD COLUMN canonical_address_format_version text NOT NULL DEFAULT 'canonical-address-v1';

-- Operation e (SQL step 6)
ALTER TABLE sandbox_tac.logical_unit
	ADD COLUMN authority text;

-- Operation f (SQL step 7). No backfill: the rows that are there stay NULL
ALTER TABLE sandbox_tac.logical_unit
	ALTER COLUMN authority SET DEFAULT 'draft';

-- Operation h (SQL step 8). No foreign key, no CHECK, created empty.
-- alias_kind, allowed by the application: RENAME | REDIRECT | EXTERNAL_REFERENCE | PREVIOUS_CANONICAL
CREATE TABLE cutter_governance.canonical_address_alias (
	alias_id uuid PRIMARY KEY,
	alias_text text NOT NULL,
	target_unit_id uuid NOT NULL, -- soft, tac_logical_unit.id
	alias_kind text NOT NULL,
	valid_from timestamptz NOT NULL, -- ours: the name
	valid_to timestamptz, -- ours: the name; NULL: still valid
	reason text, -- ours
	created_by text NOT NULL, -- ours
	created_at timestamptz NOT NULL -- ours
);

-- Operation i (SQL step 9). The names of the indexes are ours
CREATE INDEX canonical_address_alias_alias_text_idx
	ON cutter_governance.canonical_address_alias (alias_text);
CREATE INDEX canonical_address_alias_target_unit_id_idx
	ON cutter_governance.canonical_address_alias (target_unit_id);
CREATE INDEX canonical_address_alias_alias_kind_idx
	ON cutter_governance.canonical_address_alias (alias_kind);
CREATE INDEX canonical_address_alias_validity_window_idx
	ON cutter_governance.canonical_address_alias (valid_from, valid_to);

COMMIT;
