import { theme, type ThemeConfig } from 'antd';
import { fontStack, monoStack, type Palette } from './tokens.ts';

/** antd's tokens from our palette: flat, hairline borders, radius 4, no shadows, no motion. */
export function antdTheme(palette: Palette, isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: palette.primary,
      colorInfo: palette.primary,
      colorLink: palette.primary,
      colorLinkHover: palette.primaryHover,
      colorError: palette.danger,
      colorWarning: palette.warn,
      colorSuccess: palette.good,
      colorErrorBg: palette.dangerSoft,
      colorWarningBg: palette.warnSoft,
      colorSuccessBg: palette.goodSoft,
      colorInfoBg: palette.primarySoft,
      colorText: palette.text,
      colorTextSecondary: palette.muted,
      colorTextTertiary: palette.muted,
      colorTextDescription: palette.muted,
      colorTextPlaceholder: palette.muted,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBgLayout: palette.page,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorTextLightSolid: palette.onPrimary,
      borderRadius: 4,
      borderRadiusLG: 4,
      borderRadiusSM: 4,
      fontFamily: fontStack,
      fontFamilyCode: monoStack,
      fontSize: 14,
      lineHeight: 20 / 14,
      fontWeightStrong: 600,
      controlHeight: 32,
      controlHeightSM: 26,
      boxShadow: 'none',
      boxShadowSecondary: `0 0 0 1px ${palette.lineStrong}, 0 4px 12px rgb(0 0 0 / 12%)`,
      boxShadowTertiary: 'none',
      motion: false,
      wireframe: false,
    },
    components: componentTokens(palette, isDark),
  };
}

function componentTokens(palette: Palette, isDark: boolean): NonNullable<ThemeConfig['components']> {
  return {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', contentFontSize: 14 },
    Tooltip: {
      colorBgSpotlight: isDark ? palette.lineStrong : palette.text,
      colorTextLightSolid: isDark ? palette.text : '#ffffff',
    },
    Modal: { titleFontSize: 16 },
  };
}
