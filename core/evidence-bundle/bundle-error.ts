/** A file that is no evidence bundle, or one that cannot be read as it is: nothing of it can be judged. */
export class BundleError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'BundleError';
	}
}
