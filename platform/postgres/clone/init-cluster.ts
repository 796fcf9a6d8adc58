import { chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { requireProgram } from '../programs/assert-client-fits.ts';
import type { PgPrograms } from '../programs/find-programs.ts';
import { runProgram } from '../programs/run-program.ts';
import { dataFolderOf } from './cluster-folder.ts';
import { type DatabaseLocale, initdbLocaleArgs } from './database-locale.ts';
import { type Account, findInitAccount, giveToOwnAccount } from './server-account.ts';

export interface InitOrder {
	readonly programs: PgPrograms;
	readonly folder: string;
	readonly locale: DatabaseLocale;
	readonly superuser: string;
	readonly password: string;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Runs initdb in a cluster's folder: passwords everywhere, for a clone holds production's hashes and tokens.
 * @returns the account that owns the data and has to run the server; null: this process's own
 * @throws CutterError GATE_NOT_MET with initdb's first words
 */
export async function initCluster(order: InitOrder): Promise<Account | null> {
	const account = await findInitAccount();
	if (account) await chown(order.folder, account.uid, account.gid);
	const passwordFile = await writePassword(order, account);
	const end = await runProgram({
		path: requireProgram(order.programs, 'initdb').path,
		args: [
			`--pgdata=${dataFolderOf(order.folder)}`,
			'--no-sync',
			`--username=${order.superuser}`,
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			...initdbLocaleArgs(order.locale),
		],
		cwd: order.folder,
		signal: order.signal,
		...(account && { account }),
	});
	await rm(passwordFile);
	if (end.code !== 0) throw describeInitFailure(end.stderr, order.locale);
	return account && (await giveToOwnAccount([dataFolderOf(order.folder), order.folder], account));
}

async function writePassword({ folder, password }: InitOrder, account: Account | null): Promise<string> {
	const file = join(folder, 'initial-password');
	await writeFile(file, password, { mode: 0o600, flag: 'wx' });
	if (account) await chown(file, account.uid, account.gid);
	return file;
}

function describeInitFailure(stderr: string, locale: DatabaseLocale): CutterError {
	const said = stderr
		.split('\n')
		.filter((line) => line !== '')
		.slice(0, 4)
		.join('\n');
	const remedy = /invalid locale name/.test(said)
		? ` This machine lacks a locale of production (${locale.lc_collate}, ${locale.lc_ctype}): generate it.`
		: '';
	return new CutterError('GATE_NOT_MET', `A clone's cluster could not be made.${remedy}\n${said}`, {
		stderr: said,
		locale,
	});
}
