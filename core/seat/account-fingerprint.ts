import { digestOf } from '../digest/sha256.ts';

/** What of an account decides who can act as it. Holds credentials: never leaves the process, only its digest does. */
export interface AccountMarks {
	readonly id: string;
	readonly email: string | null;
	readonly status: string;
	readonly role: string | null;
	readonly password: string | null;
	readonly token: string | null;
	readonly tfa_secret: string | null;
	readonly provider: string;
}

/** Changes when role, status, password, token or second factor of the account change. */
export function accountFingerprint(marks: AccountMarks): string {
	const { id, email, status, role, password, token, tfa_secret, provider } = marks;
	return digestOf({ id, email, status, role, password, token, tfa_secret, provider });
}
