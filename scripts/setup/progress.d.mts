export declare function say(text: string): void;
export declare function step<Result>(text: string, work: () => Promise<Result>): Promise<Result>;
