import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/setup/chromium.mjs';

export interface StudioVisitor {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

export interface PageOptions {
	/** Default 1440 × 900. */
	readonly viewport?: { readonly width: number; readonly height: number };
	readonly colorScheme?: 'light' | 'dark';
	/** BCP 47; default en-US. */
	readonly locale?: string;
}

const SWITCHES = [
	// Root, as in containers, has no sandbox.
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Dialogs about the licence would cover every page. */
const DISMISSED = ['license-onboarding-dismissed', 'license-banner-dismissed'];

/** A real Chromium for the time of `work`. */
export async function withChromium<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
	const executablePath = findChromium();
	if (executablePath === null) throw new Error('there is no Chromium; "npm test" installs it');
	const browser = await chromium.launch({ executablePath, args: SWITCHES, headless: true });
	try {
		return await work(browser);
	} finally {
		await browser.close();
	}
}

/**
 * A page of the Studio, logged in as a visitor, for the time of `work`.
 * @throws Error when the page itself throws: a test that only looks at what is drawn would not see it
 */
export async function withStudioPage<Result>(
	browser: Browser,
	visitor: StudioVisitor,
	work: (page: Page) => Promise<Result>,
	{ viewport = { width: 1440, height: 900 }, ...options }: PageOptions = {},
): Promise<Result> {
	const context = await browser.newContext({ viewport, baseURL: `${visitor.url}/admin/`, ...options });
	try {
		await logInto(context, visitor);
		const page = await context.newPage();
		const problems: Error[] = [];
		page.on('pageerror', (error) => problems.push(error));
		const result = await work(page);
		if (problems.length > 0) throw new AggregateError(problems, `the page threw: ${problems.map(String).join('; ')}`);
		return result;
	} finally {
		await context.close();
	}
}

async function logInto(context: BrowserContext, { url, email, password }: StudioVisitor): Promise<void> {
	await context.addCookies(DISMISSED.map((name) => ({ name, value: 'true', url })));
	const answer = await context.request.post(`${url}/auth/login`, { data: { email, password, mode: 'session' } });
	if (!answer.ok()) throw new Error(`logging in as ${email} answered ${answer.status()}`);
}
