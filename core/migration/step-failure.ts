/** A step was carried out and came out wrong; its transaction is rolled back and the run stops. */
export class StepFailure extends Error {
	readonly step: string;
	readonly sqlstate: string | null;

	constructor(step: string, reason: string, sqlstate: string | null = null) {
		super(reason);
		this.step = step;
		this.sqlstate = sqlstate;
	}
}
