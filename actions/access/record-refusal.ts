import { installationChain } from '../../contract/evidence.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { Site } from '../../platform/site.ts';
import { record } from '../ledger/record.ts';

/** The refusal of a known caller is evidence; that of an unknown one is not, so that nobody can grow the ledger. */
export async function recordRefusal(
	site: Site,
	refused: { readonly actor: string; readonly action: string; readonly run?: string | undefined },
	error: unknown,
): Promise<void> {
	if (!(error instanceof CutterError) || error.code === 'UNAUTHENTICATED') return;
	const { code, message, facts } = error;
	const body = { action: refused.action, code, message, gates: facts['gates'] ?? [], run: refused.run ?? null };
	const chain = refused.run ?? installationChain;
	await record(site, { chain, kind: 'action.refused', actor: refused.actor, body }).catch((failure: unknown) => {
		site.log.error(`a refusal could not be recorded: ${failure instanceof Error ? failure.message : String(failure)}`);
	});
}
