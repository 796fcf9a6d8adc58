import type { SyntaxNode } from './tree.ts';

/** A statement inside a body. */
export interface BodyStatement {
	readonly node: SyntaxNode;
	/** Its own text; empty where the body's language has a word of its own for it. */
	readonly text: string;
	/** 1-based, counted from the quote that opens the body. */
	readonly line: number;
}

/** A part of a body that could not be looked into. */
export interface Unread {
	readonly line: number;
	readonly what: string;
}

/** What a DO block or a function would run, as far as the parsers reach. */
export interface Body {
	readonly statements: readonly BodyStatement[];
	readonly unread: readonly Unread[];
}
