import type { Router } from 'express';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { toDirectusError } from '../../../platform/directus/to-directus-error.ts';

/** Routes of the contract that later versions bring; asking for one says so instead of a bare 404. */
const later =
	/^\/(runs\/[^/]+\/(rollback|retry|diff)|waivers|register|artifacts|backlog|signals|canon|openapi\.json|environments\/enrol|sign-offs\/[^/]+\/revoke)/;

export function refuseUnknown(router: Router): void {
	router.use((request, _response, next) => {
		const what = later.test(request.path) ? 'is not part of this version yet' : 'is no route of the cutter';
		next(toDirectusError(new CutterError('NOT_FOUND', `${request.method} /cutter${request.path} ${what}.`)));
	});
}
