/** Builds and packs what has changed; the tarball's path. */
export declare function prepareBundle(): Promise<string>;
