import { describe, expect, it } from 'vitest';
import { pairDots } from '../../../contract/signatures.ts';
import { type DotTool, judgePair, judgeRevisions } from '../../../core/signal/judge-pair.ts';

const executor: DotTool = {
	code: pairDots.executor,
	status: 'active',
	tier: 'B',
	paired_dot: pairDots.verifier,
	tool_revision: null,
};
const verifier: DotTool = {
	code: pairDots.verifier,
	status: 'active',
	tier: 'A',
	paired_dot: pairDots.executor,
	tool_revision: null,
};
const other: DotTool = { code: 'DOT-OTHER', status: 'retired', tier: null, paired_dot: null, tool_revision: 'x' };
const faults = (tools: readonly DotTool[], policy: 'same' | 'distinct' = 'same') =>
	judgePair(tools, policy).map(({ fault }) => fault.replace(/^dot_pair_drift:/, ''));

describe('a pair in order', () => {
	it.each<[string, DotTool[], 'same' | 'distinct']>([
		['without declared revisions', [executor, verifier], 'same'],
		['without declared revisions, where distinct ones are asked for', [executor, verifier], 'distinct'],
		['with one declared revision', [{ ...executor, tool_revision: 'a' }, verifier], 'same'],
		[
			'with the same revision',
			[
				{ ...executor, tool_revision: 'a' },
				{ ...verifier, tool_revision: 'a' },
			],
			'same',
		],
		[
			'with distinct revisions, where these are asked for',
			[
				{ ...executor, tool_revision: 'a' },
				{ ...verifier, tool_revision: 'b' },
			],
			'distinct',
		],
		['among other tools, in any order', [other, verifier, executor], 'same'],
	])('%s', (_what, tools, policy) => {
		expect(judgePair(tools, policy)).toEqual([]);
	});
});

describe('each fault', () => {
	it.each<[string, DotTool[], string[]]>([
		['no executor', [verifier], ['DOT-IU-CUTTER-missing']],
		['no verifier', [executor], ['DOT-IU-CUTTER-VERIFY-missing']],
		['neither', [other], ['DOT-IU-CUTTER-missing', 'DOT-IU-CUTTER-VERIFY-missing']],
		['an executor that is not active', [{ ...executor, status: 'retired' }, verifier], ['DOT-IU-CUTTER-inactive']],
		['a verifier that is not active', [executor, { ...verifier, status: 'draft' }], ['DOT-IU-CUTTER-VERIFY-inactive']],
		['an executor paired with nothing', [{ ...executor, paired_dot: null }, verifier], ['DOT-IU-CUTTER-unpaired']],
		[
			'an executor paired with itself',
			[{ ...executor, paired_dot: pairDots.executor }, verifier],
			['DOT-IU-CUTTER-unpaired'],
		],
		[
			'a verifier paired with another',
			[executor, { ...verifier, paired_dot: other.code }],
			['DOT-IU-CUTTER-VERIFY-unpaired'],
		],
		[
			'distinct revisions',
			[
				{ ...executor, tool_revision: 'a' },
				{ ...verifier, tool_revision: 'b' },
			],
			['revision-declared'],
		],
		[
			'several faults',
			[{ ...executor, status: 'draft', paired_dot: null }],
			['DOT-IU-CUTTER-inactive', 'DOT-IU-CUTTER-unpaired', 'DOT-IU-CUTTER-VERIFY-missing'],
		],
	])('%s', (_what, tools, found) => {
		expect(faults(tools)).toEqual(found);
	});

	it('the same revision, where distinct ones are asked for', () => {
		const tools = [executor, verifier].map((tool) => ({ ...tool, tool_revision: 'a' }));
		expect(faults(tools, 'distinct')).toEqual(['revision-declared']);
	});

	it('is a signal that says what was found and what should be', () => {
		expect(judgePair([{ ...executor, paired_dot: null }, verifier], 'same')).toEqual([
			{
				kind: 'dot_pair_drift',
				fault: 'dot_pair_drift:DOT-IU-CUTTER-unpaired',
				message: 'DOT-IU-CUTTER is paired with nothing, not with DOT-IU-CUTTER-VERIFY.',
			},
		]);
	});
});

describe('revisions recorded by a run', () => {
	it.each<[string | null, string | null, 'same' | 'distinct', string[]]>([
		['a', 'a', 'same', []],
		['a', 'b', 'same', ['dot_pair_drift:revision-recorded']],
		['a', 'a', 'distinct', ['dot_pair_drift:revision-recorded']],
		['a', 'b', 'distinct', []],
		[null, 'b', 'same', []],
		['a', null, 'distinct', []],
	])('%s and %s under %s: %j', (one, two, policy, found) => {
		expect(judgeRevisions(one, two, policy, 'recorded').map(({ fault }) => fault)).toEqual(found);
	});
});
