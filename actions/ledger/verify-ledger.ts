import type { LedgerFault, LedgerVerification } from '../../contract/evidence.ts';
import type { PlaceIndex } from '../../core/evidence/candidate-places.ts';
import { compareHeader, type Header } from '../../core/evidence/compare-headers.ts';
import { coveredUntil } from '../../core/evidence/covered-until.ts';
import { judgeAnchor } from '../../core/evidence/judge-anchor.ts';
import { judgeGuards, protectionOf } from '../../core/evidence/judge-guards.ts';
import { judgeVouching } from '../../core/evidence/judge-vouching.ts';
import { ledgerFault } from '../../core/evidence/ledger-fault.ts';
import type { ChainHead, LedgerRow } from '../../core/evidence/ledger-row.ts';
import { newestHeads } from '../../core/evidence/newest-heads.ts';
import { outcomeOf } from '../../core/evidence/outcome-of.ts';
import { placeByCopies } from '../../core/evidence/place-by-copies.ts';
import { shippedFunctions } from '../../core/evidence/shipped-functions.ts';
import { verifyChain } from '../../core/evidence/verify-chain.ts';
import { readAnchor } from '../../platform/artifacts/heads-file.ts';
import { readCopiedHeads, readCopies } from '../../platform/artifacts/ledger-copies.ts';
import { readControlMigrations } from '../../platform/postgres/control/read-control-sql.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { listChains } from '../../platform/postgres/ledger/read-evidence.ts';
import { readGuards } from '../../platform/postgres/ledger/read-guards.ts';
import { readHeaders } from '../../platform/postgres/ledger/read-headers.ts';
import { readLedgerRows, readPlaceIndex } from '../../platform/postgres/ledger/read-ledger-rows.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { findKeyring } from '../key/trusted-keyring.ts';
import { vouchByKeyring } from '../key/vouch-by-keyring.ts';

/** Recomputes every hash of every chain, and compares the ledger with its anchor, its copies, its headers and its guards. */
export async function verifyLedger(site: Site): Promise<LedgerVerification> {
	// Before the database: a record that comes meanwhile makes the ledger longer than its anchor, which is normal.
	const anchor = await readAnchor(site.artifactsDir);
	const heads = newestHeads(anchor.state === 'kept' ? anchor.heads : [], await readCopiedHeads(site.artifactsDir));
	const shipped = await readShipped(site);
	return withPooled(site.pool, (session) =>
		withReadOnly(session, async () => {
			const guards = await readGuards(session);
			const headers = await readHeaders(session);
			const known = [heads, headers].flat().map(({ chain }) => chain);
			const chains = [...new Set([...(await listChains(session)), ...known])];
			const places = once(() => readPlaceIndex(session));
			const faults: LedgerFault[] = [];
			const covered: string[] = [];
			const counts = { records: 0, beyond_anchor: 0 };
			for (const chain of chains) {
				const head = heads.find((candidate) => candidate.chain === chain);
				const header = headers.find((candidate) => candidate.chain === chain) ?? null;
				const rows = await readLedgerRows(session, chain);
				faults.push(...(await verifyOne(site, { chain, chains, rows, head, header, places })));
				if (anchor.state === 'kept') covered.push(...coveredUntil(anchor, chain, rows));
				counts.records += rows.length;
				counts.beyond_anchor += Math.max(0, rows.length - (head?.seq ?? 0));
			}
			const signed =
				anchor.state === 'kept'
					? vouchByKeyring(await findKeyring(site, session), anchor, covered.toSorted().at(-1))
					: ({ state: 'keyless' } as const);
			faults.unshift(
				...judgeAnchor(anchor, (await readInstallation(session))?.id ?? null),
				...judgeVouching(signed),
				...judgeGuards(guards, shipped),
			);
			return {
				outcome: outcomeOf(faults),
				chains: chains.length,
				...counts,
				protection: protectionOf(guards, shipped),
				anchored: anchor.state === 'kept',
				signed_by: signed.state === 'signed' ? [...signed.keys] : [],
				faults,
			};
		}),
	).catch(unverifiable);
}

interface OneChain {
	readonly chain: string;
	readonly chains: readonly string[];
	readonly rows: readonly LedgerRow[];
	readonly head: ChainHead | undefined;
	readonly header: Header | null;
	readonly places: () => Promise<PlaceIndex>;
}

/** A chain that passes is looked at once; of one that does not, it is then told what was done to it. */
async function verifyOne(site: Site, { chain, chains, rows, head, header, places }: OneChain): Promise<LedgerFault[]> {
	const known = { anchor: head, chains: chains.filter((other) => other !== chain) };
	const first = verifyChain(chain, rows, { anchor: head });
	const isAltered = first.some(({ fault }) => fault === 'edited');
	const faults = isAltered ? verifyChain(chain, rows, { ...known, index: await places() }) : first;
	const placed =
		faults.length > 0 ? placeByCopies(faults, rows, await readCopies(site.artifactsDir, chain), head) : faults;
	// Of a chain that is gone altogether, the anchor has said it.
	return head && rows.length === 0 ? placed : [...placed, ...compareHeader(chain, rows, header)];
}

async function readShipped(site: Site) {
	const migrations = await readControlMigrations(site.packageRoot);
	return {
		version: migrations.at(-1)?.version ?? 0,
		functions: shippedFunctions(migrations.map(({ sql }) => sql)),
	};
}

/** The session reads one query at a time, and what was read stays. */
function once<Result>(read: () => Promise<Result>): () => Promise<Result> {
	let result: Promise<Result> | undefined;
	return () => {
		result ??= read();
		return result;
	};
}

/** insufficient_privilege, undefined_column, undefined_table, undefined_object */
const unreadable = ['42501', '42703', '42P01', '42704'];

/** A table or column that is gone, or a right: nothing could be looked at, which is not the same as nothing found. */
function unverifiable(error: unknown): LedgerVerification {
	const { code, message } = error as { code?: unknown; message: string };
	if (typeof code !== 'string' || !unreadable.includes(code)) throw error;
	const fault = ledgerFault('unreadable', {
		chain: 'cutter_control',
		seq: 0,
		message: `the ledger cannot be read: ${message}`,
		expected: 'the tables of sql/control, readable for the migration role',
		found: message,
	});
	const nothing = { chains: 0, records: 0, beyond_anchor: 0, protection: 'tamper_evident', anchored: false } as const;
	return { outcome: 'error', ...nothing, signed_by: [], faults: [fault] };
}
