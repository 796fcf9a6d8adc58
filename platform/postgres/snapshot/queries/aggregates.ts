import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionSignature, inScope, outsideExtensions, signature } from '../in-scope.ts';

const sql = `
	SELECT ${signature('n', 'p')} AS name,
		pg_get_function_arguments(p.oid) AS arguments,
		pg_get_function_result(p.oid) AS result,
		CASE a.aggkind WHEN 'o' THEN 'ordered set' WHEN 'h' THEN 'hypothetical set' ELSE 'normal' END AS kind,
		${functionSignature('a.aggtransfn')} AS transition,
		format_type(a.aggtranstype, NULL) AS state_type,
		nullif(a.aggtransspace, 0) AS state_size,
		a.agginitval AS initial,
		${functionSignature('a.aggfinalfn')} AS final,
		nullif(a.aggfinalextra, false) AS final_extra,
		a.aggfinalmodify::text AS final_modify,
		${functionSignature('a.aggcombinefn')} AS combine,
		${functionSignature('a.aggserialfn')} AS serialize,
		${functionSignature('a.aggdeserialfn')} AS deserialize,
		${functionSignature('a.aggmtransfn')} AS moving_transition,
		${functionSignature('a.aggminvtransfn')} AS moving_inverse,
		CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS moving_state_type,
		nullif(a.aggmtransspace, 0) AS moving_state_size,
		a.aggminitval AS moving_initial,
		${functionSignature('a.aggmfinalfn')} AS moving_final,
		nullif(a.aggmfinalextra, false) AS moving_final_extra,
		a.aggmfinalmodify::text AS moving_final_modify,
		nullif(a.aggsortop, 0)::regoperator::text AS sort_operator,
		CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel,
		pg_get_userbyid(p.proowner)::text AS owner,
		${commentOf('pg_proc', 'p.oid')} AS comment
	FROM pg_aggregate a
	JOIN pg_proc p ON p.oid = a.aggfnoid
	JOIN pg_namespace n ON n.oid = p.pronamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_proc', 'p.oid')}`;

export const aggregates: CatalogQuery = { kind: 'aggregate', sql, rare: 'pg_aggregate WHERE aggfnoid >= 16384' };
