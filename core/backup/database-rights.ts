import { z } from 'zod';

export const databaseGrant = z.object({
	/** Null: PUBLIC. */
	grantee: z.string().nullable(),
	privilege: z.enum(['CREATE', 'CONNECT', 'TEMPORARY']),
	grantable: z.boolean(),
});

/** Owner and grants of a database, which no dump of a single database carries. */
export const databaseRights = z.object({ owner: z.string(), grants: z.array(databaseGrant) });
export type DatabaseRights = z.infer<typeof databaseRights>;
