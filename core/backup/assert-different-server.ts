import { CutterError } from '../errors/cutter-error.ts';
import type { ServerIdentity } from './port.ts';

/**
 * Guards a restore: its target is not production, nor a physical copy of it.
 * Equal system identifiers refuse even where start time or database differ: a copy may hold what production holds.
 * @throws CutterError GATE_NOT_MET
 */
export function assertDifferentServer(production: ServerIdentity, target: ServerIdentity): void {
	const facts = { production: marksOf(production), target: marksOf(target) };
	for (const [name, identity] of Object.entries({ production, target })) {
		if (/^\d+$/.test(identity.system_identifier)) continue;
		throw new CutterError(
			'GATE_NOT_MET',
			`The system identifier of ${name} could not be read: no restore without it.`,
			facts,
		);
	}
	if (production.system_identifier !== target.system_identifier) return;
	throw new CutterError(
		'GATE_NOT_MET',
		`The restore target has production's system identifier ${target.system_identifier}: it is ${kinship(production, target)}. ` +
			'Restore into a server made by initdb.',
		facts,
	);
}

/** @throws CutterError GATE_NOT_MET when the two servers are of different major versions */
export function assertSameMajor(production: ServerIdentity, target: ServerIdentity): void {
	const [needed, found] = [production, target].map(({ version_num }) => Math.floor(version_num / 10_000));
	if (needed === found) return;
	throw new CutterError('GATE_NOT_MET', `The restore target runs PostgreSQL ${found}, production runs ${needed}.`, {
		production: marksOf(production),
		target: marksOf(target),
	});
}

/** A database that holds the bundle's own state, and the installation it says it is. */
export interface FoundInstallation {
	readonly database: string;
	readonly id: string;
}

/**
 * Guards a server that somebody else provides: none of its databases is this installation.
 * System identifiers alone do not tell: after pg_upgrade production has a new one, and what was remembered is the old.
 * @throws CutterError GATE_NOT_MET naming the database
 */
export function assertOtherInstallation(production: string, found: readonly FoundInstallation[]): void {
	const same = found.find(({ id }) => id === production);
	if (!same) return;
	throw new CutterError(
		'GATE_NOT_MET',
		`The database ${same.database} of the restore server holds this very installation (${production}): ` +
			'it is production, or a copy that could be taken for it. Use a server without it.',
		{ installation: production, database: same.database },
	);
}

/** @throws CutterError GATE_NOT_MET for a server that takes no writes */
export function assertTakesWrites(target: ServerIdentity): void {
	if (!target.in_recovery) return;
	throw new CutterError('GATE_NOT_MET', 'The restore target is a standby: nothing can be restored into it.', {
		target: marksOf(target),
	});
}

function kinship(production: ServerIdentity, target: ServerIdentity): string {
	return production.started_at === target.started_at ? 'the same server' : 'the same cluster or a physical copy of it';
}

function marksOf({ system_identifier, database, version_num, started_at }: ServerIdentity): Record<string, unknown> {
	return { system_identifier, database, version_num, started_at };
}
