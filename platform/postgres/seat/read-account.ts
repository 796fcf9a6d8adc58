import { z } from 'zod';
import { accountFingerprint } from '../../../core/seat/account-fingerprint.ts';
import type { Session } from '../session.ts';

/** A Directus account without its credentials. */
export interface Account {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly active: boolean;
	readonly fingerprint: string;
}

const row = z.object({
	id: z.string(),
	email: z.string().nullable(),
	name: z.string(),
	status: z.string(),
	role: z.string().nullable(),
	password: z.string().nullable(),
	token: z.string().nullable(),
	tfa_secret: z.string().nullable(),
	provider: z.string(),
});

const select = `SELECT id::text, email, status, role::text, password, token, tfa_secret, provider,
	COALESCE(NULLIF(trim(concat_ws(' ', first_name, last_name)), ''), email, id::text) AS name FROM public.directus_users`;

export async function readAccount(session: Session, id: string): Promise<Account | null> {
	const { rows } = await session.query(`${select} WHERE id = $1`, [id]);
	return rows[0] ? toAccount(rows[0]) : null;
}

export async function readAccountByEmail(session: Session, email: string): Promise<Account | null> {
	const { rows } = await session.query(`${select} WHERE lower(email) = lower($1)`, [email]);
	return rows[0] ? toAccount(rows[0]) : null;
}

function toAccount(raw: Record<string, unknown>): Account {
	const marks = row.parse(raw);
	return {
		id: marks.id,
		email: marks.email ?? '',
		name: marks.name,
		active: marks.status === 'active',
		fingerprint: accountFingerprint(marks),
	};
}
