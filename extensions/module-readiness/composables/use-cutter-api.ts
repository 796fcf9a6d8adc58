import { useApi } from '@directus/extensions-sdk';
import type { z } from 'zod';
import { parseAnswer } from './parse-answer.ts';

/** The bundle's own routes. What is read is parsed here once, so that pages only see the contract's types. */
export function useCutterApi() {
	const api = useApi();

	async function read<Schema extends z.ZodType>(
		path: string,
		schema: Schema,
		params: Readonly<Record<string, string>> = {},
	): Promise<z.output<Schema>> {
		const answer = await api.get<unknown>(`/cutter${path}`, { params });
		return parseAnswer(schema, answer.data);
	}

	/** Asks for a change. The answer is not believed: the page reads the state back. */
	async function ask(path: string, body: Readonly<Record<string, unknown>> = {}): Promise<void> {
		await api.post<unknown>(`/cutter${path}`, body);
	}

	return { read, ask };
}
