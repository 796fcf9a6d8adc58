import fc from 'fast-check';
import { classOf, RESERVED } from '../../../core/canon/unicode/properties.ts';
import { spaces } from './reference.ts';

/** Code points with which the rule has something to do. */
const eventful = [
	...[0x0a, 0x0a, 0x0d, 0xfeff, ...spaces],
	...[0x61, 0x65, 0x6f, 0x5f, 0x2d, 0x2013, 0x1f600, 0x4e00, 0x30ab, 0x0e01],
	// Marks: classes 220, 230, 202, 129, 1, 0; decomposable ones; one beyond the BMP.
	...[0x0323, 0x0301, 0x0302, 0x0321, 0x0f71, 0x0334, 0x034f, 0x0344, 0x0340, 0x0f73, 0x1d165],
	// Compose with what stands before them, and are no marks.
	...[0x1100, 0x1161, 0x11a8, 0xac00, 0x09c7, 0x09be, 0x16d63, 0x16d67, 0x16d68, 0x1611e, 0x16121, 0x113c2, 0x1138b],
	// Change by themselves.
	...[0x037e, 0x1fef, 0x212a, 0x212b, 0x0958, 0x2adc, 0xfb2c, 0x1d15e, 0xf900, 0x2f800],
	...[0x1ea5, 0xe9, 0x200d, 0x00ad, 0xe0001, 0xfdd0, 0xffff, 0x00, 0x10ffff],
];

const anyCodePoint = fc
	.integer({ min: 0, max: 0x10ffff })
	.map((one) => (one >= 0xd800 && one <= 0xdfff ? one - 0xd800 : one));
const codePoint = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...eventful) },
	{ weight: 1, arbitrary: anyCodePoint },
);

function textOf(codePoints: number[]): string {
	return codePoints.map((one) => String.fromCodePoint(one)).join('');
}

/** Any text at all, made mostly of what the rule acts on. */
export const anyText: fc.Arbitrary<string> = fc.array(codePoint, { maxLength: 24 }).map(textOf);

/** The same of code points that the pinned version assigns, on which every later version agrees. */
export const assignedText: fc.Arbitrary<string> = fc
	.array(
		codePoint.filter((one) => classOf(one) !== RESERVED),
		{ maxLength: 24 },
	)
	.map(textOf);

/** Bytes that are seldom UTF-8, and nearly are. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
	fc.uint8Array({ maxLength: 24 }),
	fc
		.array(
			fc.constantFrom(0x61, 0x0a, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xa0, 0xed, 0xef, 0xbb, 0xf0, 0x90, 0xf4, 0x8f, 0xff),
			{ maxLength: 12 },
		)
		.map((bytes) => Uint8Array.from(bytes)),
);

/** CANON_RUNS asks for more of them than an ordinary run makes. */
export const runs = Number(process.env['CANON_RUNS'] ?? 2000);
