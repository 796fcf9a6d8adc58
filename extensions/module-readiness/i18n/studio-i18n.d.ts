/** Studio supplies vue-i18n at runtime and the package is no dependency here: only what is used of it is declared. */
declare module 'vue-i18n' {
	import type { Ref } from 'vue';

	export function useI18n(): { readonly locale: Ref<string> };
}
