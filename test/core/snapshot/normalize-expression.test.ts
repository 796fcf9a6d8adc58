import { describe, expect, it } from 'vitest';
import { normalizeExpression } from '../../../core/snapshot/normalize-expression.ts';

describe('an array cast as a whole becomes an array of cast elements', () => {
	it.each([
		[
			`CHECK (((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))`,
			`CHECK (((status)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])))`,
		],
		[
			`(ARRAY['it''s, '::text, E'a\\',b'::text])::shop."Odd, ""Type"[]`,
			`ARRAY[('it''s, '::text)::shop."Odd, ""Type", (E'a\\',b'::text)::shop."Odd, ""Type"]`,
		],
		[`(ARRAY[f(a, b), ((c + 1))])::numeric(8,2)[]`, `ARRAY[(f(a, b))::numeric(8,2), (((c + 1)))::numeric(8,2)]`],
		[
			`(ARRAY[ARRAY[1, 2], ARRAY[3, 4]])::bigint[]`,
			`ARRAY[ARRAY[(1)::bigint, (2)::bigint], ARRAY[(3)::bigint, (4)::bigint]]`,
		],
		[`x((ARRAY[y((ARRAY['a'])::text[])])::text[])`, `x(ARRAY[(y(ARRAY[('a')::text]))::text])`],
		[`(ARRAY[a[1], b])::text[]`, `ARRAY[(a[1])::text, (b)::text]`],
	])('%s', (first, second) => {
		expect(normalizeExpression(first)).toBe(second);
		expect(normalizeExpression(second)).toBe(second);
	});
});

describe('everything else stays as it is', () => {
	it.each([
		`'(ARRAY[1])::text[]'::text`,
		`"(ARRAY[1])::text[]"`,
		`(ARRAY[1, 2])`,
		`(ARRAY[1, 2])[1]`,
		`(ARRAY[1, 2])::text`,
		`ARRAY[('a'::character varying)::text]`,
		`(ARRAY[`,
		`(ARRAY['a`,
		'',
	])('%s', (text) => {
		expect(normalizeExpression(text)).toBe(text);
	});
});
