-- Step 3, item P0-2: the manifest of a cut, an envelope and its unit blocks.
--
-- A line marked "ours" carries a name or a rule that no source fixes.
-- Columns ending in _ref, and the ones marked "soft", name a row of another table without a foreign key.
-- No DEFAULT, no CHECK, no trigger.

CREATE TABLE cutter_governance.manifest_envelope (
	envelope_id uuid PRIMARY KEY,
	operation_kind text NOT NULL,
	status text NOT NULL,
	manifest_version text NOT NULL, -- ours: the twelfth column
	escalation_ref uuid,
	cut_change_set_ref uuid,
	superseded_by_envelope_id uuid, -- soft, this table
	created_by text NOT NULL,
	created_at timestamptz NOT NULL,
	reviewer text,
	reviewed_at timestamptz,
	rationale text
);
COMMENT ON TABLE cutter_governance.manifest_envelope IS
	'What one cut, split or merge is going to do, before it is reviewed and carried out.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind IS
	'Allowed: first_cut | split | merge';
COMMENT ON COLUMN cutter_governance.manifest_envelope.status IS
	'Allowed: draft | under_review | accepted | rejected | withdrawn | enacted | superseded';

CREATE TABLE cutter_governance.manifest_unit_block (
	envelope_id uuid NOT NULL REFERENCES cutter_governance.manifest_envelope (envelope_id),
	unit_local_id text NOT NULL,
	block_role text NOT NULL,
	source_span jsonb NOT NULL,
	render_order numeric NOT NULL,
	target_unit_id uuid, -- soft, tac_logical_unit.id
	decision_backlog_ref uuid,
	proposed_canonical_address text,
	proposed_authority text,
	candidate_edges jsonb,
	payload_summary jsonb,
	report_summary jsonb,
	content_hash text, -- ours: the thirteenth column; sha256 of the block's canonical text
	PRIMARY KEY (envelope_id, unit_local_id)
);
COMMENT ON TABLE cutter_governance.manifest_unit_block IS
	'One unit of a manifest: a span of the source in bytes, and what is proposed for it.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.block_role IS
	'Allowed: origin | result. A split has 1 origin and at least 2 results,'
	' a merge at least 2 origins and 1 result, a first cut results only';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.proposed_authority IS
	'Allowed: enacted | draft | runtime. A proposal: never written to the unit from here';
