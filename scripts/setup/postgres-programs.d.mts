export declare const OLDEST_MAJOR: number;
export declare function findPostgresPrograms(wanted?: number): { folder: string; major: number } | null;
