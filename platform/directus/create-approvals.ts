import type { ApiExtensionContext } from '@directus/types';
import { approvalsCollection } from '../../contract/sign-offs.ts';

export const signOffPolicy = 'Cutter sign-off';

const text = (field: string, readonly = false) => ({
	field,
	type: 'string' as const,
	meta: { interface: 'input', readonly },
	schema: { is_nullable: false },
});

/** Makes the collection that keeps sign-offs and the policy whose `create` permission is the right to sign. */
export async function createApprovals({ services, getSchema, database }: ApiExtensionContext): Promise<void> {
	const options = async () => ({ schema: await getSchema({ bypassCache: true }), knex: database });
	const collections = new services.CollectionsService(await options());
	await collections.createOne({
		collection: approvalsCollection,
		schema: { name: approvalsCollection },
		meta: {
			icon: 'approval',
			note: 'Sign-offs of migrations. One item is one statement; it is never changed.',
			hidden: true,
		},
		fields: [
			{
				field: 'id',
				type: 'uuid',
				meta: { special: ['uuid'], hidden: true, readonly: true },
				schema: { is_primary_key: true, has_auto_increment: false },
			},
			{ field: 'run', type: 'uuid', meta: { interface: 'input' }, schema: { is_nullable: false } },
			text('kind'),
			text('digest'),
			text('outcome'),
			{ field: 'notes', type: 'text', meta: { interface: 'input-multiline' }, schema: {} },
			{ field: 'signer', type: 'uuid', meta: { interface: 'input', readonly: true }, schema: { is_nullable: false } },
			{ field: 'seats', type: 'json', meta: { interface: 'tags', readonly: true }, schema: { is_nullable: false } },
			{ field: 'signed_at', type: 'timestamp', meta: { readonly: true }, schema: { is_nullable: false } },
			{ field: 'expires_at', type: 'timestamp', meta: { readonly: true }, schema: { is_nullable: false } },
		] as never,
	} as never);
	const policies = new services.PoliciesService(await options());
	const known = await policies.readByQuery({ filter: { name: { _eq: signOffPolicy } }, fields: ['id'] });
	if (known.length > 0) return;
	const policy = await policies.createOne({
		name: signOffPolicy,
		icon: 'approval',
		description: 'May sign migrations, as far as a seat is held.',
		admin_access: false,
		app_access: false,
	});
	const permissions = new services.PermissionsService(await options());
	for (const action of ['create', 'read']) {
		// No item rules and no field lists: those are licensed, and the filter hook and the database judge instead.
		await permissions.createOne({
			policy,
			collection: approvalsCollection,
			action,
			fields: ['*'],
			permissions: {},
			validation: {},
		});
	}
}
