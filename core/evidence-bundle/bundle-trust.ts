/** What a verifier brings along; the bundle may come from anybody. */
export interface BundleTrust {
	/** The text of a `heads.json` that was kept elsewhere: the chains are compared with that instead of the bundle's own. */
	readonly heads?: string | undefined;
	/** The text of a `keyring.json` that was kept elsewhere: the heads have to be signed by one of its keys. */
	readonly keyring?: string | undefined;
}
