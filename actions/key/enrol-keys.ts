import {
	type EnrolledKey,
	type KeyRecord,
	type Keyring,
	type PairHalf,
	pairHalves,
} from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { enrolKey } from '../../core/signature/keyring/enrol-key.ts';
import { rotateKey } from '../../core/signature/keyring/rotate-key.ts';
import { keyInUse } from '../../core/signature/keyring/view-keys.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { changeKeyring } from './change-keyring.ts';
import { findLeftWaiting, type OwnKey, placeOwnKey, prepareOwnKey, requireOwnHost } from './own-key.ts';
import { findKeyring } from './trusted-keyring.ts';

export interface KeyOrder {
	readonly holder: PairHalf;
	/** 32 bytes in lower-case hex, of a key that is made and kept elsewhere; null: one of this host. */
	readonly public_key: string | null;
	/** Who asks. */
	readonly by: string;
}

/** What came of a change of the keyring. */
export interface KeyChange {
	/** Null: only the key file was left to put in its place. */
	readonly record: KeyRecord | null;
	readonly told: readonly string[];
}

/**
 * A key for a half that has none in use. Asked again after a crash, it completes what it began.
 * @throws CutterError WRONG_STATE where it has one, and as `changeKeyring` does
 */
export async function enrolOneKey(site: Site, order: KeyOrder): Promise<KeyChange> {
	const { holder, by } = order;
	const { keyring, inUse } = await readInUse(site, holder);
	const left = await findLeftWaiting(site, holder, inUse);
	if (left) return { record: null, told: await placeOwnKey(left) };
	if (inUse)
		throw new CutterError('WRONG_STATE', `The ${holder} has a key in use, ${inUse.key_id}: rotate or revoke it.`);
	const own = order.public_key === null ? await prepareOwnKey(site, holder, keyring) : null;
	const public_key = own?.public_key ?? order.public_key ?? '';
	return put(site, own, by, (known, stamp) => enrolKey(known, { ...stamp, public_key, holder, not_after: null }));
}

/**
 * A new key in place of the one in use, which signs nothing more from then on. Asked again after a crash, it completes what
 * it began.
 * @throws CutterError WRONG_STATE where the half has none in use, SETUP_NEEDED where the key in use is on another host, and
 * as `changeKeyring` does
 */
export async function rotateOneKey(site: Site, order: KeyOrder): Promise<KeyChange> {
	const { holder, by } = order;
	const { keyring, inUse } = await readInUse(site, holder);
	const left = await findLeftWaiting(site, holder, inUse);
	if (left) return { record: null, told: await placeOwnKey(left) };
	if (!inUse) throw new CutterError('WRONG_STATE', `The ${holder} has no key in use: enrol one.`);
	if (order.public_key === null) await requireOwnHost(site, holder, keyring, inUse);
	const own = order.public_key === null ? await prepareOwnKey(site, holder, keyring) : null;
	const public_key = own?.public_key ?? order.public_key ?? '';
	const { key_id } = inUse;
	return put(site, own, by, (known, stamp) =>
		rotateKey(known, { ...stamp, public_key, not_after: null, replaces: key_id }),
	);
}

/** Gives each half that has no key in use one of its own. @returns what was done */
export async function enrolKeys(site: Site): Promise<string[]> {
	const done: string[] = [];
	for (const holder of pairHalves) {
		if ((await readInUse(site, holder)).inUse) continue;
		const { told } = await enrolOneKey(site, { holder, public_key: null, by: 'init' });
		done.push(`${holder} key enrolled; ${told.join('; ')}`);
	}
	return done;
}

/** By the keyring's file, also where the ledger is one change ahead of it: what was begun is completed from there. */
async function readInUse(site: Site, holder: PairHalf): Promise<{ keyring: Keyring; inUse: EnrolledKey | null }> {
	return withPooled(site.pool, async (session) => {
		const found = await findKeyring(site, session);
		if (found.state === 'unreadable') throw new CutterError('SETUP_NEEDED', found.reason);
		const now = (await readClock(session)).toISOString();
		return { keyring: found.keyring, inUse: keyInUse(found.keyring, holder, now) };
	});
}

async function put(
	site: Site,
	own: OwnKey | null,
	by: string,
	change: Parameters<typeof changeKeyring>[2],
): Promise<KeyChange> {
	const told: string[] = [];
	const record = await changeKeyring(site, by, change, async () => {
		if (own) told.push(...(await placeOwnKey(own)));
	});
	return { record, told };
}
