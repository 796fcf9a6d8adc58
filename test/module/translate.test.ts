import { describe, expect, it } from 'vitest';
import { formatTime } from '../../extensions/module-readiness/composables/format-time.ts';
import { en, type MessageId } from '../../extensions/module-readiness/i18n/en.ts';
import { languageOf, translate } from '../../extensions/module-readiness/i18n/translate.ts';
import { vi } from '../../extensions/module-readiness/i18n/vi.ts';

const ids = Object.keys(en) as MessageId[];
const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('both languages', () => {
	it('know the same ids', () => {
		expect(Object.keys(vi).sort()).toEqual([...ids].sort());
	});

	it('fill the same places in, and leave no text empty', () => {
		const wrong = ids.filter((id) => vi[id].trim() === '' || String(placesOf(vi[id])) !== String(placesOf(en[id])));
		expect(wrong).toEqual([]);
	});
});

it.each([
	['en-US', 'en'],
	['vi-VN', 'vi'],
	['vi', 'vi'],
	['de-DE', 'en'],
	['', 'en'],
])('the locale %j is shown in %s', (locale, language) => {
	expect(languageOf(locale)).toBe(language);
});

it('fills places in, and leaves one without a value to be seen', () => {
	expect(translate('en', 'gates.count', { pass: 3, all: 4 })).toBe('3 of 4 gates pass');
	expect(translate('en', 'gates.count', { pass: 3 })).toBe('3 of {all} gates pass');
});

it('does not take a value for a place', () => {
	expect(translate('en', 'gates.count', { pass: '{all}', all: 4 })).toBe('{all} of 4 gates pass');
});

it('shows what is no instant as it is', () => {
	expect(formatTime('yesterday', 'en-US')).toBe('yesterday');
	expect(formatTime('2026-05-16T09:00:00.000Z', 'en-US')).toContain('2026');
});
