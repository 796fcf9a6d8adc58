import { shallowRef } from 'vue';
import type { EvidenceRecord } from '../../../contract/evidence.ts';
import { runEvents } from '../../../contract/runs.ts';
import { type ReadinessView, readinessView } from '../../../contract/status.ts';
import { derivePollInterval } from './derive-poll-interval.ts';
import { type Failure, readFailure } from './read-failure.ts';
import { useCutterApi } from './use-cutter-api.ts';
import { usePolling } from './use-polling.ts';

/** The audit of one plan and the evidence of its run, kept current. A failure leaves the last good view in place. */
export function useReadiness(plan: string) {
	const { read } = useCutterApi();
	const view = shallowRef<ReadinessView | null>(null);
	const events = shallowRef<readonly EvidenceRecord[]>([]);
	const failure = shallowRef<Failure | null>(null);

	async function tick(): Promise<void> {
		try {
			const readiness = await read('/readiness', readinessView, { plan });
			view.value = readiness;
			await follow(readiness.run?.id ?? null);
			failure.value = null;
		} catch (error) {
			failure.value = readFailure(error);
		}
	}

	/** A chain only grows: what is known is kept, and only what came after it is asked for. */
	async function follow(run: string | null): Promise<void> {
		const known = events.value.filter(({ chain }) => chain === run);
		if (run === null) {
			events.value = [];
			return;
		}
		const after = String(known.at(-1)?.seq ?? 0);
		const later = await read(`/runs/${encodeURIComponent(run)}/events`, runEvents, { after });
		if (known.length !== events.value.length || later.length > 0) events.value = [...known, ...later];
	}

	const { refresh } = usePolling(tick, () => derivePollInterval(view.value?.run ?? null));
	return { view, events, failure, refresh };
}
