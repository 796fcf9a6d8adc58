import { z } from 'zod';
import { evidenceRecord } from './evidence.ts';
import { gateResult } from './gates.ts';
import { checkOutcome } from './outcomes.ts';

export const phases = ['open', 'rehearsed', 'approved', 'committed', 'completed', 'rolled_back', 'abandoned'] as const;
export const phase = z.enum(phases);
export type Phase = z.infer<typeof phase>;

export const conditions = ['active', 'stopped', 'interrupted'] as const;
export const condition = z.enum(conditions);
export type Condition = z.infer<typeof condition>;

/** Actions on a run that outlast a request; each is one job. */
export const runActions = [
	'preflight',
	'snapshot',
	'backup',
	'restore-test',
	'rehearse',
	'migrate',
	'verify',
	'sign-pair',
	'closeout',
] as const;
export const runAction = z.enum(runActions);
export type RunAction = z.infer<typeof runAction>;

export const actionStates = ['queued', 'running', 'done', 'refused', 'failed'] as const;
export const actionState = z.enum(actionStates);
export type ActionState = z.infer<typeof actionState>;

export const actionView = z.object({
	id: z.string(),
	run: z.string(),
	action: runAction,
	state: actionState,
	requested_by: z.string(),
	requested_at: z.string(),
	finished_at: z.string().nullable(),
	progress: z
		.object({ step: z.string(), fraction: z.number().min(0).max(1).nullable(), detail: z.string() })
		.nullable(),
	/** What the action found, once done: its outcome and one sentence. */
	result: z.object({ outcome: checkOutcome, message: z.string(), evidence: z.array(z.string()) }).nullable(),
	error: z.object({ code: z.string(), message: z.string(), gates: z.array(gateResult) }).nullable(),
});
export type ActionView = z.infer<typeof actionView>;

export const stepView = z.object({
	id: z.string(),
	title: z.string(),
	lane: z.enum(['standard', 'high']),
	state: z.enum(['pending', 'committed', 'satisfied']),
	/** Milliseconds the step took when it was committed. */
	milliseconds: z.number().nullable(),
});

/** Where what people have to know is kept: the decision backlog, or the manual record before its tables exist. */
export const recordSinks = ['decision_backlog', 'manual_record'] as const;
export const recordSink = z.enum(recordSinks);
export type RecordSink = z.infer<typeof recordSink>;

export const snapshotView = z.object({
	/** Hash of the `snapshot.taken` record: what `POST /sign-offs` of kind `snapshot_record` names. */
	digest: z.string(),
	/** `chain/seq` of that record. */
	evidence: z.string(),
	taken_at: z.string(),
	schema_digest: z.string(),
	/** Null until the G-2 seat has recorded it. It blocks nothing. */
	recorded: z.object({ by: z.string(), at: z.string(), sink: recordSink }).nullable(),
});

export const runView = z.object({
	id: z.string(),
	plan: z.string(),
	plan_title: z.string(),
	plan_digest: z.string(),
	environment: z.string(),
	requester: z.string(),
	opened_at: z.string(),
	phase,
	condition,
	/** Why the run is stopped or interrupted; empty when active. */
	condition_reason: z.string(),
	/** What seat holders sign; null until a rehearsal passed. */
	approval_digest: z.string().nullable(),
	steps: z.array(stepView),
	/** Oldest first; a backup takes one, too. */
	snapshots: z.array(snapshotView),
	/** The action in progress or the last one. */
	action: actionView.nullable(),
});
export type RunView = z.infer<typeof runView>;

export const openRunRequest = z.strictObject({
	plan: z.string().min(1),
	/** The label of the enrolled environment: a run says where it means to migrate. */
	environment: z.string().min(1),
});

/** Actions take no options in this version; one that was ignored would do more than was asked for. */
export const actionRequest = z.strictObject({});

export const runEvents = z.array(evidenceRecord);
