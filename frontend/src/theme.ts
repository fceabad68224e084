import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Petrol: the one accent. Shade 7 carries white text at 5.6:1, shade 6 does at 4.6:1, shade 3 is text on the dark body. */
const petrol: MantineColorsTuple = [
  '#eaf5f7',
  '#d3e9ee',
  '#a7d5de',
  '#77becb',
  '#4ba7b8',
  '#2d93a6',
  '#1c8192',
  '#146c7c',
  '#105764',
  '#0b424d',
];

/** A slightly cool gray; shade 6 is the dimmed text and reaches 4.5:1 on shades 0 and 1. */
const gray: MantineColorsTuple = [
  '#f8f9fa',
  '#f1f3f5',
  '#e7eaee',
  '#d9dee4',
  '#c3cad3',
  '#a1abb8',
  '#5d6877',
  '#465060',
  '#2d3542',
  '#191f29',
];

/** What ends things. Shades 6 and 7 carry white text. */
const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fbe0de',
  '#f5bdb8',
  '#ee958e',
  '#e4695f',
  '#d54a40',
  '#c43a32',
  '#b3261e',
  '#8c1d18',
  '#661512',
];

const dark: MantineColorsTuple = [
  '#d9dee6',
  '#b8c1ce',
  '#98a3b3',
  '#758194',
  '#434d5c',
  '#343d4a',
  '#262e39',
  '#1a2029',
  '#141920',
  '#0e1217',
];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, gray, dark, red },
  black: '#191f29',
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs', fz: 'sm', fw: 500 } },
    TextInput: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, events: { hover: true, focus: true, touch: true } } },
    Modal: {
      defaultProps: { centered: true, radius: 'md', overlayProps: { backgroundOpacity: 0.45 } },
      styles: { title: { fontWeight: 600, fontSize: '1rem' } },
    },
    Drawer: { styles: { title: { fontWeight: 600 } } },
    // Without its placeholder, which is no item of a menu, a menu opens with the focus on its first item.
    Menu: { defaultProps: { shadow: 'md', withinPortal: true, withInitialFocusPlaceholder: false } },
    Anchor: { defaultProps: { underline: 'hover' } },
  },
});

/** Placeholders and borders dark enough to be read; Mantine's own placeholder gray is not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-default-border': gray[4],
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': petrol[7],
  },
  dark: {
    '--mantine-color-placeholder': dark[2],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-error': '#ff9a8d',
    '--mantine-color-anchor': petrol[3],
  },
});
