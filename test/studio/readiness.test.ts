import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readinessView } from '../../contract/status.ts';
import { drivePlan } from '../../scripts/demo/job/drive-plan.ts';
import { setUpBundle } from '../../scripts/demo/job/set-up-bundle.ts';
import type { DemoContext } from '../../scripts/demo/main-job.ts';
import { type PageOptions, withChromium, withStudioPage } from '../support/chromium.ts';
import { type DirectusUnderTest, startDirectus } from '../support/directus.ts';

const plan = 'p0-v0.1';
let directus: DirectusUnderTest;

// A Directus of its own: a plan is carried from an empty database to its end.
beforeAll(async () => {
	directus = await startDirectus({ accounts: true, demoDatabase: true });
});
afterAll(() => directus?.stop());

function demo(): DemoContext {
	const { url, accounts, databaseUrl: superuserUrl, runCutter } = directus;
	return {
		url,
		accounts,
		superuserUrl,
		runCutter,
		unattended: true,
		isNew: true,
		signal: new AbortController().signal,
	};
}

/** The page of the plan, as the account whose e-mail begins with `mailbox` sees it. */
function visit<Result>(
	mailbox: string,
	work: (page: Page) => Promise<Result>,
	options: PageOptions = {},
): Promise<Result> {
	const account = directus.accounts.find(({ email }) => email.startsWith(`${mailbox}@`));
	if (!account?.password) throw new Error(`${mailbox} cannot log in`);
	const visitor = { url: directus.url, email: account.email, password: account.password };
	const open = async (page: Page) => {
		await page.goto(`cutter/${plan}`);
		return work(page);
	};
	return withChromium((browser: Browser) => withStudioPage(browser, visitor, open, options));
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const verdict = (page: Page, name: string) => page.getByRole('status').getByText(name, { exact: true });

/** Opens the dialog, by keyboard where a mouse would be the easier way. */
async function openDialog(page: Page) {
	await page.locator('[data-action=sign]').getByRole('button').press('Enter');
	const dialog = page.getByRole('dialog');
	await dialog.getByPlaceholder('Your statement').waitFor();
	return dialog;
}

async function sign(page: Page, outcome: string): Promise<void> {
	const dialog = await openDialog(page);
	await dialog.getByPlaceholder('Your statement').press('Enter');
	await page.locator('.v-menu-content').getByText(outcome, { exact: true }).click();
	await dialog.locator('[data-confirm=sign]').getByRole('button').click();
	await dialog.waitFor({ state: 'detached' });
}

describe('the page of a plan', () => {
	test('says what set-up needs before anything is set up', async () => {
		await visit('admin', async (page) => {
			await page.getByRole('heading', { name: 'Set-up needed' }).waitFor();
			await page.getByText('directus cutter init').waitFor();
		});
	});

	test('says what blocks, and opens a run', async () => {
		await setUpBundle(demo());
		await visit('admin', async (page) => {
			await verdict(page, 'Blocked').waitFor();
			await page.getByRole('heading', { name: 'G-10 Current rehearsal' }).waitFor();
			await button(page, 'Open a run').click();
			await page.getByText('run.opened').waitFor();
		});
	});

	test('shows in the dialog exactly what is signed, and records it', async () => {
		expect(await drivePlan(demo(), plan, { sign: false })).toBe('WAITING');
		const digest = await approvalDigest();
		await visit('d32', async (page) => {
			await verdict(page, 'Waiting').waitFor();
			const dialog = await openDialog(page);
			await dialog.getByText(digest, { exact: true }).waitFor();
			await dialog.getByRole('heading', { name: 'High-risk steps' }).waitFor();
			await button(page, 'Cancel').click();
			await dialog.waitFor({ state: 'detached' });
			await sign(page, 'Pass');
			await page.getByText('Your statement is recorded.').waitFor();
			await page.getByText('signoff.recorded').waitFor();
		});
	});

	test('follows the migration that the last signature sets off, to its end', async () => {
		await visit('g4', async (page) => {
			await verdict(page, 'Waiting').waitFor();
			await sign(page, 'Pass');
			await verdict(page, 'Completed').waitFor({ timeout: 100_000 });
			await page.getByText('verification.completed').waitFor();
			await page.getByText('6 of 6', { exact: true }).waitFor();
		});
	});

	test('fits a narrow screen', async () => {
		const overflow = (page: Page) =>
			page.locator('.plan-readiness').evaluate((content) => content.scrollWidth - content.clientWidth);
		await visit(
			'd32',
			async (page) => {
				await verdict(page, 'Completed').waitFor();
				expect(await overflow(page)).toBe(0);
			},
			{ viewport: { width: 400, height: 850 } },
		);
	});
});

async function approvalDigest(): Promise<string> {
	const answer = await directus.api({ token: directus.adminToken }).get(`/cutter/readiness?plan=${plan}`);
	const { run } = z.object({ data: readinessView }).parse(answer).data;
	return run?.approval_digest ?? 'no digest';
}
