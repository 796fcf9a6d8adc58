/**
 * POSIX.1-1988 "ustar", and of POSIX.1-2001 "pax" the one thing that it lacks: names beyond 100 bytes, or beyond ASCII.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange Format"
 */
export const blockSize = 512;

export const typeFlags = { file: '0', folder: '5', extended: 'x' } as const;

export interface Field {
	readonly at: number;
	readonly length: number;
}

const field = (at: number, length: number): Field => ({ at, length });

export const fields = {
	name: field(0, 100),
	mode: field(100, 8),
	uid: field(108, 8),
	gid: field(116, 8),
	size: field(124, 12),
	mtime: field(136, 12),
	checksum: field(148, 8),
	type: field(156, 1),
	magic: field(257, 6),
	version: field(263, 2),
	major: field(329, 8),
	minor: field(337, 8),
	prefix: field(345, 155),
} as const;

/** The sum of a header's bytes, its own field taken as blanks. */
export function checksumOf(block: Uint8Array): number {
	const { at, length } = fields.checksum;
	const sum = block.reduce((total, byte) => total + byte, 0);
	const own = block.subarray(at, at + length).reduce((total, byte) => total + byte, 0);
	return sum - own + length * 0x20;
}
