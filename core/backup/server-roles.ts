import { z } from 'zod';

/** A role's attributes; never its password. */
export const roleAttributes = z.object({
	name: z.string(),
	superuser: z.boolean(),
	inherit: z.boolean(),
	create_role: z.boolean(),
	create_db: z.boolean(),
	can_login: z.boolean(),
	replication: z.boolean(),
	bypass_rls: z.boolean(),
	/** -1: unlimited. */
	connection_limit: z.int(),
	/** RFC 3339 UTC, `infinity`, or null. */
	valid_until: z.string().nullable(),
});
export type RoleAttributes = z.infer<typeof roleAttributes>;

export const roleMembership = z.object({
	role: z.string(),
	member: z.string(),
	admin: z.boolean(),
	/** Null before PostgreSQL 16, which knows neither. */
	inherit: z.boolean().nullable(),
	set: z.boolean().nullable(),
});
export type RoleMembership = z.infer<typeof roleMembership>;

/** One `ALTER ROLE … SET` or `ALTER DATABASE … SET`. */
export const roleSetting = z.object({
	/** Null: every role. */
	role: z.string().nullable(),
	/** True: in this database only. */
	in_database: z.boolean(),
	name: z.string(),
	value: z.string(),
});
export type RoleSetting = z.infer<typeof roleSetting>;

/** What a dump of one database does not carry, and its restored copy needs. */
export interface ServerRoles {
	readonly roles: readonly RoleAttributes[];
	readonly memberships: readonly RoleMembership[];
	readonly settings: readonly RoleSetting[];
}
