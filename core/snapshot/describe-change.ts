import type { Json } from '../digest/canonical-json.ts';
import { diffLines } from './diff-lines.ts';
import type { ChangedObject } from './schema-snapshot.ts';

/** Longer values are shown where they differ, and only there. */
const longestShown = 120;
/** Of a text of many lines, so many of each side. */
const mostLines = 3;

/** `~ column public.t.a: not null false → true; comment none → which one`: one line, however long the values are. */
export function describeChange({ kind, name, aspects }: ChangedObject): string {
	const changes = Object.entries(aspects).map(
		([aspect, { before, after }]) => `${aspect.replaceAll('_', ' ')} ${describeValues(before, after)}`,
	);
	return `~ ${kind} ${name}: ${changes.join('; ')}`;
}

function describeValues(before: Json, after: Json): string {
	const [old, now] = [show(before, after), show(after, before)];
	if (old.includes('\n') || now.includes('\n')) return describeLines(old, now);
	return old.length <= longestShown && now.length <= longestShown ? `${old} → ${now}` : describeExcerpts(old, now);
}

/** A default is not written, and that of something that is or is not so is the opposite. */
function show(value: Json, other: Json): string {
	if (value === null) return typeof other === 'boolean' ? String(!other) : 'none';
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeLines(old: string, now: string): string {
	const { removed, added } = diffLines(old, now);
	return [...showLines('-', removed), ...showLines('+', added)].join(' ');
}

function showLines(sign: '-' | '+', lines: readonly string[]): string[] {
	const shown = lines.slice(0, mostLines).map((line) => `${sign} ${shorten(line.trim())}`);
	const rest = lines.length - shown.length;
	return rest > 0 ? [...shown, `${sign} (${rest} more lines)`] : shown;
}

function describeExcerpts(old: string, now: string): string {
	const shorter = Math.min(old.length, now.length);
	let start = 0;
	while (start < shorter && old[start] === now[start]) start += 1;
	let end = 0;
	while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
	const from = Math.max(0, start - 20);
	const excerpt = (text: string) =>
		`${from > 0 ? '…' : ''}${shorten(text.slice(from, Math.min(text.length, text.length - end + 20)))}${end > 20 ? '…' : ''}`;
	return `${excerpt(old)} → ${excerpt(now)}`;
}

function shorten(text: string): string {
	return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`;
}
