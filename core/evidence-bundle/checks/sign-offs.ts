import type { SignOffKind } from '../../../contract/sign-offs.ts';
import { deriveQuorum, type QuorumRule } from '../../approval/derive-quorum.ts';
import { migrationIntended, runOpened, signoffRecorded } from '../../evidence/bodies.ts';
import type { LedgerRow } from '../../evidence/ledger-row.ts';
import { type BundleCheck, check, lastBefore, recordsOfKind } from '../bundle-check.ts';
import type { OpenedBundle } from '../open-bundle.ts';
import { seatsAt } from '../seat-namings.ts';
import { readRehearsals } from './approval.ts';
import { readPlanRule } from './plan.ts';

/** Each sign-off cites an approval digest of the run, or a snapshot, by somebody else than the requester, who held the seats then. */
export function verifySignOffs({ chain, installation }: OpenedBundle): BundleCheck {
	return check(
		'sign-offs',
		'Sign-offs cite the approval digest or a snapshot, by holders of the seats, never by the requester',
		() => {
			const signed = readSignOffs(chain);
			const requester = readRequester(chain);
			const wrong = signed.flatMap(({ seq, actor, recorded_at, body }) => {
				const { kind, digest, signer, seats } = body;
				const known = citable(chain, kind, seq).includes(digest);
				const held = seatsAt(installation, recorded_at).filter(({ holder }) => holder === signer);
				const unheld = seats.filter((seat) => !held.some((one) => one.seat === seat));
				return [
					...(known ? [] : [`record ${seq} cites ${digest}, which no ${givers[kind]} before it gave`]),
					...(signer === requester ? [`record ${seq} is signed by the requester`] : []),
					...(signer === actor ? [] : [`record ${seq} is signed by ${signer}, and was caused by ${actor}`]),
					...unheld.map((seat) => `record ${seq}: ${signer} did not hold the seat ${seat} then`),
				];
			});
			return { wrong, passed: `${signed.length} sign-offs` };
		},
	);
}

const givers: Readonly<Record<SignOffKind, string>> = { execution: 'rehearsal', snapshot_record: 'snapshot' };

/** What a sign-off could be about when it was given. */
function citable(chain: readonly LedgerRow[], kind: SignOffKind, before: number): (string | null)[] {
	const earlier = chain.filter(({ seq }) => seq < before);
	if (kind === 'execution') return readRehearsals(earlier).map(({ body }) => body.approval_digest);
	return earlier.filter((row) => row.kind === 'snapshot.taken').map(({ hash }) => hash);
}

/** At each moment when a migration was intended, those had signed whom the plan asks for. */
export function verifyQuorum(bundle: OpenedBundle): BundleCheck {
	return check('quorum', 'When the migration was intended, those had signed whom the plan asks for', () => {
		const { chain } = bundle;
		const intended = recordsOfKind(chain, 'migration.intended', migrationIntended);
		const rule = readPlanRule(bundle)?.approvals.execution;
		if (intended.length === 0) return { wrong: [], passed: 'no migration was intended' };
		if (!rule)
			return { wrong: [], undecided: ['the plan cannot be read, so that nobody knows whom it asks for'], passed: '' };
		const wrong = intended.flatMap(({ seq, recorded_at, body }) => {
			const approved = lastBefore(readRehearsals(chain), seq)?.body.approval_digest;
			const other =
				approved === body.approval_digest
					? []
					: [`record ${seq} rests on another approval than that of the rehearsal before it`];
			const missing = findMissing(bundle, rule, { seq, recorded_at, digest: body.approval_digest });
			return [...other, ...(missing === null ? [] : [`record ${seq}: ${missing}`])];
		});
		return { wrong, passed: `${rule.people} people for ${rule.seats.join(', ')}` };
	});
}

/** Expiry stands in no record: every sign-off counts as one that had not expired. */
const never = new Date(8.64e15);

function findMissing(
	{ chain, installation }: OpenedBundle,
	rule: QuorumRule,
	at: { readonly seq: number; readonly recorded_at: string; readonly digest: string },
): string | null {
	const signOffs = readSignOffs(chain)
		.filter(({ seq, body }) => seq < at.seq && body.kind === 'execution')
		.map(({ recorded_at, body }) => ({ ...body, id: body.item, signed_at: new Date(recorded_at), expires_at: never }));
	const now = new Date(at.recorded_at);
	const seats = seatsAt(installation, at.recorded_at);
	const quorum = deriveQuorum(rule, { digest: at.digest, requester: readRequester(chain), now, seats, signOffs });
	if (quorum.complete) return null;
	if (quorum.rejected_by.length > 0) return `${quorum.rejected_by.join(', ')} had rejected`;
	if (quorum.missing_seats.length > 0) return `nobody had signed for ${quorum.missing_seats.join(', ')}`;
	return `${quorum.signers.length} of ${rule.people} people had signed`;
}

function readSignOffs(chain: readonly LedgerRow[]) {
	return recordsOfKind(chain, 'signoff.recorded', signoffRecorded);
}

function readRequester(chain: readonly LedgerRow[]): string {
	return recordsOfKind(chain.slice(0, 1), 'run.opened', runOpened)[0]?.body.requester ?? '';
}
