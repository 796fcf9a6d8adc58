import { type CompiledCheck, compiled, json } from './compiled-check.ts';
import { listObjects, type NamedObjects, objectsWhosePresenceDiffers } from './find-objects.ts';

/** All named schemas, relations, tables and columns are there. */
export function compilePresent(objects: NamedObjects): CompiledCheck {
	return compiled(objectsWhosePresenceDiffers, [json(listObjects(objects)), true]);
}
