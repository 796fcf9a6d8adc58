import { execFileSync } from 'node:child_process';

/** Whom PostgreSQL's programs run as. */
export interface SystemAccount {
	readonly uid: number;
	readonly gid: number;
}

/** PostgreSQL refuses to run as root: a root process lends it the account `postgres`, any other its own. */
export function serverAccount(): SystemAccount {
	const uid = process.getuid?.() ?? 0;
	const gid = process.getgid?.() ?? 0;
	if (uid !== 0) return { uid, gid };
	const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}
