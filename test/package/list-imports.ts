import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { root } from '../../scripts/setup/places.mjs';

export interface Import {
	/** The importing file, from the checkout's root. */
	readonly file: string;
	/** A package's or built-in's name, or the imported file from the checkout's root. */
	readonly target: string;
	readonly isFile: boolean;
	/** Gone after type stripping. */
	readonly isType: boolean;
}

/** Every import, export-from, dynamic import and require of the code under a folder, those of Vue components too. */
export function listImports(folder: string): Import[] {
	const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
	const code = files.filter((name) => /\.(ts|mts|mjs|js|vue)$/.test(name)).map((name) => posix.join(folder, name));
	return code.sort().flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
}

/** The imports of one file's text. */
export function importsOf(file: string, text: string): Import[] {
	const source = file.endsWith('.vue') ? scriptsOf(text) : text;
	const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
	const found: Import[] = [];
	const visit = (node: ts.Node): void => {
		const named = nameOf(node);
		if (named !== null) found.push(resolve(file, named.name, named.isType));
		node.forEachChild(visit);
	};
	visit(tree);
	return found;
}

function scriptsOf(component: string): string {
	return [...component.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n');
}

function nameOf(node: ts.Node): { name: string; isType: boolean } | null {
	if (ts.isImportDeclaration(node)) return literal(node.moduleSpecifier, isTypeImport(node));
	if (ts.isExportDeclaration(node)) return literal(node.moduleSpecifier, node.isTypeOnly);
	if (ts.isImportTypeNode(node))
		return literal(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
	if (!ts.isCallExpression(node)) return null;
	const { expression } = node;
	const loads = expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require';
	return loads ? literal(node.arguments[0], false) : null;
}

function isTypeImport({ importClause: clause }: ts.ImportDeclaration): boolean {
	if (clause === undefined) return false;
	if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
	const names = clause.namedBindings;
	if (clause.name !== undefined || names === undefined || !ts.isNamedImports(names)) return false;
	return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}

function literal(node: ts.Node | undefined, isType: boolean): { name: string; isType: boolean } | null {
	return node !== undefined && ts.isStringLiteralLike(node) ? { name: node.text, isType } : null;
}

function resolve(file: string, name: string, isType: boolean): Import {
	const isFile = name.startsWith('.');
	const target = isFile ? posix.join(posix.dirname(file), name) : name;
	return { file, target, isFile, isType };
}
