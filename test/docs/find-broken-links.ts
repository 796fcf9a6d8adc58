import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Targets of relative links and images of a page that lead nowhere: no such file, or no such heading in it.
 * @param page from the checkout's root
 */
export function findBrokenLinks(root: string, page: string, text = readFileSync(join(root, page), 'utf8')): string[] {
	const targets = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
	return targets.filter((target) => !isExternal(target) && !leadsSomewhere(root, page, text, target));
}

function leadsSomewhere(root: string, page: string, text: string, target: string): boolean {
	const [path = '', heading] = target.split('#');
	const file = path === '' ? join(root, page) : join(root, dirname(page), path);
	if (path !== '' && !existsSync(file)) return false;
	return heading === undefined || headingsOf(path === '' ? text : readFileSync(file, 'utf8')).includes(heading);
}

function isExternal(target: string): boolean {
	return /^[a-z]+:/.test(target);
}

/** Headings as GitHub turns them into fragments. */
function headingsOf(text: string): string[] {
	const titles = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title);
	return titles.map((title) =>
		title
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replaceAll(' ', '-'),
	);
}

function withoutCode(text: string): string {
	return text
		.replaceAll(/^```[\s\S]*?^```$/gm, '')
		.replaceAll(/`[^`\n]*`/g, (code) => code.slice(1, -1).replaceAll(/[[\]()]/g, ''));
}
