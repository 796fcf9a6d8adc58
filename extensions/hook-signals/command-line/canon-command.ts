import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { HookExtensionContext } from '@directus/types';
import { z } from 'zod';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { viewCanonical } from '../../../actions/canon/view-canonical.ts';
import type { CanonExplanation, CanonView, TokenSpan } from '../../../contract/canon.ts';
import { explain } from '../../../core/canon/explain/explain.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { finish } from './finish.ts';
import { type Options, type Program, text } from './program.ts';

const byteSpan = z
	.string()
	.regex(/^\d{1,15}:\d{1,15}$/, 'two offsets in bytes, as in 120:164')
	.transform((given) => {
		const [byte_start = 0, byte_end = 0] = given.split(':').map(Number);
		return { byte_start, byte_end };
	});

/** Adds `directus cutter canon <file> [second]`: reads files and computes; no database, no installation. */
export function addCanonCommand(cutter: Program, context: HookExtensionContext): void {
	cutter
		.command('canon')
		.description('A text under canon-md-v0.1.0: its digest and tokens; or how two texts differ')
		.argument('<file>', 'a file, or - for standard input')
		.argument('[second]', 'a second file: says how the two differ, and ends with 1 if they do')
		.option('--span <start:end>', 'the tokens that a span of bytes of the file lies in')
		.option('--tokens', 'list the tokens, of the span or all')
		.option('--text', 'print the canonical text and nothing else')
		.option('--json', 'one JSON document on standard output')
		.action((first: string, second: string | undefined, options: Options) =>
			second === undefined
				? finish(context, options['json'] === true, () => view(first, options), tellOf(options))
				: finish(
						context,
						options['json'] === true,
						() => compare(first, second),
						({ sentences }) => sentences,
					),
		);
}

async function view(file: string, options: Options): Promise<CanonView> {
	const given = text(options, 'span');
	const span = given === undefined ? undefined : parseInput(byteSpan, given);
	return viewCanonical(await read(file), { tokens: options['tokens'] === true, span });
}

/** `different` ends the command as a failure, `unreadable` as undecided: so it can stand in a script. */
async function compare(first: string, second: string): Promise<CanonExplanation & { outcome: string }> {
	if (first === '-' && second === '-') throw new CutterError('INVALID_INPUT', 'Standard input is one text, not two.');
	const outcomes = { identical: 'pass', equal_under_rule: 'pass', different: 'fail', unreadable: 'error' };
	const explanation = explain(await read(first), await read(second));
	return { ...explanation, outcome: outcomes[explanation.verdict] };
}

async function read(file: string): Promise<Uint8Array> {
	if (file === '-') return buffer(process.stdin);
	return readFile(file).catch((error: NodeJS.ErrnoException) => {
		throw new CutterError('INVALID_INPUT', `${file} cannot be read: ${error.code}.`);
	});
}

function tellOf(options: Options): (view: CanonView) => string[] {
	// What is told ends with a line feed, and so does the text.
	return options['text'] === true ? ({ text: canonical }) => [canonical.slice(0, -1)] : describeView;
}

function describeView({ rule, unicode, digest, token_count, span, tokens = [], reserved }: CanonView): string[] {
	return [
		`${rule}, Unicode ${unicode}`,
		`sha256 ${digest}`,
		`${token_count} tokens`,
		...(span ? [describeSpan(span)] : []),
		...(reserved.count > 0 ? [`${reserved.count} code points that Unicode ${unicode} does not assign`] : []),
		...tokens.map(({ kind, byte_start, byte_end }) => `${kind.padEnd(8)}  ${byte_start}:${byte_end}`),
	];
}

function describeSpan({ start_token, end_token, cut_start, cut_end }: TokenSpan): string {
	const cuts = [...(cut_start ? ['begins'] : []), ...(cut_end ? ['ends'] : [])];
	const note = cuts.length > 0 ? `, ${cuts.join(' and ')} inside a token` : '';
	return `span of tokens ${start_token}:${end_token}${note}`;
}
