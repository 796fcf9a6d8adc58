import type { z } from 'zod';
import { CutterError } from '../../core/errors/cutter-error.ts';

/** Parses what came from outside. @throws CutterError INVALID_INPUT with the path of every fault */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	const parsed = schema.safeParse(input);
	if (parsed.success) return parsed.data;
	const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.') || '(body)', message }));
	throw new CutterError('INVALID_INPUT', issues.map(({ path, message }) => `${path}: ${message}`).join('; '), {
		issues,
	});
}
