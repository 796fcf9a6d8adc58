import type { GateResult } from '../../../contract/gates.ts';
import type { GateFacts, InstallationFact } from '../facts.ts';
import { passes, stops } from '../verdicts.ts';

/** The identity, and the plan that means to run here; the doctor asks without one. */
type Facts = Pick<GateFacts, 'identity'> & Partial<Pick<GateFacts, 'plan'>>;

/**
 * G-4. Which server is this? Proven on the executing connection, inside the database and outside it, never by a URL.
 * And is it what the plan was written for?
 */
export function identityCertain(facts: Facts): GateResult {
	const doubt = findDoubt(facts) ?? findWrongTarget(facts);
	const { seen, inside } = facts.identity;
	if (!doubt)
		return passes(
			'identity-certain',
			`This is ${inside?.label}, system ${seen.system_identifier}, database ${seen.database}.`,
		);
	return stops('identity-certain', doubt.outcome, {
		reason: doubt.reason,
		who: ['sovereign', 'dba'],
		next: doubt.next,
		evidence: [`system ${seen.system_identifier}`, `database ${seen.database} (${seen.database_oid})`],
	});
}

interface Doubt {
	readonly outcome: 'fail' | 'error';
	readonly reason: string;
	readonly next: string;
}

const enrol = 'Enrol this environment on the server: directus cutter init.';
const reenrol = 'If this really is the environment meant, enrol it again; if it is a copy, never migrate it.';

function findDoubt({ identity }: Pick<GateFacts, 'identity'>): Doubt | undefined {
	const { inside, outside, seen } = identity;
	if (seen.in_recovery) {
		return { outcome: 'fail', reason: 'The server is in recovery: it is a standby.', next: 'Connect to the primary.' };
	}
	if (!inside) return { outcome: 'error', reason: 'This database carries no installation id.', next: enrol };
	if (!outside) return { outcome: 'error', reason: 'No installation id is kept outside the database.', next: enrol };
	if (inside.id !== outside.id) {
		return {
			outcome: 'fail',
			reason: `The database says installation ${inside.id}, the artefacts folder ${outside.id}.`,
			next: reenrol,
		};
	}
	const differs = differingMark(inside, outside, seen);
	if (differs) return { outcome: 'fail', reason: differs, next: reenrol };
	if (identity.same_server === false) {
		return {
			outcome: 'fail',
			reason: 'Directus and the migration connection reach different servers.',
			next: 'Set CUTTER_DATABASE_URL to the database Directus runs on.',
		};
	}
	if (identity.anchor_kept === null) {
		return {
			outcome: 'error',
			reason: 'The anchor of the ledger, heads.json, is missing from the artefacts folder.',
			next: 'Bring the artefacts folder back: without the anchor nobody can tell whether evidence was taken away.',
		};
	}
	if (identity.anchor_kept === false) {
		return {
			outcome: 'fail',
			reason: 'The ledger is behind its anchor: this database was restored from a backup.',
			next: 'Enrol it as restored; every approval is void.',
		};
	}
	return findUnsigned(identity);
}

const verify = 'directus cutter evidence verify says where; docs/evidence.md what can be done.';

/** Whoever can write the folder can make the anchor agree with a ledger that was cut short: a signature they cannot make. */
function findUnsigned({ anchor_signed }: GateFacts['identity']): Doubt | undefined {
	switch (anchor_signed.state) {
		case 'signed':
		case 'keyless':
			return undefined;
		case 'unsigned':
			return { outcome: 'error', reason: 'Nobody has signed the anchor of the ledger, heads.json.', next: verify };
		case 'invalid':
			return {
				outcome: 'fail',
				reason: `The signature of heads.json does not count: ${anchor_signed.reason}.`,
				next: verify,
			};
		case 'undecided':
			return {
				outcome: 'error',
				reason: `Nobody can tell who signed heads.json: ${anchor_signed.reason}.`,
				next: verify,
			};
		default:
			return anchor_signed satisfies never;
	}
}

function findWrongTarget({ identity: { seen, inside }, plan }: Facts): Doubt | undefined {
	if (!plan) return undefined;
	const { database, not } = plan.file.target;
	if (database !== undefined && database !== seen.database) {
		return {
			outcome: 'fail',
			reason: `The plan is written for database ${database}; this is ${seen.database}.`,
			next: 'Connect to the database the plan names, or have a plan for this one reviewed.',
		};
	}
	if (inside && not.includes(inside.label)) {
		return {
			outcome: 'fail',
			reason: `The plan must not run in ${inside.label}.`,
			next: 'Run it in the environment it is meant for.',
		};
	}
	return undefined;
}

function differingMark(
	inside: InstallationFact,
	outside: InstallationFact,
	seen: GateFacts['identity']['seen'],
): string | undefined {
	for (const known of [inside, outside]) {
		if (known.system_identifier !== seen.system_identifier) {
			return `The server's system identifier is ${seen.system_identifier}; enrolled was ${known.system_identifier}.`;
		}
		if (known.database !== seen.database || known.database_oid !== seen.database_oid) {
			return `The database is ${seen.database} (${seen.database_oid}); enrolled was ${known.database} (${known.database_oid}).`;
		}
	}
	return undefined;
}
