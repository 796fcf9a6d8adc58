import { shallowRef } from 'vue';
import { z } from 'zod';
import { statusView } from '../../../contract/status.ts';
import { type Failure, readFailure } from './read-failure.ts';
import { useCutterApi } from './use-cutter-api.ts';
import { usePolling } from './use-polling.ts';

/** A plan that does not parse has no verdict; it is named with its fault instead of being left out. */
const listedStatus = statusView.extend({
	refused: z.array(z.object({ folder: z.string(), message: z.string() })).default([]),
});
export type ListedStatus = z.output<typeof listedStatus>;

const intervalMilliseconds = 10_000;

/** The list of plans with their verdicts, kept current. A failure leaves the last good view in place. */
export function useStatus() {
	const { read } = useCutterApi();
	const view = shallowRef<ListedStatus | null>(null);
	const failure = shallowRef<Failure | null>(null);

	async function tick(): Promise<void> {
		try {
			view.value = await read('/status', listedStatus);
			failure.value = null;
		} catch (error) {
			failure.value = readFailure(error);
		}
	}

	const { refresh } = usePolling(tick, () => intervalMilliseconds);
	return { view, failure, refresh };
}
