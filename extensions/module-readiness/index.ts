import { defineModule } from '@directus/extensions-sdk';
import OverviewRoute from './routes/overview.vue';
import PlanRoute from './routes/plan.vue';

export default defineModule({
	id: 'cutter',
	name: 'Readiness',
	icon: 'rule',
	routes: [
		{ name: 'cutter-overview', path: '', component: OverviewRoute },
		{ name: 'cutter-plan', path: ':plan', component: PlanRoute, props: true },
	],
	// Visibility only: the server authorises every request, and whoever may not read is told so on the page.
	preRegisterCheck: (user) => user.app_access,
});
