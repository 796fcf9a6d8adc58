import type { Import } from './list-imports.ts';

interface Rule {
	/** The files that it binds. */
	readonly of: RegExp;
	/** The files that they may import. */
	readonly files: RegExp;
	/** The files and packages that they may import types from, and nothing that runs. */
	readonly types?: RegExp;
	/** The packages and built-ins that they may import. */
	readonly packages: RegExp;
}

const ANY = /^/;
// I/O is platform's alone; an action passes connections on, so their types it may name.
const NO_IO = /^(zod|node:(crypto|path|timers\/promises|util))$/;
// What crosses the wire is parsed with the contract's zod schemas.
const IN_BROWSER = /^(zod|vue|vue-router|vue-i18n|pinia|@directus\/[\w-]+)$/;
const ENTRIES = ['endpoint-cutter', 'hook-signals'];

/** Who may import whom. The first rule that binds a file counts; a file that none binds is in no layer. */
export const importRules: readonly Rule[] = [
	{ of: /^contract\//, files: /^contract\//, packages: /^zod$/ },
	{
		of: /^core\//,
		files: /^(contract|core)\//,
		packages: /^(node:crypto|zod|yaml|@libpg-query\/parser\/wasm\/index\.cjs)$/,
	},
	{ of: /^platform\//, files: /^(contract|core|platform)\//, packages: ANY },
	{ of: /^actions\//, files: /^(contract|core|platform|actions)\//, packages: NO_IO, types: /^(pg|knex)$/ },
	{ of: /^extensions\/module-readiness\//, files: /^(contract|extensions\/module-readiness)\//, packages: IN_BROWSER },
	{
		of: /^extensions\/operation-migrate\/(?!api\.ts$)/,
		files: /^(contract\/|extensions\/operation-migrate\/(?!api\.ts$))/,
		packages: IN_BROWSER,
	},
	apiEntry('operation-migrate'),
	...ENTRIES.map(apiEntry),
];

function apiEntry(name: string): Rule {
	return {
		of: new RegExp(`^extensions/${name}/`),
		files: new RegExp(`^(actions|platform|core|contract|extensions/${name})/`),
		packages: ANY,
	};
}

/** What is wrong with an import, as a sentence; null when it is allowed. */
export function judgeImport(one: Import): string | null {
	const rule = importRules.find(({ of }) => of.test(one.file));
	if (rule === undefined) return `${one.file} lies in no layer`;
	if ((one.isFile ? rule.files : rule.packages).test(one.target)) return null;
	if (rule.types?.test(one.target)) return one.isType ? null : `${one.file} imports more than types of ${one.target}`;
	return `${one.file} imports ${one.isFile ? '' : 'the package '}${one.target}`;
}
