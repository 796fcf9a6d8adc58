import type { CanonExplanation, CanonVerdict, TextProfile } from '../../../contract/canon.ts';
import { type CanonicalText, canonicalText } from '../canonicalize.ts';
import { canonRule, canonUnicode } from '../rule.ts';
import { MalformedUtf8 } from '../utf8/malformed-utf8.ts';
import type { Differences } from './collect-differences.ts';
import { describeDifferences } from './describe-differences.ts';
import { describeProfiles, warnOfProfiles } from './describe-profiles.ts';
import { findDifferences } from './find-differences.ts';
import { profileText } from './profile-text.ts';

/**
 * Tells how two texts differ: what the rule takes away (byte order mark, line ends, trailing blanks, form) and what it
 * does not (code points exchanged, text changed). The output is bounded, whatever the texts are. Never throws: bytes that
 * are no UTF-8 are part of the answer.
 */
export function explain(first: Uint8Array, second: Uint8Array): CanonExplanation {
	const one = readText(first);
	const other = readText(second);
	if (one.kind === 'malformed' || other.kind === 'malformed') return describeMalformed(one, other);
	const differences = findDifferences(one.canonical, other.canonical);
	const verdict = judge(one.profile, other.profile);
	return {
		...emptyExplanation,
		verdict,
		sentences: [
			describeVerdict(verdict, one.profile, other.profile),
			...describeProfiles(one.profile, other.profile),
			...describeDifferences(differences),
			...warnOfProfiles(one.profile, other.profile, canonUnicode),
		],
		first: one.profile,
		second: other.profile,
		...listed(differences),
	};
}

type Reading =
	| { readonly kind: 'text'; readonly canonical: CanonicalText; readonly profile: TextProfile }
	| { readonly kind: 'malformed'; readonly error: MalformedUtf8 };

const emptyExplanation = {
	rule: canonRule,
	unicode: canonUnicode,
	malformed: { first: null, second: null },
	exchanges: [],
	exchange_count: 0,
	families: [],
	changes: [],
	change_count: 0,
};

function readText(source: Uint8Array): Reading {
	try {
		const canonical = canonicalText(source);
		return { kind: 'text', canonical, profile: profileText(source, canonical) };
	} catch (error) {
		if (!(error instanceof MalformedUtf8)) throw error;
		return { kind: 'malformed', error };
	}
}

function judge(first: TextProfile, second: TextProfile): CanonVerdict {
	if (first.source_digest === second.source_digest) return 'identical';
	return first.canonical_digest === second.canonical_digest ? 'equal_under_rule' : 'different';
}

function describeVerdict(verdict: CanonVerdict, first: TextProfile, second: TextProfile): string {
	if (verdict === 'identical') return 'The two texts are the same, byte for byte.';
	if (verdict === 'equal_under_rule') {
		return `The two texts differ as bytes and are equal under ${canonRule}: sha256 ${first.canonical_digest}.`;
	}
	return `The two texts differ under ${canonRule}: sha256 ${first.canonical_digest} and ${second.canonical_digest}.`;
}

function describeMalformed(first: Reading, second: Reading): CanonExplanation {
	const tell = (which: string, reading: Reading) =>
		reading.kind === 'malformed' ? [`The ${which} text is ${reading.error.message}.`] : [];
	const faultOf = (reading: Reading) =>
		reading.kind === 'malformed'
			? { fault: reading.error.fault, byte_offset: reading.error.byte_offset, message: reading.error.message }
			: null;
	const profileOf = (reading: Reading) => (reading.kind === 'text' ? reading.profile : null);
	return {
		...emptyExplanation,
		verdict: 'unreadable',
		sentences: [...tell('first', first), ...tell('second', second)],
		first: profileOf(first),
		second: profileOf(second),
		malformed: { first: faultOf(first), second: faultOf(second) },
	};
}

function listed({ exchanges, exchangeCount, families, changes, changeCount }: Differences) {
	return { exchanges, exchange_count: exchangeCount, families, changes, change_count: changeCount };
}
