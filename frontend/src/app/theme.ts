import {
  Anchor,
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Paper,
} from '@mantine/core';

/** A quiet sea green: enough contrast for white text from shade 7 on. */
const sea: MantineColorsTuple = [
  '#effaf7',
  '#dcf2ec',
  '#b6e4d8',
  '#8cd5c3',
  '#63c3ae',
  '#3fae98',
  '#249481',
  '#0f766e',
  '#0d625c',
  '#0b4f4b',
];

/** Red for what cannot be undone: white text is readable on shade 7, shade 6 on white. */
const red: MantineColorsTuple = [
  '#fff0f0',
  '#ffe0e0',
  '#ffc6c6',
  '#ffa3a3',
  '#fb7f7f',
  '#ef5e5e',
  '#c93636',
  '#bf2f2f',
  '#a52626',
  '#8a1f1f',
];

/** Greys with a breath of green, so that dark pages look calm and not black. */
const dark: MantineColorsTuple = [
  '#d5dddc',
  '#b4c0be',
  '#93a3a0',
  '#6d7f7c',
  '#4a5a58',
  '#364543',
  '#263331',
  '#1b2625',
  '#141d1c',
  '#0e1514',
];

const FONT =
  '"Inter Variable", Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';

export const theme = createTheme({
  primaryColor: 'sea',
  primaryShade: 7,
  colors: { sea, red, dark },
  autoContrast: true,
  luminanceThreshold: 0.36,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  fontFamily: FONT,
  fontSizes: { xs: '0.8rem', sm: '0.9rem', md: '1rem', lg: '1.125rem', xl: '1.3rem' },
  headings: {
    fontFamily: FONT,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: 'clamp(1.6rem, 1.25rem + 1.5vw, 2.1rem)', lineHeight: '1.2' },
      h2: { fontSize: '1.3rem', lineHeight: '1.3' },
      h3: { fontSize: '1.08rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // In running text a link must not be told from its surroundings by colour alone.
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Button: Button.extend({ defaultProps: { radius: 'md' } }),
    Paper: Paper.extend({ defaultProps: { radius: 'lg' } }),
    // Light variants write in their colour, which is too pale to read for some; the icon keeps it.
    Alert: {
      styles: {
        title: { color: 'var(--mantine-color-text)' },
        message: { color: 'var(--mantine-color-text)' },
      },
    },
    // Named without importing it: the first page has no dialog and need not load one.
    Modal: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: {
        title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' },
        header: { background: 'var(--surface-card)' },
        content: { background: 'var(--surface-card)' },
      },
    },
  },
});

/** Names for the few surfaces every page is made of; pages use these and never a shade of their own. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--surface-page': '#f5f8f7',
    '--surface-card': '#ffffff',
    '--surface-quiet': '#eef3f2',
    '--line': '#dbe4e2',
    '--text-quiet': '#526461',
    '--accent-soft': colors.sea?.[0] ?? '',
    '--accent-text': colors.sea?.[8] ?? '',
    '--mantine-color-body': '#f5f8f7',
    '--mantine-color-text': '#14211f',
    '--mantine-color-dimmed': '#526461',
    '--mantine-color-placeholder': '#6b7c79',
    '--mantine-color-error': '#b4232c',
    '--mantine-color-yellow-light': '#fdf5d9',
  },
  dark: {
    '--surface-page': '#0e1514',
    '--surface-card': '#16201f',
    '--surface-quiet': '#1c2827',
    '--line': '#2c3a38',
    '--text-quiet': '#a3b3b0',
    '--accent-soft': '#12302c',
    '--accent-text': colors.sea?.[3] ?? '',
    '--mantine-color-body': '#0e1514',
    '--mantine-color-text': '#e4ecea',
    '--mantine-color-dimmed': '#a3b3b0',
    '--mantine-color-placeholder': '#8fa19d',
    '--mantine-color-error': '#ff9a9a',
    // Notices beside what one writes: they must be seen, not shout out of a dark page.
    '--mantine-color-red-light': '#371b1c',
    '--mantine-color-red-light-hover': '#432122',
    '--mantine-color-yellow-light': '#29271a',
    '--mantine-color-yellow-light-hover': '#332f1d',
    '--mantine-color-yellow-light-color': '#e6c878',
  },
});
