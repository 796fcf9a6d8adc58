import { en, type MessageId } from './en.ts';
import { vi } from './vi.ts';

export type Language = 'en' | 'vi';
export type MessageValues = Readonly<Record<string, string | number>>;

const messages: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = { en, vi };

/** The language of a Studio locale such as `vi-VN`; English where there is no translation. */
export function languageOf(locale: string): Language {
	return locale.toLowerCase().split('-')[0] === 'vi' ? 'vi' : 'en';
}

/** The text of an id, with its `{name}` places filled in; a place without a value stays visible. */
export function translate(language: Language, id: MessageId, values: MessageValues = {}): string {
	return messages[language][id].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
