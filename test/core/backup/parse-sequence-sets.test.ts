import { describe, expect, it } from 'vitest';
import { parseSequenceSets } from '../../../core/backup/parse-sequence-sets.ts';

const set = (name: string, rest: string) => `--
-- Name: something; Type: SEQUENCE SET; Schema: public; Owner: owner
--

SELECT pg_catalog.setval(${name}, ${rest});

`;

describe('the positions of an archive’s sequences', () => {
	it.each<[string, string, string, { sequence: string; last_value: string; is_called: boolean }]>([
		[
			'a plain name',
			"'public.t_id_seq'",
			'42, true',
			{ sequence: 'public.t_id_seq', last_value: '42', is_called: true },
		],
		['one not called yet', "'public.s'", '1, false', { sequence: 'public.s', last_value: '1', is_called: false }],
		[
			'the greatest of all',
			"'public.s'",
			'9223372036854775807, true',
			{ sequence: 'public.s', last_value: '9223372036854775807', is_called: true },
		],
		['a negative one', "'public.s'", '-5, true', { sequence: 'public.s', last_value: '-5', is_called: true }],
		[
			'a name with a quote',
			`'public."it''s"'`,
			'1, true',
			{ sequence: `public."it's"`, last_value: '1', is_called: true },
		],
		[
			'a name with a line break',
			`'public."a\nb"'`,
			'1, true',
			{ sequence: 'public."a\nb"', last_value: '1', is_called: true },
		],
		[
			'a name with a backslash',
			String.raw`E'public."a\\b"'`,
			'1, true',
			{ sequence: String.raw`public."a\b"`, last_value: '1', is_called: true },
		],
		[
			'a name that imitates a statement',
			`'public."x'', 1, true);"'`,
			'7, true',
			{ sequence: `public."x', 1, true);"`, last_value: '7', is_called: true },
		],
	])('%s', (_, name, rest, position) => {
		expect(parseSequenceSets(set(name, rest), 1)).toEqual([position]);
	});

	it('are refused when they are fewer than the archive holds', () => {
		expect(() => parseSequenceSets(set("'public.s'", '1, true'), 2)).toThrow(
			expect.objectContaining({
				code: 'GATE_NOT_MET',
				message: expect.stringContaining('2 sequences, 1 could be read'),
			}),
		);
	});
});
