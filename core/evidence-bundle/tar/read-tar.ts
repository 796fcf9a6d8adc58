import { BundleError } from '../bundle-error.ts';
import type { Member } from '../member.ts';
import { blockSize, checksumOf, type Field, fields, typeFlags } from './header.ts';

/**
 * Reads an archive of plain files, strictly: it may come from anybody. Whatever a reader could take in two ways is
 * refused. Folders are passed over, so that a bundle unpacked and packed again by tar(1) still reads.
 * @throws BundleError
 */
export function readTar(archive: Uint8Array): Member[] {
	const members = new Map<string, Member>();
	let longName: string | null = null;
	let at = 0;
	while (!isZero(blockAt(archive, at))) {
		const header = readHeader(blockAt(archive, at));
		const start = at + blockSize;
		if (start + header.size > archive.length) throw new BundleError(`the archive is cut off inside ${header.name}`);
		const bytes = archive.subarray(start, start + header.size);
		at = start + Math.ceil(header.size / blockSize) * blockSize;
		if (!isZero(archive.subarray(start + header.size, at)))
			throw new BundleError(`something stands behind ${header.name} that is no member`);
		if (header.type === typeFlags.extended) {
			if (longName !== null) throw new BundleError('two extended headers of the archive stand before one member');
			longName = readPaxPath(bytes);
			continue;
		}
		const name = longName ?? header.name;
		longName = null;
		if (header.type === typeFlags.file) addMember(members, { name: assertSafe(name), bytes });
	}
	if (longName !== null) throw new BundleError('an extended header of the archive stands before no member');
	if (!isZero(archive.subarray(at))) throw new BundleError('something follows the end of the archive');
	return [...members.values()];
}

function addMember(members: Map<string, Member>, member: Member): void {
	if (members.has(member.name)) throw new BundleError(`${member.name} is there twice`);
	members.set(member.name, member);
}

interface Header {
	readonly name: string;
	readonly type: string;
	readonly size: number;
}

function blockAt(archive: Uint8Array, at: number): Uint8Array {
	if (at + blockSize > archive.length)
		throw new BundleError('the archive has no end: it is cut off, or no tar archive');
	return archive.subarray(at, at + blockSize);
}

function isZero(bytes: Uint8Array): boolean {
	return bytes.every((byte) => byte === 0);
}

function readHeader(block: Uint8Array): Header {
	const text = ({ at, length }: Field) => utf8(untilNul(block.subarray(at, at + length)));
	// Of GNU's tar the magic is "ustar" and two blanks, of POSIX's "ustar", a NUL and a version.
	if (!text(fields.magic).startsWith('ustar')) throw new BundleError('this is no tar archive');
	const checksum = text(fields.checksum);
	if (!/^ *[0-7]+ *$/.test(checksum) || Number.parseInt(checksum, 8) !== checksumOf(block))
		throw new BundleError('a header of the archive was altered: its checksum does not fit');
	const prefix = text(fields.prefix);
	const name = prefix === '' ? text(fields.name) : `${prefix}/${text(fields.name)}`;
	return { name, type: readType(text(fields.type), name), size: readSize(text(fields.size), name) };
}

function untilNul(bytes: Uint8Array): Uint8Array {
	const end = bytes.indexOf(0);
	return end < 0 ? bytes : bytes.subarray(0, end);
}

function readType(flag: string, name: string): string {
	// Before POSIX a plain file had no flag.
	const type = flag === '' ? typeFlags.file : flag;
	if (Object.values<string>(typeFlags).includes(type)) return type;
	throw new BundleError(`${name} is neither file nor folder`);
}

function readSize(octal: string, name: string): number {
	if (!/^[0-7]{1,11} ?$/.test(octal)) throw new BundleError(`${name} has no size that can be read`);
	return Number.parseInt(octal, 8);
}

/** The name that an extended header gives to the entry after it; whatever else it says does not matter here. */
function readPaxPath(bytes: Uint8Array): string | null {
	let path: string | null = null;
	for (let rest = bytes; rest.length > 0; ) {
		const [, digits] = /^(\d{1,6}) /.exec(Buffer.from(rest.subarray(0, 8)).toString('latin1')) ?? [];
		const length = Number(digits);
		const record = utf8(rest.subarray(0, length));
		if (digits === undefined || length > rest.length || !record.endsWith('\n'))
			throw new BundleError('an extended header of the archive cannot be read');
		const [, keyword, value = ''] = /^\d+ ([^=]+)=([\s\S]*)\n$/.exec(record) ?? [];
		if (keyword === 'path') path = value;
		if (keyword === 'size') throw new BundleError('a member of the archive is larger than this reads');
		rest = rest.subarray(length);
	}
	return path;
}

function utf8(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		throw new BundleError('a header of the archive is not UTF-8');
	}
}

/** A name that leads out of the folder it is unpacked in is refused, although nothing is unpacked here. */
function assertSafe(name: string): string {
	const plain = name.replace(/^(\.\/)+/, '');
	const parts = plain.replace(/\/$/, '').split('/');
	// Control characters and backslashes mean something to shells, and to sha256sum.
	const odd = /[\p{Cc}\\]/u.test(plain);
	if (odd || parts.some((part) => part === '' || part === '.' || part === '..'))
		throw new BundleError(`the name ${JSON.stringify(name)} is not one of a bundle`);
	return plain;
}
