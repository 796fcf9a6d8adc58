import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/digest/sha256.ts';
import { BundleError } from '../../../core/evidence-bundle/bundle-error.ts';
import type { Member } from '../../../core/evidence-bundle/member.ts';
import { checksumOf, fields } from '../../../core/evidence-bundle/tar/header.ts';
import { readTar } from '../../../core/evidence-bundle/tar/read-tar.ts';
import { writeTar } from '../../../core/evidence-bundle/tar/write-tar.ts';

const member = (name: string, text: string | Uint8Array = name): Member => ({ name, bytes: Buffer.from(text) });
const plain = (members: readonly Member[]) =>
	members.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]);
const long = `plan/${'deep/'.repeat(30)}file.sql`;
const members = [
	member('manifest.json', '{}'),
	member('plan/plan.yaml', 'id: tiny\n'),
	member('plan/Đ 32.sql', 'SELECT 1;\n'),
	member(long),
	member('empty', ''),
	member('one block', 'x'.repeat(512)),
	member(
		'bytes',
		Uint8Array.from({ length: 1000 }, (_, n) => n % 256),
	),
];
const archive = writeTar(members, 1_772_366_400);

let dir: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'cutter-tar-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('an archive', () => {
	it('is read back as it was written', () => {
		expect(plain(readTar(archive))).toEqual(plain(members));
	});

	it('of nothing is two empty blocks', () => {
		expect(writeTar([], 0)).toEqual(Buffer.alloc(1024));
		expect(readTar(new Uint8Array(1024))).toEqual([]);
	});

	it('is the same bytes each time, to the last', () => {
		expect(Buffer.from(writeTar(members, 1_772_366_400)).equals(archive)).toBe(true);
		expect(sha256(writeTar([member('a', 'b')], 0))).toBe(
			'5297449a63aed74d966ee95aee98f664a9375c836d97cada0bdffa29121b554a',
		);
	});

	it('says mode, owner and time as they were given', () => {
		writeFileSync(join(dir, 'a.tar'), writeTar([member('a', 'text')], 1_772_366_400));
		const listed = execFileSync('tar', ['--utc', '--numeric-owner', '-tvf', join(dir, 'a.tar')], { encoding: 'utf8' });
		expect(listed.trim().replaceAll(/\s+/g, ' ')).toBe('-rw------- 0/0 4 2026-03-01 12:00 a');
	});

	it('is unpacked by tar(1), names and bytes', () => {
		writeFileSync(join(dir, 'a.tar'), archive);
		execFileSync('tar', ['-C', dir, '-xf', join(dir, 'a.tar')]);
		for (const { name, bytes } of members) expect(readFileSync(join(dir, name)).equals(bytes)).toBe(true);
	});

	it.each(['ustar', 'pax', 'gnu'])('packed again by tar(1) as %s is read, folders passed over', (format) => {
		const short = members.filter(({ name }) => name !== long);
		for (const { name, bytes } of short) {
			mkdirSync(dirname(join(dir, 'm', name)), { recursive: true });
			writeFileSync(join(dir, 'm', name), bytes);
		}
		execFileSync('tar', ['-C', join(dir, 'm'), `--format=${format}`, '-cf', join(dir, 'b.tar'), '.']);
		const read = readTar(readFileSync(join(dir, 'b.tar')));
		expect(plain(read).sort()).toEqual(plain(short).sort());
	});

	it('packed by tar(1) with a long name in two parts is read', () => {
		mkdirSync(dirname(join(dir, 'm', long)), { recursive: true });
		writeFileSync(join(dir, 'm', long), 'long');
		execFileSync('tar', ['-C', join(dir, 'm'), '--format=ustar', '-cf', join(dir, 'b.tar'), 'plan']);
		expect(plain(readTar(readFileSync(join(dir, 'b.tar'))))).toEqual(plain([member(long, 'long')]));
	});

	it('of any members with any names is read back', () => {
		const name = fc
			.array(
				fc
					.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
					.filter((part) => !/[/\\\p{Cc}]|^\.{1,2}$/u.test(part) && part.isWellFormed()),
				{ minLength: 1, maxLength: 4 },
			)
			.map((parts) => parts.join('/'));
		const file = fc.record({ name, bytes: fc.uint8Array({ maxLength: 1200 }) });
		fc.assert(
			fc.property(fc.uniqueArray(file, { selector: (one) => one.name, maxLength: 6 }), (any) => {
				expect(plain(readTar(writeTar(any, 0)))).toEqual(plain(any));
			}),
		);
	});

	it('does not take what tar has no room for', () => {
		const huge = { name: 'huge', bytes: { length: 8 ** 11 } as Uint8Array };
		expect(() => writeTar([huge], 0)).toThrow('huge has 8589934592 bytes, and ustar takes at most 8589934591');
	});
});

describe('what could be taken in two ways is refused', () => {
	/** The first header changed, with a checksum that fits. */
	const altered = (change: (header: Buffer) => void, of: Uint8Array = writeTar([member('a', 'text')], 0)) => {
		const copy = Buffer.from(of);
		change(copy);
		copy.write(`${checksumOf(copy.subarray(0, 512)).toString(8).padStart(6, '0')}\0 `, fields.checksum.at, 'latin1');
		return copy;
	};
	const put = (field: { at: number; length: number }, text: string) => (header: Buffer) => {
		header.fill(0, field.at, field.at + field.length);
		header.write(text, field.at, 'latin1');
	};
	const pax = (record: string) => {
		const made = writeTar([{ name: 'x'.repeat(101), bytes: Buffer.from('') }], 0);
		const copy = altered(put(fields.size, record.length.toString(8).padStart(11, '0')), made);
		copy.fill(0, 512, 1024);
		copy.write(record, 512, 'latin1');
		return copy;
	};
	const extended = writeTar([{ name: 'x'.repeat(101), bytes: Buffer.from('') }], 0).subarray(0, 1024);

	/** False when it is refused; a failure of another kind is one of the test. */
	const isRead = (bytes: Uint8Array) => {
		try {
			return readTar(bytes) !== null;
		} catch (error) {
			expect(error).toBeInstanceOf(BundleError);
			return false;
		}
	};

	it.each<[string, Uint8Array, string]>([
		['nothing at all', new Uint8Array(), 'it is cut off, or no tar archive'],
		['no archive', Buffer.from('{}'.repeat(512)), 'this is no tar archive'],
		['a gzipped one', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(1022)]), 'this is no tar archive'],
		['one cut off in a member', archive.subarray(0, 513), 'the archive is cut off inside manifest.json'],
		['one cut off between members', archive.subarray(0, 1024), 'it is cut off, or no tar archive'],
		['one without its end', archive.subarray(0, -1024), 'it is cut off, or no tar archive'],
		['something behind its end', Buffer.concat([archive, Buffer.from('x')]), 'something follows the end'],
		['an archive behind its end', Buffer.concat([archive, archive]), 'something follows the end'],
		['a name twice', writeTar([member('a'), member('a', 'other')], 0), 'a is there twice'],
		['a name twice, once with a dot before it', writeTar([member('a'), member('./a', 'other')], 0), 'a is there twice'],
		['a name that leads up', writeTar([member('../a')], 0), 'the name "../a" is not one of a bundle'],
		['a name that leads up from inside', writeTar([member('a/../../b')], 0), 'is not one of a bundle'],
		['a name from the root', writeTar([member('/etc/passwd')], 0), 'is not one of a bundle'],
		['a name with a dot inside', writeTar([member('a/./b')], 0), 'is not one of a bundle'],
		['a name with nothing inside', writeTar([member('a//b')], 0), 'is not one of a bundle'],
		['no name', writeTar([member('')], 0), 'is not one of a bundle'],
		['a name with a backslash', writeTar([member('a\\b')], 0), 'is not one of a bundle'],
		['a name with a line feed', writeTar([member('a\nb')], 0), 'is not one of a bundle'],
		[
			'a byte between members',
			Buffer.from(archive).fill(1, 1023, 1024),
			'something stands behind manifest.json that is no member',
		],
		['a name with NUL', pax('11 path=a\0\n'), 'is not one of a bundle'],
		['a link', altered(put(fields.type, '2')), 'a is neither file nor folder'],
		['a device', altered(put(fields.type, '3')), 'a is neither file nor folder'],
		['a header for all members', altered(put(fields.type, 'g')), 'a is neither file nor folder'],
		['a size in another base', altered(put(fields.size, 'ffff')), 'a has no size that can be read'],
		[
			'a size of binary digits',
			altered((header) => {
				header[fields.size.at] = 0x80;
			}),
			'is not UTF-8',
		],
		['no size', altered(put(fields.size, '')), 'a has no size that can be read'],
		['a larger size than there is', altered(put(fields.size, '77777777777')), 'the archive is cut off inside a'],
		['another magic', altered(put(fields.magic, 'ustax')), 'this is no tar archive'],
		[
			'a name that is not UTF-8',
			altered((header) => {
				header[fields.name.at] = 0xff;
			}),
			'a header of the archive is not UTF-8',
		],
		['an extended header without a length', pax('path=a\n'), 'an extended header of the archive cannot be read'],
		['an extended header that is too long', pax('99 path=a\n'), 'an extended header of the archive cannot be read'],
		['an extended header that is too short', pax('8 path=a\n'), 'an extended header of the archive cannot be read'],
		['an extended header of no length', pax('0 path=a\n'), 'an extended header of the archive cannot be read'],
		['an extended header that sets the size', pax('13 size=1000\n'), 'larger than this reads'],
		['two extended headers in a row', Buffer.concat([extended, extended, archive]), 'stand before one member'],
		['an extended header before nothing', Buffer.concat([extended, Buffer.alloc(1024)]), 'stands before no member'],
	])('%s', (_what, bytes, message) => {
		expect(() => readTar(bytes)).toThrow(BundleError);
		expect(() => readTar(bytes)).toThrow(message);
	});

	it('but an old file without a flag is a file, and what else an extended header says does not matter', () => {
		expect(plain(readTar(altered(put(fields.type, ''))))).toEqual(plain([member('a', 'text')]));
		expect(plain(readTar(pax('11 atime=1\n11 path=ab\n')))).toEqual(plain([member('ab', '')]));
	});

	// The checksum itself can be written in several ways: noughts as blanks, its end as two blanks.
	it('a flipped bit of a header is noticed, or is one of its checksum that means nothing', () => {
		for (let bit = 0; bit < 512 * 8; bit += 1) {
			const copy = Buffer.from(archive);
			copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			const own = bit >> 3 >= fields.checksum.at && bit >> 3 < fields.checksum.at + fields.checksum.length;
			if (own && isRead(copy)) expect(plain(readTar(copy))).toEqual(plain(members));
			else expect(() => readTar(copy)).toThrow(BundleError);
		}
	});

	it('bytes of any kind are refused as no bundle, and in no other way', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 2048 }), (bytes) => void isRead(bytes)));
		const flip = fc.tuple(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }));
		fc.assert(
			fc.property(fc.array(flip, { maxLength: 5 }), (flips) => {
				const copy = Buffer.from(archive);
				for (const [at, mask] of flips) copy[at] = (copy[at] ?? 0) ^ mask;
				isRead(copy);
			}),
		);
	});
});
