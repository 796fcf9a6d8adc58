import { describe, expect, it } from 'vitest';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { parseEnv } from '../../platform/env.ts';

const canary = 'pa55-canary';

function refusal(env: Readonly<Record<string, unknown>>): CutterError | undefined {
	try {
		parseEnv(env);
		return undefined;
	} catch (error) {
		if (error instanceof CutterError) return error;
		throw error;
	}
}

it('an empty environment has every default', () => {
	expect(parseEnv({})).toEqual({
		PLANS_DIR: [],
		BACKUP_MAX_AGE_MINUTES: 60,
		CLONES_DIR: '/var/tmp',
		BACKUP_PROFILE: 'standard',
		RETENTION_DAYS: 30,
		APPROVAL_TTL_HOURS: 72,
		LOCK_TIMEOUT_MS: 5_000,
		STATEMENT_TIMEOUT_MS: 600_000,
		REVISION_POLICY: 'same',
	});
});

it.each([
	['an empty text', ''],
	['null', null],
	['undefined', undefined],
])('%s is no value', (_what, nothing) => {
	const names = ['DATABASE_URL', 'PG_BIN', 'PLANS_DIR', 'RETENTION_DAYS', 'TOOL_ACCOUNTS', 'REVISION_POLICY'];
	expect(parseEnv(Object.fromEntries(names.map((name) => [`CUTTER_${name}`, nothing])))).toEqual(parseEnv({}));
});

it('what has another prefix is not read', () => {
	expect(parseEnv({ RETENTION_DAYS: 'x', DB_PASSWORD: canary, cutter_RETENTION_DAYS: 90 })).toEqual(parseEnv({}));
});

describe('takes values as Directus casts them', () => {
	it.each<[string, string, unknown, Record<string, unknown>]>([
		['a number as a number', 'RETENTION_DAYS', 90, { RETENTION_DAYS: 90 }],
		['a number as a text', 'RETENTION_DAYS', '90', { RETENTION_DAYS: 90 }],
		['no compression', 'BACKUP_LEVEL', 0, { BACKUP_LEVEL: 0 }],
		['a fraction', 'BACKUP_MAX_AGE_MINUTES', '0.5', { BACKUP_MAX_AGE_MINUTES: 0.5 }],
		['a folder whose name is a number', 'PG_BIN', 15, { PG_BIN: '15' }],
		['one folder as a text', 'PLANS_DIR', '/a', { PLANS_DIR: ['/a'] }],
		['folders as a text', 'PLANS_DIR', '/a, /b,', { PLANS_DIR: ['/a', '/b'] }],
		['folders as an array', 'PLANS_DIR', ['/a', ' /b ', ''], { PLANS_DIR: ['/a', '/b'] }],
		['folders as an array with a number', 'PLANS_DIR', [7, '/b'], { PLANS_DIR: ['7', '/b'] }],
		[
			'tool accounts as a text',
			'TOOL_ACCOUNTS',
			'executor=a@x, verifier = b@x',
			{ TOOL_ACCOUNTS: { executor: 'a@x', verifier: 'b@x' } },
		],
		[
			'tool accounts as an array',
			'TOOL_ACCOUNTS',
			['verifier=b@x', 'executor=a@x'],
			{ TOOL_ACCOUNTS: { executor: 'a@x', verifier: 'b@x' } },
		],
		[
			'a connection',
			'DATABASE_URL',
			'postgres://u:p@%2Fvar%2Frun/db',
			{ DATABASE_URL: 'postgres://u:p@%2Fvar%2Frun/db' },
		],
	])('%s', (_what, name, value, read) => {
		expect(parseEnv({ [`CUTTER_${name}`]: value })).toMatchObject(read);
	});
});

describe('refuses a wrong value by its name, and never shows it', () => {
	it.each<[string, string, unknown]>([
		['a connection to another kind of database', 'DATABASE_URL', `mysql://u:${canary}@h/d`],
		['a connection that is no URL', 'DATABASE_URL', canary],
		['a connection with a comma, cast to an array', 'DATABASE_URL', ['postgres://u:p', `${canary}@h/d`]],
		['an admin connection that is no URL', 'ADMIN_DATABASE_URL', `postgres//u:${canary}@h`],
		['a folder that is an object', 'PG_BIN', { [canary]: canary }],
		['two folders where one is meant', 'ARTIFACTS_DIR', [canary, canary]],
		['no number', 'BACKUP_MAX_AGE_MINUTES', canary],
		['an age beyond the hour', 'BACKUP_MAX_AGE_MINUTES', 61],
		['an age of nought', 'BACKUP_MAX_AGE_MINUTES', 0],
		['an unknown profile', 'BACKUP_PROFILE', canary],
		['a level below nought', 'BACKUP_LEVEL', -1],
		['a level beyond nine', 'BACKUP_LEVEL', 10],
		['a retention below 30 days', 'RETENTION_DAYS', 29],
		['a retention of half days', 'RETENTION_DAYS', 30.5],
		['an approval for ever', 'APPROVAL_TTL_HOURS', 721],
		['an approval for no time', 'APPROVAL_TTL_HOURS', 0],
		['no patience with locks', 'LOCK_TIMEOUT_MS', 99],
		['no patience with statements', 'STATEMENT_TIMEOUT_MS', 999],
		['tool accounts in no known form', 'TOOL_ACCOUNTS', canary],
		['an executor alone', 'TOOL_ACCOUNTS', `executor=${canary}`],
		['one account for both', 'TOOL_ACCOUNTS', [`executor=${canary}`, `verifier=${canary}`]],
		['an unknown policy', 'REVISION_POLICY', canary],
	])('%s', (_what, name, value) => {
		const refused = refusal({ [`CUTTER_${name}`]: value });
		expect(refused).toMatchObject({
			code: 'SETUP_NEEDED',
			message: expect.stringMatching(new RegExp(`: CUTTER_${name}: \\w`)),
		});
		expect(JSON.stringify([refused?.message, refused?.facts, refused?.stack])).not.toContain(canary);
	});

	it('all wrong values at once', () => {
		const refused = refusal({ CUTTER_RETENTION_DAYS: 1, CUTTER_REVISION_POLICY: canary, CUTTER_PG_BIN: '/a' });
		expect(refused?.facts['faults']).toEqual([
			expect.stringMatching(/^CUTTER_RETENTION_DAYS: .*30/),
			expect.stringMatching(/^CUTTER_REVISION_POLICY: .*"same"\|"distinct"/),
		]);
	});

	// JavaScript makes numbers of them, so that `true` would be a backup of one minute.
	it.each<[string, unknown]>([
		['a switch where a number is meant', true],
		['an array where a number is meant', [5]],
	])('%s', (_what, value) => {
		expect(refusal({ CUTTER_BACKUP_MAX_AGE_MINUTES: value })).toMatchObject({ code: 'SETUP_NEEDED' });
	});
});
