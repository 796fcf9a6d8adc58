import type { Member } from '../member.ts';
import { blockSize, checksumOf, type Field, fields, typeFlags } from './header.ts';

/**
 * A tar archive, the same bytes for the same members on every machine: no owner, no clock, one mode. Written here, since
 * what of the lock file could write one streams, and asks for more settings than this has lines.
 * @param mtime seconds since 1970, for all members
 */
export function writeTar(members: readonly Member[], mtime: number): Uint8Array {
	const blocks = members.flatMap(({ name, bytes }) => [...writeName(name, mtime), ...writeEntry(name, bytes, mtime)]);
	return Buffer.concat([...blocks, Buffer.alloc(2 * blockSize)]);
}

const longest = 8 ** 11 - 1;

function writeEntry(name: string, bytes: Uint8Array, mtime: number): Uint8Array[] {
	const fits = isPlain(name) ? name : shortened(name);
	return [writeHeader(fits, typeFlags.file, bytes.length, mtime), bytes, padding(bytes.length)];
}

/** A record of its own before the entry, where the name does not fit into the entry's header. */
function writeName(name: string, mtime: number): Uint8Array[] {
	if (isPlain(name)) return [];
	const record = Buffer.from(paxRecord('path', name));
	return [writeHeader('pax/path', typeFlags.extended, record.length, mtime), record, padding(record.length)];
}

function isPlain(name: string): boolean {
	return name.length <= fields.name.length && /^[\x20-\x7e]*$/.test(name);
}

/** For readers that do not know pax: better than nothing. */
function shortened(name: string): string {
	return name.replaceAll(/[^\x20-\x7e]/g, '_').slice(-fields.name.length);
}

/** `<length> <keyword>=<value>\n`, where the length counts its own digits. */
function paxRecord(keyword: string, value: string): string {
	const rest = ` ${keyword}=${value}\n`;
	const bytes = Buffer.byteLength(rest);
	let length = bytes + 1;
	while (bytes + String(length).length !== length) length += 1;
	return `${length}${rest}`;
}

function writeHeader(name: string, type: string, size: number, mtime: number): Uint8Array {
	if (size > longest) throw new RangeError(`${name} has ${size} bytes, and ustar takes at most ${longest}`);
	const block = Buffer.alloc(blockSize);
	const text = (at: number, value: string) => block.write(value, at, 'latin1');
	const octal = ({ at, length }: Field, value: number) => text(at, `${value.toString(8).padStart(length - 1, '0')}\0`);
	text(fields.name.at, name);
	octal(fields.mode, 0o600);
	for (const nought of [fields.uid, fields.gid, fields.major, fields.minor]) octal(nought, 0);
	octal(fields.size, size);
	octal(fields.mtime, mtime);
	text(fields.type.at, type);
	text(fields.magic.at, 'ustar\0');
	text(fields.version.at, '00');
	// Six digits, a NUL and a blank: the one field that is written otherwise, by old custom.
	text(fields.checksum.at, `${checksumOf(block).toString(8).padStart(6, '0')}\0 `);
	return block;
}

function padding(size: number): Uint8Array {
	return Buffer.alloc((blockSize - (size % blockSize)) % blockSize);
}
