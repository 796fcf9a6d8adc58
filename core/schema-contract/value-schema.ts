import { z } from 'zod';

// PostgreSQL's text holds no U+0000, and no lone surrogate survives the way there.
const text = z
	.string()
	.refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'holds what PostgreSQL cannot');
const moment = z.union([z.date(), z.iso.datetime({ offset: true })]);
const json: z.ZodType = z.lazy(() =>
	z.union([text, z.number(), z.boolean(), z.null(), z.array(json), z.record(text, json)]),
);
// The document itself is not null: for a driver null means NULL.
const document = z.union([text, z.number(), z.boolean(), z.array(json), z.record(text, json)]);
const wholeNumber = (bits: number) =>
	z
		.int()
		.min(-(2 ** (bits - 1)))
		.max(2 ** (bits - 1) - 1);

const plain: Readonly<Record<string, z.ZodType>> = {
	text,
	varchar: text,
	uuid: z.guid(),
	bool: z.boolean(),
	int2: wholeNumber(16),
	int4: wholeNumber(32),
	// Beyond what a number holds exactly, a text.
	int8: z.union([z.int(), z.string().regex(/^-?\d{1,18}$/)]),
	numeric: z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]),
	float8: z.number(),
	timestamptz: moment,
	date: z.iso.date(),
	json: document,
	jsonb: document,
};

/**
 * What a column of the type takes, as a program holds it: `timestamptz` a Date or an ISO text with its offset.
 * @param type in the spelling of `readType`
 * @returns undefined for a type that it does not know
 */
export function valueSchema(type: string): z.ZodType | undefined {
	const limit = /^varchar\((\d+)\)$/.exec(type)?.[1];
	if (limit === undefined) return plain[type];
	// PostgreSQL counts characters, not UTF-16 units.
	return text.refine((value) => [...value].length <= Number(limit), `is longer than ${limit} characters`);
}
