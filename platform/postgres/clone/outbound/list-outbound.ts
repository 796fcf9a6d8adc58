import { z } from 'zod';
import type { Session } from '../../session.ts';

const outboundPath = z.object({
	/** What it is, for people: `foreign server elsewhere (postgres_fdw)`. */
	what: z.string(),
	/** `switched-off` for a clone; `not-run` here, for what runs it is not started; `open` to whoever calls it. */
	state: z.enum(['switched-off', 'not-run', 'open']),
});
export type OutboundPath = z.infer<typeof outboundPath>;

/** Extensions whose functions speak to the network by themselves. Ours; what is not known here stays `open` all the same. */
const speaking = ['http', 'pg_net', 'aws_s3', 'aws_lambda', 'pg_curl', 'pgmemcache', 'plproxy', 'pg_amqp', 'redis_fdw'];
/** Tables from which a background worker or an outside process takes jobs. */
const jobTables = ['cron.job', 'pgagent.pga_job', 'timetable.chain', 'pgboss.job', 'graphile_worker._private_jobs'];

const sql = `
	SELECT 'foreign server ' || quote_ident(s.srvname) || ' (' || w.fdwname || ')' AS what, 'switched-off' AS state
	FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
	UNION ALL
	SELECT 'extension dblink', 'switched-off' FROM pg_catalog.pg_extension WHERE extname = 'dblink'
	UNION ALL
	SELECT 'extension ' || extname, 'open' FROM pg_catalog.pg_extension WHERE extname = ANY ($1::text[])
	UNION ALL
	SELECT count(*) || ' functions in ' || l.lanname, 'open'
	FROM pg_catalog.pg_language l JOIN pg_catalog.pg_proc p ON p.prolang = l.oid
	WHERE NOT l.lanpltrusted AND l.lanname NOT IN ('internal', 'c', 'sql') GROUP BY l.lanname
	UNION ALL
	SELECT 'jobs in ' || name, 'not-run' FROM unnest($2::text[]) name WHERE to_regclass(name) IS NOT NULL
	ORDER BY 1`;

/** Everything in a database that could reach out of it, as far as it can be known by its catalogs. */
export async function listOutbound(session: Session): Promise<OutboundPath[]> {
	const { rows } = await session.query(sql, [speaking, jobTables]);
	return rows.map((row) => outboundPath.parse(row));
}
