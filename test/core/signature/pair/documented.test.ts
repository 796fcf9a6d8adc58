import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pairReasons, pairSignals, signatureKinds } from '../../../../contract/signatures.ts';

const page = readFileSync(new URL('../../../../docs/signatures.md', import.meta.url), 'utf8');

it.each(pairSignals)('the handbook lists the reasons that raise %s, and no other', (signal) => {
	const row = page.split('\n').find((line) => line.startsWith(`| \`${signal}\` |`)) ?? '';
	const listed = row.match(/[A-Z][A-Z_]+[A-Z]/g) ?? [];
	const raising = Object.entries(pairReasons).flatMap(([code, raised]) => (raised === signal ? [code] : []));
	expect(listed.sort()).toEqual(raising.sort());
});

it.each(signatureKinds)('the handbook says what %s states', (kind) => {
	expect(page).toMatch(new RegExp(`^\\| \`${kind}\` \\| \\S`, 'm'));
});
