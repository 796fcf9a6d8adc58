import { describe, expect, test } from 'vitest';
import { withChromium, withStudioPage } from '../support/chromium.ts';
import { sharedDirectus } from '../support/shared-directus.ts';

describe('a person in the Studio', () => {
	const { url, adminEmail, adminPassword } = sharedDirectus();

	test('is logged in, and no dialog stands before the page', async () => {
		const visitor = { url, email: adminEmail, password: adminPassword };
		await withChromium((browser) =>
			withStudioPage(browser, visitor, async (page) => {
				await page.goto('users');
				// A trial click succeeds only when nothing lies over the place.
				await page.getByText('d32@demo.example.com').click({ trial: true });
				expect(new URL(page.url()).pathname).toBe('/admin/users');
			}),
		);
	});

	test('is told when the page itself throws', async () => {
		const visitor = { url, email: adminEmail, password: adminPassword };
		const visit = withChromium((browser) =>
			withStudioPage(browser, visitor, async (page) => {
				await page.goto('users');
				await page.evaluate(() =>
					setTimeout(() => {
						throw new Error('deliberate');
					}),
				);
				await page.waitForTimeout(100);
			}),
		);
		await expect(visit).rejects.toThrow('deliberate');
	});
});
