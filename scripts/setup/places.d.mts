export declare const root: string;
export declare const node22: string;
export declare function machinePath(): string;
