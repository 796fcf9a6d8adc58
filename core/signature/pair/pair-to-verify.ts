import type { z } from 'zod';
import type {
	executorCutStatement,
	executorRunStatement,
	Keyring,
	RevisionPolicy,
	SignatureRevocation,
	verifierCutStatement,
	verifierRunStatement,
} from '../../../contract/signatures.ts';

/** A signed half as it was found. */
export interface PresentedHalf {
	/** A `SignedHalf`, not looked at yet. */
	readonly half: unknown;
	/** When the ledger or the database recorded it, by their clock and not the signer's. */
	readonly recorded_at: string;
	readonly revocation: SignatureRevocation | null;
}

/** What a half has to say, as whoever verifies knows it from elsewhere: ledger, settings, tables. */
export interface ExpectedHalf<Statement> {
	readonly statement: Statement;
	/** The account that carried it out. */
	readonly identity: string;
	/** The revision of the tool that carried it out, as its own evidence recorded it. */
	readonly tool_revision: string;
	readonly prior_signature_id: string | null;
}

/** What the verifier's half says of the executor's is not known beforehand: it is compared with that half. */
type Countersigned<Statement> = Omit<Statement, 'executor_payload_hash'>;

export type ExpectedPair =
	| {
			readonly subject: 'run';
			readonly id: string;
			readonly executor: ExpectedHalf<z.infer<typeof executorRunStatement>>;
			readonly verifier: ExpectedHalf<Countersigned<z.infer<typeof verifierRunStatement>>>;
	  }
	| {
			readonly subject: 'change_set';
			readonly id: string;
			readonly executor: ExpectedHalf<z.infer<typeof executorCutStatement>>;
			readonly verifier: ExpectedHalf<Countersigned<z.infer<typeof verifierCutStatement>>>;
	  };

export interface PairToVerify {
	readonly executor: PresentedHalf | null;
	readonly verifier: PresentedHalf | null;
	readonly expected: ExpectedPair;
	readonly keyring: Keyring;
	/** `integrity_check` takes halves without a signature; the verdict then says that it rests on nothing more. */
	readonly scheme: 'ed25519' | 'integrity_check';
	readonly revision_policy: RevisionPolicy;
	/** The last instant at which the verifier's half could be recorded; null: there is none. */
	readonly deadline: string | null;
	readonly now: string;
}
