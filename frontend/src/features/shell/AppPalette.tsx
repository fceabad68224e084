import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { Palette, type PaletteGroup } from '../../ui/Palette';
import { PLACES } from './Nav';

/** The palette with this product's things in it: pages, and whatever the server finds for what was typed. */
export function AppPalette() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const pages: PaletteGroup = {
    label: t('app.pages'),
    entries: PLACES.filter((place) => t(place.label).toLowerCase().includes(wanted)).map((place) => ({
      id: place.to,
      label: t(place.label),
      icon: place.icon,
      onOpen: () => void navigate({ to: place.to }),
    })),
  };
  return <Palette groups={[pages]} query={query} onQuery={setQuery} searching={false} />;
}
