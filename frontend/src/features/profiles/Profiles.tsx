import { getRouteApi } from '@tanstack/react-router';
import { COMPANY } from './companyProfiles';
import { CONFIGURATION } from './configurationProfiles';
import { ProfileList } from './ProfileList';

const route = getRouteApi('/app/profiles');

/** For whom numbers are ported, and where they ring. */
export function Profiles() {
  const { tab } = route.useSearch();
  return tab === 'configuration' ? <ProfileList kind={CONFIGURATION} /> : <ProfileList kind={COMPANY} />;
}
