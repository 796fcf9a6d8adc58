import { type CompiledCheck, compiled, json } from './compiled-check.ts';
import { listObjects, type NamedObjects, objectsWhosePresenceDiffers } from './find-objects.ts';

/** None of the named schemas, relations, tables and columns is there. */
export function compileAbsent(objects: NamedObjects): CompiledCheck {
	return compiled(objectsWhosePresenceDiffers, [json(listObjects(objects)), false]);
}
