import { readFile } from 'node:fs/promises';
import type { HookExtensionContext } from '@directus/types';
import { z } from 'zod';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { enrolOneKey, type KeyChange, rotateOneKey } from '../../../actions/key/enrol-keys.ts';
import { listKeys } from '../../../actions/key/list-keys.ts';
import { orRefuse } from '../../../actions/key/or-refuse.ts';
import { revokeOneKey } from '../../../actions/key/revoke-one-key.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import { type KeyView, keyRevocationReason, type PairHalf, pairHalf } from '../../../contract/signatures.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { publicKeyFromPem } from '../../../core/signature/key/key-files.ts';
import { finish } from './finish.ts';
import { type Options, type Program, text } from './program.ts';

const by = 'command line';
const keyId = z.string().regex(/^[0-9a-f]{64}$/, 'the id of a key: directus cutter key list');

/** Adds `directus cutter key list | enrol | rotate | revoke`: for whoever administers the host, as `init` is. */
export function addKeyCommands(cutter: Program, open: () => Promise<Runtime>, context: HookExtensionContext): void {
	const key = cutter.command('key').description('The keys of executor and verifier: list, enrol, rotate, revoke');
	const add = (name: string, description: string) =>
		key.command(name).description(description).option('--json', 'one JSON document on standard output');
	const isJson = (options: Options) => options['json'] === true;
	const change = (options: Options, work: (runtime: Runtime) => Promise<KeyChange>) =>
		finish(context, isJson(options), async () => work(await open()), describeChange);
	const addNew = (name: string, description: string, work: typeof enrolOneKey) =>
		add(name, description)
			.option('--holder <half>', 'executor or verifier')
			.option('--public-key <file>', 'public key in PEM, of a key that is made and kept elsewhere')
			.action((options: Options) =>
				change(options, async ({ site }) => work(site, { by, ...(await readOrder(options)) })),
			);

	add('list', 'Every key: holder, state, since and until when, and whether this host holds it').action(
		(options: Options) => finish(context, isJson(options), async () => listKeys((await open()).site), describeKeys),
	);
	addNew('enrol', 'A key for a half that has none in use; made here, or given by its public half', enrolOneKey);
	addNew('rotate', 'A new key in place of the one in use, on the host that holds it', rotateOneKey);
	add('revoke', 'Take a key back for good; one that was compromised voids all that it ever signed')
		.argument('<id>', 'id of the key')
		.option('--reason <reason>', keyRevocationReason.options.join(', '))
		.action((id: string, options: Options) =>
			change(options, ({ site }) => {
				const reason = parseInput(keyRevocationReason, text(options, 'reason'));
				return revokeOneKey(site, { key_id: parseInput(keyId, id), reason, by });
			}),
		);
}

async function readOrder(options: Options): Promise<{ holder: PairHalf; public_key: string | null }> {
	const holder = parseInput(pairHalf, text(options, 'holder'));
	const file = text(options, 'publicKey');
	if (file === undefined) return { holder, public_key: null };
	const pem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
		throw new CutterError('INVALID_INPUT', `The public key ${file} cannot be read: ${error.code}.`);
	});
	return { holder, public_key: orRefuse(() => publicKeyFromPem(pem)) };
}

function describeChange({ record, told }: KeyChange): string[] {
	if (!record) return ['The key was enrolled already; its file is in its place now.', ...told];
	const { change, key } = record;
	return [
		`${key.holder} key ${key.key_id} ${change === 'rotated' ? `enrolled in place of ${key.prior}` : change}`,
		...told,
	];
}

function describeKeys(keys: readonly KeyView[]): string[] {
	if (keys.length === 0) return ['No key was ever enrolled: directus cutter init does.'];
	return keys.map(({ holder, key_id, state, since, until, revocation_reason, prior, at_hand }) =>
		[
			holder.padEnd(8),
			key_id,
			revocation_reason ? `${state}: ${revocation_reason}` : state,
			`since ${since}`,
			...(until ? [`until ${until}`] : []),
			...(prior ? [`in place of ${prior.slice(0, 16)}…`] : []),
			...(at_hand ? ['here'] : []),
		].join('  '),
	);
}
