import type { z } from 'zod';

/** What a schema objects to first: the field, with dots, and a sentence that begins with it. */
export function firstIssue(error: z.ZodError, root: string): { readonly field: string; readonly message: string } {
	const [issue] = error.issues;
	const field = issue?.path.join('.') ?? '';
	return { field, message: `${field || root}: ${issue?.message ?? 'not of its shape'}` };
}
