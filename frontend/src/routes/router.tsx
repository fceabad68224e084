import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Shell } from '../features/shell/Shell';
import { withWords } from '../i18n/later';
import { only, parseSearch, stringifySearch } from '../lib/search';
import { currentUser } from '../lib/session';
import { SkeletonPage } from '../ui/states';
import { NotFound, RouteFailed } from './fallbacks';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: RouteFailed });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: only('redirect'),
  component: lazyRouteComponent(() => withWords(import('../features/sign-in/SignIn')), 'SignIn'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => withWords(import('../features/sign-in/Forgot')), 'Forgot'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => withWords(import('../features/sign-in/Invitation')), 'Invitation'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => withWords(import('../features/sign-in/Reset')), 'Reset'),
});

const addressChange = createRoute({
  getParentRoute: () => root,
  path: '/address/change',
  component: lazyRouteComponent(() => withWords(import('../features/sign-in/Address')), 'AgreeToAddress'),
});

const addressConfirm = createRoute({
  getParentRoute: () => root,
  path: '/address/confirm',
  component: lazyRouteComponent(() => withWords(import('../features/sign-in/Address')), 'ConfirmAddress'),
});

const liftFreeze = createRoute({
  getParentRoute: () => root,
  path: '/freeze/lift',
  component: lazyRouteComponent(() => withWords(import('../features/sign-in/LiftFreeze')), 'LiftFreeze'),
});

const enroll = createRoute({
  getParentRoute: () => root,
  path: '/enroll',
  beforeLoad: async () => {
    const user = await currentUser();
    if (!user?.mustEnroll) throw redirect({ to: user ? '/' : '/sign-in' });
  },
  component: lazyRouteComponent(() => withWords(import('../features/sign-in/Enroll')), 'Enroll'),
});

async function signedIn({ location }: { location: { pathname: string; href: string } }) {
  const user = await currentUser();
  if (user === null) {
    throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { redirect: location.href } });
  }
  if (user.mustEnroll) throw redirect({ to: '/enroll' });
}

/** Everything behind sign-in, inside the shell. */
const app = createRoute({ getParentRoute: () => root, id: 'app', beforeLoad: signedIn, component: Shell });

/** The one screen that takes all of the page. */
const graphiql = createRoute({
  getParentRoute: () => root,
  path: '/graphiql',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => withWords(import('../features/graphiql/Explorer')), 'Explorer'),
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/Home'), 'Home'),
});

const numbers = createRoute({
  getParentRoute: () => app,
  path: '/porting-numbers',
  validateSearch: only('status', 'q', 'waiting', 'focFrom', 'focTo', 'sort', 'after', 'hide', 'open'),
  component: lazyRouteComponent(
    () => withWords(import('../features/porting-numbers/PortingNumbers')),
    'PortingNumbers',
  ),
});

const requests = createRoute({
  getParentRoute: () => app,
  path: '/porting-requests',
  validateSearch: only('tab', 'q', 'country', 'sort', 'after', 'hide'),
  component: lazyRouteComponent(
    () => withWords(import('../features/porting-requests/PortingRequests')),
    'PortingRequests',
  ),
});

const newRequest = createRoute({
  getParentRoute: () => app,
  path: '/porting-requests/new',
  validateSearch: only('draft', 'step', 'country', 'type', 'account'),
  component: lazyRouteComponent(() => withWords(import('../features/new-request/NewRequest')), 'NewRequest'),
});

const request = createRoute({
  getParentRoute: () => app,
  path: '/porting-requests/$id',
  validateSearch: only('after', 'hide', 'open'),
  component: lazyRouteComponent(() => withWords(import('../features/porting-requests/RequestPage')), 'RequestPage'),
});

const portOuts = createRoute({
  getParentRoute: () => app,
  path: '/port-out-requests',
  validateSearch: only('tab', 'q', 'after', 'hide'),
  component: lazyRouteComponent(() => withWords(import('../features/port-out-requests/PortOuts')), 'PortOuts'),
});

const portOut = createRoute({
  getParentRoute: () => app,
  path: '/port-out-requests/$id',
  component: lazyRouteComponent(() => withWords(import('../features/port-out-requests/PortOutPage')), 'PortOutPage'),
});

const snapbacks = createRoute({
  getParentRoute: () => app,
  path: '/snapbacks',
  validateSearch: only('tab', 'after', 'hide'),
  component: lazyRouteComponent(() => withWords(import('../features/snapbacks/Snapbacks')), 'Snapbacks'),
});

const snapback = createRoute({
  getParentRoute: () => app,
  path: '/snapbacks/$id',
  component: lazyRouteComponent(() => withWords(import('../features/snapbacks/SnapbackPage')), 'SnapbackPage'),
});

const internalMoves = createRoute({
  getParentRoute: () => app,
  path: '/internal-moves',
  validateSearch: only('tab', 'after', 'hide'),
  component: lazyRouteComponent(() => withWords(import('../features/internal-moves/InternalMoves')), 'InternalMoves'),
});

const internalMove = createRoute({
  getParentRoute: () => app,
  path: '/internal-moves/$id',
  component: lazyRouteComponent(
    () => withWords(import('../features/internal-moves/InternalMovePage')),
    'InternalMovePage',
  ),
});

const profiles = createRoute({
  getParentRoute: () => app,
  path: '/profiles',
  validateSearch: only('tab', 'open', 'account'),
  component: lazyRouteComponent(() => withWords(import('../features/profiles/Profiles')), 'Profiles'),
});

const calendar = createRoute({
  getParentRoute: () => app,
  path: '/calendar',
  validateSearch: only('month', 'day', 'account'),
  component: lazyRouteComponent(() => withWords(import('../features/calendar/Calendar')), 'Calendar'),
});

const inventory = createRoute({
  getParentRoute: () => app,
  path: '/inventory',
  validateSearch: only('q', 'status', 'account', 'pin', 'lock', 'sort', 'after', 'hide'),
  component: lazyRouteComponent(() => withWords(import('../features/inventory/Inventory')), 'Inventory'),
});

const requirements = createRoute({
  getParentRoute: () => app,
  path: '/requirements',
  validateSearch: only('country', 'open'),
  component: lazyRouteComponent(() => withWords(import('../features/requirements/Requirements')), 'Requirements'),
});

const carriers = createRoute({
  getParentRoute: () => app,
  path: '/carriers',
  validateSearch: only('q', 'retired', 'open'),
  component: lazyRouteComponent(() => withWords(import('../features/carriers/Carriers')), 'Carriers'),
});

const charges = createRoute({
  getParentRoute: () => app,
  path: '/charges',
  validateSearch: only('from', 'until', 'account', 'after', 'hide'),
  component: lazyRouteComponent(() => withWords(import('../features/charges/Charges')), 'Charges'),
});

const fees = createRoute({
  getParentRoute: () => app,
  path: '/fees',
  validateSearch: only('open'),
  component: lazyRouteComponent(() => withWords(import('../features/fees/Fees')), 'Fees'),
});

const reasons = createRoute({
  getParentRoute: () => app,
  path: '/reasons',
  component: lazyRouteComponent(() => withWords(import('../features/reasons/Reasons')), 'Reasons'),
});

const mail = createRoute({
  getParentRoute: () => app,
  path: '/sent-mail',
  validateSearch: only('tab', 'open', 'after'),
  component: lazyRouteComponent(() => withWords(import('../features/sent-mail/SentMail')), 'SentMail'),
});

const users = createRoute({
  getParentRoute: () => app,
  path: '/users',
  validateSearch: only('q', 'status', 'account', 'sort', 'after', 'open'),
  component: lazyRouteComponent(() => withWords(import('../features/users/Users')), 'Users'),
});

const accounts = createRoute({
  getParentRoute: () => app,
  path: '/accounts',
  validateSearch: only('q', 'tier', 'closed', 'sort', 'after', 'hide', 'open'),
  component: lazyRouteComponent(() => withWords(import('../features/accounts/Accounts')), 'Accounts'),
});

const account = createRoute({
  getParentRoute: () => app,
  path: '/accounts/$id',
  validateSearch: only('tab'),
  component: lazyRouteComponent(() => withWords(import('../features/accounts/AccountPage')), 'AccountPage'),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Settings')), 'Settings'),
});

const settingsMail = createRoute({
  getParentRoute: () => settings,
  path: '/mail',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Mail')), 'Mail'),
});

const settingsProfile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Profile')), 'Profile'),
});

const settingsSecurity = createRoute({
  getParentRoute: () => settings,
  path: '/security',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Security')), 'Security'),
});

const settingsTeam = createRoute({
  getParentRoute: () => settings,
  path: '/team',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Team')), 'Team'),
});

const settingsAccount = createRoute({
  getParentRoute: () => settings,
  path: '/account',
  component: lazyRouteComponent(() => withWords(import('../features/settings/OwnAccount')), 'OwnAccount'),
});

const settingsNotifications = createRoute({
  getParentRoute: () => settings,
  path: '/notifications',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Notifications')), 'Notifications'),
});

const settingsTokens = createRoute({
  getParentRoute: () => settings,
  path: '/tokens',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Tokens')), 'Tokens'),
});

const settingsWebhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  validateSearch: only('open'),
  component: lazyRouteComponent(() => withWords(import('../features/settings/webhooks/Webhooks')), 'Webhooks'),
});

const settingsBusinessDays = createRoute({
  getParentRoute: () => settings,
  path: '/business-days',
  validateSearch: only('country', 'region', 'year', 'open'),
  component: lazyRouteComponent(
    () => withWords(import('../features/settings/business-days/BusinessDays')),
    'BusinessDays',
  ),
});

const settingsRetention = createRoute({
  getParentRoute: () => settings,
  path: '/retention',
  component: lazyRouteComponent(() => withWords(import('../features/settings/retention/Retention')), 'Retention'),
});

const settingsOperator = createRoute({
  getParentRoute: () => settings,
  path: '/operator',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Operator')), 'Operator'),
});

const settingsSetup = createRoute({
  getParentRoute: () => settings,
  path: '/setup',
  component: lazyRouteComponent(() => withWords(import('../features/settings/Setup')), 'Setup'),
});

const routeTree = root.addChildren([
  signIn,
  forgot,
  invitation,
  reset,
  addressChange,
  addressConfirm,
  liftFreeze,
  enroll,
  graphiql,
  app.addChildren([
    home,
    numbers,
    requests,
    newRequest,
    request,
    portOuts,
    portOut,
    snapbacks,
    snapback,
    internalMoves,
    internalMove,
    calendar,
    inventory,
    profiles,
    requirements,
    carriers,
    charges,
    fees,
    reasons,
    mail,
    users,
    accounts,
    account,
    settings.addChildren([
      settingsBusinessDays,
      settingsAccount,
      settingsProfile,
      settingsNotifications,
      settingsSecurity,
      settingsTeam,
      settingsTokens,
      settingsWebhooks,
      settingsRetention,
      settingsOperator,
      settingsMail,
      settingsSetup,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: SkeletonPage,
  defaultPendingMs: 150,
  defaultErrorComponent: RouteFailed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
