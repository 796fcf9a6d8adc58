const mark = '***';

/** Takes passwords out of a text: the given ones, and what stands where URLs and conninfo strings hold one. */
export function scrubSecrets(text: string, secrets: readonly string[]): string {
	const known = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]).filter((secret) => secret !== '');
	return known
		.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, mark), text)
		.replaceAll(/(postgres(?:ql)?:\/\/[^\s:/@]*:)[^\s@]*@/g, `$1${mark}@`)
		.replaceAll(/(\bpassword\s*=\s*)(?:'(?:[^'\\]|\\.)*'|\S+)/gi, `$1${mark}`);
}
