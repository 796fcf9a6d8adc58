import { ref, shallowRef } from 'vue';
import { type Failure, readFailure } from './read-failure.ts';
import { useCutterApi } from './use-cutter-api.ts';

/** One request for a change at a time; `refresh` reads the state back before the next one may be asked. */
export function useAsking(refresh: () => Promise<void>) {
	const api = useCutterApi();
	const asking = ref(false);
	const refusal = shallowRef<Failure | null>(null);

	/** True when the server accepted it. */
	async function ask(path: string, body: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
		if (asking.value) return false;
		asking.value = true;
		refusal.value = null;
		try {
			await api.ask(path, body);
		} catch (error) {
			refusal.value = readFailure(error);
		}
		await refresh();
		asking.value = false;
		return refusal.value === null;
	}

	return { asking, refusal, ask };
}
