import { unicodeVersion } from './unicode/tables.ts';

/** The rule's id, as `verify_result.canonicalization_rule_used` records it. A change of any result needs a new id. */
export const canonRule = 'canon-md-v0.1.0';

/** The version of Unicode whose data the rule is pinned to, whatever the runtime knows. */
export const canonUnicode: string = unicodeVersion;
