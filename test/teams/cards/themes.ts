/** Colors of a card in one of Teams' themes, near to what its client shows; cards themselves name none. */
export interface Theme {
  readonly page: string;
  readonly card: string;
  readonly emphasis: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly line: string;
  readonly button: string;
}

export const THEMES: Readonly<Record<'light' | 'dark' | 'contrast', Theme>> = {
  light: {
    ...{ page: '#f5f5f5', card: '#ffffff', emphasis: '#f9f8f7', text: '#252424', subtle: '#616161' },
    ...{ accent: '#5b5fc7', line: '#d1d1d1', button: '#ffffff' },
  },
  dark: {
    ...{ page: '#1f1f1f', card: '#292929', emphasis: '#1f1f1f', text: '#ffffff', subtle: '#adadad' },
    ...{ accent: '#9299f7', line: '#666666', button: '#292929' },
  },
  contrast: {
    ...{ page: '#000000', card: '#000000', emphasis: '#000000', text: '#ffffff', subtle: '#ffffff' },
    ...{ accent: '#ffff01', line: '#ffffff', button: '#000000' },
  },
};

/** The host config of the Adaptive Cards renderer for a theme: sizes and distances as Teams has them. */
export function hostConfig({ card, emphasis, text, subtle, accent, line }: Theme): object {
  const color = { default: text, subtle };
  const foregroundColors = {
    ...{ default: color, dark: color, light: color, good: color, warning: color, attention: color },
    accent: { default: accent, subtle: accent },
  };
  return {
    supportsInteractivity: true,
    fontFamily: '"Segoe UI", Arial, sans-serif',
    fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 26 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    actions: {
      ...{ maxActions: 6, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal' },
      actionAlignment: 'left',
    },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 12,
    },
    textBlock: { headingLevel: 3 },
    table: { cellSpacing: 8 },
    containerStyles: {
      default: { backgroundColor: card, borderColor: line, foregroundColors },
      emphasis: { backgroundColor: emphasis, borderColor: line, foregroundColors },
      accent: { backgroundColor: emphasis, borderColor: line, foregroundColors },
    },
  };
}
