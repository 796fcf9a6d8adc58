/**
 * The Flow that migrates when a sign-off completes the quorum, as a body for `POST /flows`.
 * It only asks: gates, quorum and identity are decided by the action, and an incomplete quorum resolves `waiting`.
 */
export const migrateOnApprovalFlow = {
	name: 'Cutter: migrate on approval',
	icon: 'rule',
	description: 'Asks for the migration when a sign-off is created; verifies after a commit.',
	status: 'active',
	trigger: 'event',
	accountability: 'all',
	options: { type: 'action', scope: ['items.create'], collections: ['cutter_approvals'] },
} as const;

/** Its operations in order; each resolves into the next. Bodies for `POST /operations`, `flow` and `resolve` to be filled in. */
export const migrateOnApprovalOperations = [
	{
		name: 'Migrate',
		key: 'migrate',
		type: 'cutter-migrate',
		position_x: 19,
		position_y: 1,
		options: { action: 'migrate', run: '{{$trigger.payload.run}}', wait: true, fail_on: 'gate' },
	},
	{
		name: 'Committed?',
		key: 'committed',
		type: 'condition',
		position_x: 37,
		position_y: 1,
		options: { filter: { migrate: { verdict: { _eq: 'committed' } } } },
	},
	{
		name: 'Verify',
		key: 'verify',
		type: 'cutter-migrate',
		position_x: 55,
		position_y: 1,
		options: { action: 'verify', run: '{{$trigger.payload.run}}', wait: true, fail_on: 'gate' },
	},
] as const;
