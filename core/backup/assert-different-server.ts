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

function kinship(production: ServerIdentity, target: ServerIdentity): string {
	return production.started_at === target.started_at ? 'the same server' : 'the same cluster or a physical copy of it';
}

function marksOf({ system_identifier, database, version_num, started_at }: ServerIdentity): Record<string, unknown> {
	return { system_identifier, database, version_num, started_at };
}
