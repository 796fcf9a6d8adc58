import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../core/digest/sha256.ts';
import { advanceHeads } from '../../../core/evidence/advance-heads.ts';
import { parseAnchor } from '../../../core/evidence/anchor.ts';
import { judgeAnchor } from '../../../core/evidence/judge-anchor.ts';
import { newestHeads } from '../../../core/evidence/newest-heads.ts';
import { outcomeOf } from '../../../core/evidence/outcome-of.ts';
import { anchoredAt, anchorText } from './anchor-text.ts';
import { digest } from './sample-bodies.ts';

const installation = '3f0c1f5e-8f0e-4c7e-9a53-0f6b1b6c2d11';
const head = (chain: string, seq: number, digit = 'a') => ({ chain, seq, hash: digest(digit) });
const heads = [head('installation', 3), head('run-1', 1, 'b')];
const text = anchorText(installation, heads);
const statement = { format: 'ledger-heads-v2', installation, anchored_at: anchoredAt, heads } as const;
const kept = { state: 'kept', installation, heads, signed: { statement, signatures: [] } } as const;

describe('the anchor’s text', () => {
	it('is read back as it was written', () => {
		expect(parseAnchor(text)).toEqual(kept);
	});

	it('is the same for the same heads in another order, and ends with a line feed', () => {
		expect(anchorText(installation, heads.toReversed())).toBe(text);
		expect(text.endsWith('}\n')).toBe(true);
	});

	it('keeps nothing of a head but chain, number and hash', () => {
		const more = heads.map((one) => ({ ...one, more: 1 }));
		expect(anchorText(installation, more)).toBe(text);
	});

	it('is its format, the installation, the time, the heads, sha256 over these, and the signatures', () => {
		expect(JSON.parse(text)).toEqual({ ...statement, digest: digestOf(statement), signatures: [] });
	});

	it('of no heads is not the same as none', () => {
		expect(parseAnchor(anchorText(installation, []))).toMatchObject({ state: 'kept', installation, heads: [] });
	});

	it('of version 0.1 is the bare list', () => {
		expect(parseAnchor(JSON.stringify(heads))).toEqual({ state: 'kept', installation: null, heads, signed: null });
	});

	it('before there were signatures had another format', () => {
		const sealed = { format: 'ledger-heads-v1', installation, heads };
		const old = JSON.stringify({ ...sealed, digest: digestOf(sealed) });
		expect(parseAnchor(old)).toEqual({ state: 'kept', installation, heads, signed: null });
		expect(parseAnchor(old.replace('run-1', 'run-2'))).toMatchObject({ state: 'altered' });
	});
});

describe('an altered anchor is told from one that agrees', () => {
	const write = (value: object) => JSON.stringify({ ...value, digest: digestOf(value), signatures: [] });

	it.each<[string, string, string]>([
		['nothing', '', 'it is not what this bundle writes'],
		['no JSON', '{', 'it is not what this bundle writes'],
		['an object without heads', '{}', 'it is not what this bundle writes'],
		['a head without number', '[{"chain":"run-1"}]', 'it is not what this bundle writes'],
		['a number as text', JSON.stringify([{ ...heads[0], seq: '3' }]), 'it is not what this bundle writes'],
		['a head before the first record', JSON.stringify([head('run-1', 0)]), 'it is not what this bundle writes'],
		['a chain without a name', JSON.stringify([head('', 1)]), 'it is not what this bundle writes'],
		['a hash that is none', JSON.stringify([{ ...heads[0], hash: 'a' }]), 'it is not what this bundle writes'],
		['a longer hash', JSON.stringify([{ ...heads[0], hash: `${digest('a')}0` }]), 'it is not what this bundle writes'],
		[
			'a hash with something before it',
			JSON.stringify([{ ...heads[0], hash: `0${digest('a')}` }]),
			'it is not what this bundle writes',
		],
		['one more member of a head', JSON.stringify([{ ...heads[0], more: 1 }]), 'it is not what this bundle writes'],
		['another format', write({ ...statement, format: 'ledger-heads-v3' }), 'it is not what this bundle writes'],
		['an installation that is none', write({ ...statement, installation: 'x' }), 'it is not what this bundle writes'],
		['a time that is none', write({ ...statement, anchored_at: 'soon' }), 'it is not what this bundle writes'],
		['another time', text.replace('14:00', '15:00'), 'its own digest does not fit what it says'],
		['one member twice', text.replace('"heads"', '"heads": [], "heads"'), 'it is not what this bundle writes'],
		['one more member', write({ ...statement, more: 1 }), 'it is not what this bundle writes'],
		['another hash', text.replace(digest('a'), digest('c')), 'its own digest does not fit what it says'],
		['another number', text.replace('"seq": 3', '"seq": 2'), 'its own digest does not fit what it says'],
		['another chain', text.replace('"run-1"', '"run-2"'), 'its own digest does not fit what it says'],
		[
			'a head left out',
			text.replace(/\t\t\{\s+"chain": "installation"[^}]+\},\n/, ''),
			'its own digest does not fit what it says',
		],
		[
			'two heads of one chain',
			write({ ...statement, heads: [...heads, head('run-1', 2)] }),
			'it holds two heads of one chain',
		],
		[
			'two heads of one chain in the bare list',
			JSON.stringify([...heads, head('run-1', 2)]),
			'it holds two heads of one chain',
		],
	])('%s', (_what, altered, reason) => {
		expect(parseAnchor(altered)).toEqual({ state: 'altered', reason });
	});
});

describe('the judgement of an anchor', () => {
	it.each([
		['kept, for this installation', kept, []],
		['kept, of version 0.1', { ...kept, installation: null, signed: null }, []],
		[
			'kept, for another installation',
			{ ...kept, installation: 'another' },
			[['anchor_altered', `heads.json belongs to installation another, and this is ${installation}`, 'fail']],
		],
		['missing', { state: 'missing' } as const, [['anchor_missing', expect.stringContaining('is missing'), 'error']]],
		[
			'unreadable',
			{ state: 'unreadable', reason: 'EACCES' } as const,
			[['anchor_unreadable', 'heads.json is there, but cannot be read: EACCES', 'error']],
		],
		[
			'altered',
			{ state: 'altered', reason: 'it is odd' } as const,
			[['anchor_altered', 'heads.json was altered: it is odd', 'fail']],
		],
	])('%s', (_what, anchor, expected) => {
		const faults = judgeAnchor(anchor, installation);
		expect(faults.map((one) => [one.fault, one.message, outcomeOf([one])])).toEqual(expected);
		for (const fault of faults) expect(fault).toMatchObject({ chain: 'heads.json', seq: 0, last: 0 });
	});

	it('of an installation that is gone', () => {
		expect(judgeAnchor(kept, null)[0]).toMatchObject({
			message: `heads.json belongs to installation ${installation}, and this is none`,
			expected: 'installation (not enrolled)',
			found: `installation ${installation}`,
		});
	});

	it('says what was expected, what was found, and what to do', () => {
		expect(judgeAnchor({ state: 'missing' }, null)[0]).toMatchObject({
			expected: 'the heads as they were last anchored',
			found: 'no file',
			remedy: expect.stringContaining('directus cutter evidence anchor'),
		});
		expect(judgeAnchor({ state: 'unreadable', reason: 'EACCES' }, null)[0]?.found).toBe('EACCES');
		expect(judgeAnchor({ state: 'altered', reason: 'it is odd' }, null)[0]?.found).toBe('it is odd');
	});
});

describe('an anchor moves on', () => {
	const all = new Set(['installation', 'run-1']);
	it.each([
		[
			'with a chain that grew',
			[head('installation', 4, 'c'), head('run-1', 1, 'b')],
			all,
			[head('installation', 4, 'c'), head('run-1', 1, 'b')],
		],
		['with a chain that is new', [...heads, head('run-2', 1)], all, [...heads, head('run-2', 1)]],
		[
			'not with a chain that no longer holds its anchored head',
			[head('installation', 4, 'c'), head('run-1', 3, 'd')],
			new Set(['installation']),
			[head('installation', 4, 'c'), head('run-1', 1, 'b')],
		],
		['not with a chain that is gone', [head('installation', 3)], new Set(['installation']), heads],
		['never back, although the anchored head is held', [head('installation', 2, 'c')], all, heads],
		['not at all where nothing is held', [head('installation', 2)], new Set<string>(), heads],
	])('%s', (_what, current, held, expected) => {
		expect(advanceHeads(heads, current, held)).toEqual(expected);
	});
});

describe('the newest heads', () => {
	it.each([
		['of the anchor alone', heads, [], heads],
		['of the copies alone', [], heads, heads],
		[
			'the anchor’s, where both reach as far',
			[head('run-1', 2, 'a')],
			[head('run-1', 2, 'b')],
			[head('run-1', 2, 'a')],
		],
		['the anchor’s, where it reaches further', [head('run-1', 3)], [head('run-1', 2)], [head('run-1', 3)]],
		['the copies’, where an older anchor was put back', [head('run-1', 1)], [head('run-1', 2)], [head('run-1', 2)]],
	])('are those %s', (_what, anchored, copied, expected) => {
		expect(newestHeads(anchored, copied)).toEqual(expected);
	});
});

describe('the outcome', () => {
	const [missing] = judgeAnchor({ state: 'missing' }, null);
	const [altered] = judgeAnchor({ state: 'altered', reason: 'x' }, null);
	it('is pass without faults, error where nothing can be decided, fail otherwise', () => {
		if (!missing || !altered) throw new Error('no faults to judge');
		expect([outcomeOf([]), outcomeOf([missing]), outcomeOf([missing, altered])]).toEqual(['pass', 'error', 'fail']);
	});
});
