import { randomInt } from 'node:crypto';
import { chown, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CutterError } from '../../../core/errors/cutter-error.ts';

export interface Account {
	readonly uid: number;
	readonly gid: number;
}

/** A range that no system hands out to people, services or containers (systemd's UIDS-GIDS page). */
const unusedIds = { from: 0x7000_0000, to: 0x7fff_ffff } as const;

/**
 * Whom initdb runs as: nobody changes when this process is unprivileged; root lends an account, for PostgreSQL refuses root.
 * @throws CutterError SETUP_NEEDED when root finds neither `postgres` nor `nobody`
 */
export async function findInitAccount(): Promise<Account | null> {
	if (process.getuid?.() !== 0) return null;
	const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
	for (const name of ['postgres', 'nobody']) {
		const [, , uid, gid] = lines.find(([account]) => account === name) ?? [];
		if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
	}
	throw new CutterError(
		'SETUP_NEEDED',
		'Running as root, and there is neither an account postgres nor nobody to run PostgreSQL as.',
	);
}

/**
 * Gives a clone an account that nobody else has. As `postgres` its functions could read a neighbouring production's
 * files, and sign in to it over its socket as superuser by peer authentication; as `nobody` others could read the clone.
 * Only initdb needs an account with a name. Where such an id cannot be had (a user namespace), the account stays.
 */
export async function giveToOwnAccount(folders: readonly string[], initAccount: Account): Promise<Account> {
	const id = randomInt(unusedIds.from, unusedIds.to);
	try {
		for (const folder of folders) await chownTree(folder, { uid: id, gid: id });
		return { uid: id, gid: id };
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'EPERM')))
			throw error;
		for (const folder of folders) await chownTree(folder, initAccount);
		return initAccount;
	}
}

/** Whether a folder of this owner can be one that this process, or one like it, has made. */
export async function isOwnAccount(uid: number): Promise<boolean> {
	const init = await findInitAccount();
	return (
		uid === process.getuid?.() || uid === init?.uid || (init !== null && uid >= unusedIds.from && uid <= unusedIds.to)
	);
}

async function chownTree(folder: string, { uid, gid }: Account): Promise<void> {
	await chown(folder, uid, gid);
	const entries = await readdir(folder, { recursive: true });
	await Promise.all(entries.map((entry) => chown(join(folder, entry), uid, gid)));
}
