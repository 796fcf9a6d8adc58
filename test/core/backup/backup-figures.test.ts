import { describe, expect, it } from 'vitest';
import { chooseLevel } from '../../../core/backup/choose-level.ts';
import { deriveRetainAfter, deriveRetainUntil } from '../../../core/backup/retention.ts';
import { renderSha256Sums } from '../../../core/backup/sha256-sums.ts';

it.each([
	['standard', undefined, 6],
	['fast', undefined, 1],
	['fast', 9, 9],
	['standard', 0, 0],
] as const)('the profile %s with level %s compresses at %d', (profile, level, chosen) => {
	expect(chooseLevel(profile, level)).toBe(chosen);
});

describe('a retention of 30 days', () => {
	it('ends 31 days after the snapshot, for the migration comes after it', () => {
		expect(deriveRetainUntil('2026-03-01T12:00:00.000Z', 30)).toBe('2026-04-01T12:00:00.000Z');
	});

	it('ends 30 days after the migration', () => {
		expect(deriveRetainAfter('2026-03-01T13:00:00.000Z', 30)).toBe('2026-03-31T13:00:00.000Z');
	});
});

describe('SHA256SUMS', () => {
	const sha256 = 'a'.repeat(64);

	it('has digest, two blanks and name on a line', () => {
		const files = [
			{ file: 'database.dump', sha256 },
			{ file: 'manifest.json', sha256 },
		];
		expect(renderSha256Sums(files)).toBe(`${sha256}  database.dump\n${sha256}  manifest.json\n`);
	});

	it.each(['a\nb', 'a\\b', '../a', '-c', ''])('takes no name that sha256sum would read otherwise: %j', (file) => {
		expect(() => renderSha256Sums([{ file, sha256 }])).toThrow(/no plain file name/);
	});
});
