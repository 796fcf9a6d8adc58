import { z } from 'zod';

/** The server answered, in a shape that the contract does not know. */
export class AnswerShapeError extends Error {
	override readonly name = 'AnswerShapeError';
}

const envelope = z.object({ data: z.unknown() });

/** The `data` of an answer `{ data, meta }`, in the contract's type; throws AnswerShapeError naming the first fault. */
export function parseAnswer<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
	const parsed = schema.safeParse(envelope.safeParse(answer).data?.data);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new AnswerShapeError(issue === undefined ? 'data' : `${['data', ...issue.path].join('.')}: ${issue.code}`);
}
