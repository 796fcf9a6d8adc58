import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

const iterations = 4096;

/**
 * What PostgreSQL stores of a password (RFC 5803): given in its place, the password itself is in no statement, and so in
 * no log of a server that logs them.
 * @param password of ASCII characters, which need no SASLprep
 */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
	const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
	const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest();
	const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64');
	const server = keyOf('Server Key').toString('base64');
	return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${server}`;
}
