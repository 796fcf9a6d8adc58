import type { Rule } from '../rule.ts';
import { additionsOnlyBroken } from './additions-only-broken.ts';
import { alterSystem } from './alter-system.ts';
import { clusterObject } from './cluster-object.ts';
import { concurrently } from './concurrently.ts';
import { copyFile } from './copy-file.ts';
import { copyProgram } from './copy-program.ts';
import { copyStream } from './copy-stream.ts';
import { countsImpossible } from './counts-impossible.ts';
import { databaseLevel } from './database-level.ts';
import { defaultBeforeBackfill } from './default-before-backfill.ts';
import { defaultSetBeforeBackfill } from './default-set-before-backfill.ts';
import { destructive } from './destructive.ts';
import { discard } from './discard.ts';
import { dropCascade } from './drop-cascade.ts';
import { enumValueUsed } from './enum-value-used.ts';
import { frozenTouched } from './frozen-touched.ts';
import { grantToPublic } from './grant-to-public.ts';
import { ifExists } from './if-exists.ts';
import { indexBuild } from './index-build.ts';
import { judgeSetting } from './judge-setting.ts';
import { listen } from './listen.ts';
import { load } from './load.ts';
import { maintenance } from './maintenance.ts';
import { missingTimeouts } from './missing-timeouts.ts';
import { notNullWithoutDefault } from './not-null-without-default.ts';
import { notRestorableUnknown } from './not-restorable-unknown.ts';
import { ownSchemasRule } from './own-schemas.ts';
import { preflightImpossible } from './preflight-impossible.ts';
import { quorumImpossible } from './quorum-impossible.ts';
import { rename } from './rename.ts';
import { scopeForbidden } from './scope-forbidden.ts';
import { scopeOutside } from './scope-outside.ts';
import { securityDefiner } from './security-definer.ts';
import { serverFunction } from './server-function.ts';
import { sideEffectOutside } from './side-effect-outside.ts';
import { subscription } from './subscription.ts';
import { systemCatalogs } from './system-catalogs.ts';
import { tableRewrite } from './table-rewrite.ts';
import { transactionControl } from './transaction-control.ts';
import { triggerDisable } from './trigger-disable.ts';
import { unboundedWrite } from './unbounded-write.ts';
import { updateThenAlter } from './update-then-alter.ts';
import { validationScan } from './validation-scan.ts';
import { volatileDefault } from './volatile-default.ts';

/** Every rule of the lint: errors that may not run, errors of a plan that contradicts itself, hazards. */
export const allRules: readonly Rule[] = [
	transactionControl,
	concurrently,
	copyProgram,
	copyFile,
	copyStream,
	alterSystem,
	maintenance,
	databaseLevel,
	load,
	listen,
	discard,
	subscription,
	judgeSetting,
	ownSchemasRule,
	serverFunction,
	systemCatalogs,
	scopeOutside,
	scopeForbidden,
	frozenTouched,
	additionsOnlyBroken,
	defaultBeforeBackfill,
	updateThenAlter,
	quorumImpossible,
	countsImpossible,
	preflightImpossible,
	sideEffectOutside,
	notRestorableUnknown,
	tableRewrite,
	validationScan,
	indexBuild,
	notNullWithoutDefault,
	volatileDefault,
	defaultSetBeforeBackfill,
	enumValueUsed,
	destructive,
	dropCascade,
	unboundedWrite,
	rename,
	ifExists,
	triggerDisable,
	grantToPublic,
	securityDefiner,
	clusterObject,
	missingTimeouts,
];
