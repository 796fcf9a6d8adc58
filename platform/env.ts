import { z } from 'zod';
import { backupProfiles } from '../core/backup/choose-level.ts';
import { CutterError } from '../core/errors/cutter-error.ts';

// Directus casts what it reads from .env: a number, a boolean, or an array where a comma stands.
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const list = z
	.union([text, z.array(text)])
	.transform((value) => (Array.isArray(value) ? value : value.split(',')).map((item) => item.trim()).filter(Boolean));

// Not `z.coerce.number()`: to JavaScript `true` is 1 and `[5]` is 5.
const number = z.union([
	z.number(),
	z
		.string()
		.regex(/^\d+(\.\d+)?$/, 'expected a number')
		.transform(Number),
]);

const toolAccounts = list.transform((items, context) => {
	const entries = items.map((item) => item.split('=').map((part) => part.trim()));
	const accounts = Object.fromEntries(entries) as Record<string, string | undefined>;
	const { executor, verifier } = accounts;
	if (executor && verifier && executor !== verifier) return { executor, verifier };
	context.addIssue({ code: 'custom', message: 'expected executor=<email>,verifier=<email>, two different accounts' });
	return z.NEVER;
});

const cutterEnv = z.object({
	/** Direct connection of the migration role; Directus's own settings when absent. */
	DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
	/** Only for `directus cutter init`: a role that may create roles, for the append-only form. */
	ADMIN_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
	/** Servers for restored copies, of production's major version; a cluster of our own on this machine when absent. */
	RESTORE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
	REHEARSAL_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
	CLONES_DIR: text.default('/var/tmp'),
	PG_BIN: text.optional(),
	ARTIFACTS_DIR: text.optional(),
	PLANS_DIR: list.default([]),
	BACKUP_MAX_AGE_MINUTES: number.pipe(z.number().positive().max(60)).default(60),
	BACKUP_PROFILE: z.enum(backupProfiles).default('standard'),
	BACKUP_LEVEL: number.pipe(z.number().int().min(0).max(9)).optional(),
	RETENTION_DAYS: number.pipe(z.number().int().min(30)).default(30),
	APPROVAL_TTL_HOURS: number.pipe(z.number().positive().max(720)).default(72),
	LOCK_TIMEOUT_MS: number.pipe(z.number().int().min(100)).default(5_000),
	STATEMENT_TIMEOUT_MS: number.pipe(z.number().int().min(1_000)).default(600_000),
	TOOL_ACCOUNTS: toolAccounts.optional(),
	/** Private keys of the pair's halves; among the artefacts unless they are named. */
	SIGNING_KEY_FILE: text.optional(),
	VERIFIER_KEY_FILE: text.optional(),
	REVISION_POLICY: z.enum(['same', 'distinct']).default('same'),
});
export type CutterEnv = z.infer<typeof cutterEnv>;

const prefix = 'CUTTER_';

/**
 * Reads every `CUTTER_` variable.
 * @throws CutterError SETUP_NEEDED naming each wrong variable and what it expects; values are never shown, they may hold passwords
 */
export function parseEnv(env: Readonly<Record<string, unknown>>): CutterEnv {
	const known = Object.keys(cutterEnv.shape).map((key) => [key, present(env[prefix + key])] as const);
	const parsed = cutterEnv.safeParse(Object.fromEntries(known.filter(([, value]) => value !== undefined)));
	if (parsed.success) return parsed.data;
	const faults = parsed.error.issues.map(({ path, message }) => `${prefix}${path.join('.')}: ${message}`);
	throw new CutterError('SETUP_NEEDED', `The environment is not usable: ${faults.join('; ')}.`, { faults });
}

function present(value: unknown): unknown {
	return value === '' || value === null ? undefined : value;
}
