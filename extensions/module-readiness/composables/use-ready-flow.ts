import { useApi } from '@directus/extensions-sdk';
import { ref, shallowRef } from 'vue';
import { z } from 'zod';
import { migrateOnApprovalFlow, migrateOnApprovalOperations } from '../../../contract/ready-flows.ts';
import { parseAnswer } from './parse-answer.ts';
import { type Failure, readFailure } from './read-failure.ts';

type FlowState = { readonly state: 'unknown' | 'absent' } | { readonly state: 'installed'; readonly id: string };

const created = z.object({ id: z.string() });

/** Finds and installs the Flow that migrates on approval, by its name, with the administrator's own rights. */
export function useReadyFlow() {
	const api = useApi();
	const flow = shallowRef<FlowState>({ state: 'unknown' });
	const busy = ref(false);
	const failure = shallowRef<Failure | null>(null);

	async function look(): Promise<void> {
		const params = { 'filter[name][_eq]': migrateOnApprovalFlow.name, fields: 'id', limit: 1 };
		try {
			const [found] = parseAnswer(z.array(created), (await api.get<unknown>('/flows', { params })).data);
			flow.value = found === undefined ? { state: 'absent' } : { state: 'installed', id: found.id };
		} catch (error) {
			failure.value = readFailure(error);
		}
	}

	async function post(path: string, body: object): Promise<string> {
		return parseAnswer(created, (await api.post<unknown>(path, body)).data).id;
	}

	/** The Flow stays inactive until its whole chain stands: half an installation must not answer an approval. */
	async function install(): Promise<void> {
		busy.value = true;
		failure.value = null;
		try {
			const id = await post('/flows', { ...migrateOnApprovalFlow, status: 'inactive' });
			let next: string | null = null;
			for (const operation of migrateOnApprovalOperations.toReversed()) {
				next = await post('/operations', { ...operation, flow: id, resolve: next });
			}
			await api.patch<unknown>(`/flows/${id}`, { operation: next, status: migrateOnApprovalFlow.status });
		} catch (error) {
			failure.value = readFailure(error);
		}
		await look();
		busy.value = false;
	}

	return { flow, busy, failure, look, install };
}
