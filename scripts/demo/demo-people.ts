import { z } from 'zod';
import { accountKind, type SeatId, seatId } from '../../contract/seats.ts';

/** One account of the demo, with what it logs in by: people by password, tools by static token. */
export const account = z.strictObject({
	name: z.string(),
	seats: z.array(seatId),
	kind: accountKind,
	email: z.email(),
	password: z.string().nullable(),
	token: z.string().nullable(),
});
export type Account = z.infer<typeof account>;

/** Studio: app access, which counts as a licensed seat. API: logs in and signs without one. Tool: static token only. */
export type Access = 'admin' | 'studio' | 'api' | 'tool';

export interface Person {
	readonly name: string;
	readonly email: string;
	readonly access: Access;
	readonly seats: readonly SeatId[];
}

const DOMAIN = 'demo.example.com';

function person(mailbox: string, name: string, access: Access, seats: readonly SeatId[] = []): Person {
	return { name, email: `${mailbox}@${DOMAIN}`, access, seats };
}

export const administrator = person('admin', 'Administrator', 'admin');
export const executor = person('executor', 'DOT-IU-CUTTER', 'tool');
export const verifier = person('verifier', 'DOT-IU-CUTTER-VERIFY', 'tool');

/** Without a licence Directus allows three people in the Studio: the administrator and two more. */
export const people: readonly Person[] = [
	person('d32', 'Đ32', 'studio', ['d32']),
	person('g4', 'G-4 and sovereign', 'studio', ['g4', 'sovereign']),
	person('g1', 'G-1', 'api', ['g1']),
	person('g2', 'G-2', 'api', ['g2']),
	person('g3', 'G-3', 'api', ['g3']),
	person('g5', 'G-5', 'api', ['g5']),
	person('dba', 'Operational DBA', 'api', ['dba']),
	person('reviewer', 'Reviewer', 'api', ['reviewer']),
	executor,
	verifier,
];
