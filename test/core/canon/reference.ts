// The rule again, as anyone would write it at first: slow, by the runtime's own Unicode, without offsets. The library must
// agree with it wherever the runtime knows the pinned version's code points.

/** White_Space of Unicode 16.0.0 without CR and LF, as PropList.txt lists it. */
export const spaces = [
	0x09, 0x0b, 0x0c, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
	0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
];
const space = `[${spaces.map((one) => `\\u{${one.toString(16)}}`).join('')}]`;
const trailing = new RegExp(`${space}+$`, 'u');

export function referenceText(source: string): string {
	const lines = source
		.replace(/^\uFEFF+/u, '')
		.normalize('NFC')
		.split(/\r\n|\r|\n/u)
		.map((line) => line.replace(trailing, ''));
	return `${lines.join('\n').replace(/\n+$/u, '')}\n`;
}

/** Letters and numbers of scripts that put no spaces between words, as far as a regular expression can name them. */
const alone = '[[\\p{L}\\p{N}]&&[\\p{Ideographic}\\p{Script=Hiragana}\\p{Script=Katakana}\\u{30FC}\\u{FF70}]]';
const extend = `[\\p{M}\\p{Cf}]`;
const tokens = new RegExp(
	`\\n|${space}+|${alone}${extend}*|[[\\p{L}\\p{N}]--${alone}](?:[[\\p{L}\\p{N}]--${alone}]|${extend})*|[\\s\\S]${extend}*`,
	'gv',
);

export function referenceTokens(canonical: string): string[] {
	return canonical.match(tokens) ?? [];
}

/** Scripts of which some letters stand alone and others do not, by a property that regular expressions do not know. */
const unnamed = [
	...['Thai', 'Lao', 'Myanmar', 'Khmer', 'Tai_Le', 'New_Tai_Lue', 'Tai_Tham', 'Tai_Viet', 'Ahom', 'Balinese', 'Batak'],
	...['Brahmi', 'Cham', 'Dives_Akuru', 'Grantha', 'Gurung_Khema', 'Javanese', 'Kawi', 'Makasar', 'Tulu_Tigalari'],
];
export const unnamedScripts: RegExp = new RegExp(unnamed.map((script) => `\\p{Script=${script}}`).join('|'), 'u');
