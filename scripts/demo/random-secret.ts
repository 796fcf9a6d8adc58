import { randomBytes } from 'node:crypto';

/** 192 random bits in letters, digits, `-` and `_`: safe in a URL, in SQL and in an environment file as it stands. */
export function randomSecret(): string {
	return randomBytes(24).toString('base64url');
}
