import type pg from 'pg';

interface Signature {
	readonly id: string;
	readonly changeSet: string | null;
	readonly verifyResult: string | null;
}

/** A signature with the cross references given, and filler for the rest. */
export async function insertSignature(client: pg.Client, { id, changeSet, verifyResult }: Signature): Promise<void> {
	await client.query(
		`INSERT INTO cutter_governance.dot_pair_signature (signature_id, signature_kind, signer_dot_id, signer_identity,
			signer_tool_revision, payload_envelope, payload_hash, signature_payload, signed_at, validation_state,
			cross_reference_change_set_id, cross_reference_verify_result_id)
		 VALUES ($1, 'executor_cut', 'DOT-991', 'x', 'r', '{}', 'h', 's', now(), 'valid', $2, $3)`,
		[id, changeSet, verifyResult],
	);
}

export async function insertChangeSet(client: pg.Client, id: string, executorSignature: string): Promise<void> {
	await client.query(
		`INSERT INTO cutter_governance.cut_change_set (change_set_id, rollback_key, manifest_id, manifest_version,
			review_decision_id, executor_tool_revision, verifier_tool_revision, emitted_by, executor_signature_id)
		 VALUES ($1, 'k', gen_random_uuid(), '1', gen_random_uuid(), 'r', 'r', 'x', $2)`,
		[id, executorSignature],
	);
}

/** @returns the canonicalization rule that the row got without naming one */
export async function insertVerifyResult(
	client: pg.Client,
	row: { id: string; changeSet: string; executorSignature: string; verifierSignature: string },
): Promise<unknown> {
	const { rows } = await client.query(
		`INSERT INTO cutter_governance.verify_result (verify_result_id, change_set_id, manifest_id, manifest_version,
			review_decision_id, executor_signature_id, verifier_signature_id, executor_tool_revision, verifier_tool_revision,
			tool_revision_match, verify_kind, axis_1_status, axis_1_drift_unit, axis_1_drift_count, source_canonical_hash,
			rebuilt_canonical_hash, verdict, state, verified_by, verified_at)
		 VALUES ($1, $2, gen_random_uuid(), '1', gen_random_uuid(), $3, $4, 'r', 'r', true, 'axis_1_round_trip', 'pass',
			'canonical_token', 0, 'h', 'h', 'pass', 'complete', 'x', now())
		 RETURNING canonicalization_rule_used AS rule`,
		[row.id, row.changeSet, row.executorSignature, row.verifierSignature],
	);
	return rows[0]?.rule;
}

/** Tables, columns and constraints of the schema; `across` are foreign keys that leave or enter it. */
export async function countGovernance(client: pg.Client): Promise<unknown> {
	const { rows } = await client.query(`SELECT t.*, k.* FROM (
		SELECT count(DISTINCT c.oid)::int AS tables, count(*)::int AS columns
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE c.relkind = 'r' AND c.relnamespace = 'cutter_governance'::regnamespace) t
		CROSS JOIN (
		SELECT count(*) FILTER (WHERE contype = 'p')::int AS primary_keys,
			count(*) FILTER (WHERE contype = 'f')::int AS foreign_keys,
			count(*) FILTER (WHERE contype = 'f' AND c.relnamespace <> r.relnamespace)::int AS across,
			count(*) FILTER (WHERE contype = 'u')::int AS uniques, count(*) FILTER (WHERE contype = 'c')::int AS checks
		FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid LEFT JOIN pg_class r ON r.oid = n.confrelid
		WHERE 'cutter_governance'::regnamespace IN (c.relnamespace, r.relnamespace)) k`);
	return rows[0];
}
