import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react';
import { hostQuery, useHost } from '../bridge/center.ts';
import { useClient } from '../bridge/useClient.ts';
import { WordsContext, wordsOf } from '../locales/text.ts';
import { antdTheme } from '../theme/antdTheme.ts';
import { applyTokens, dark, light } from '../theme/tokens.ts';
import { initialSettings, PreferencesContext, type Settings } from './preferences.ts';

/** Puts language, theme and density of the settings in force: words, antd, dates, colours, row height. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const queries = useQueryClient();
  const stored = useHost('settings.get', {});
  const settings = stored.data ?? initialSettings;
  const { mutate: change } = useMutation({
    mutationFn: (next: Partial<Settings>) => client.call('settings.set', next),
    onSuccess: (next) => queries.setQueryData(hostQuery(client, 'settings.get', {}).queryKey, next),
  });
  const { language, theme, density } = settings;
  const systemDark = useSystemDark();
  const isDark = theme === 'dark' || (theme === 'system' && systemDark);
  const palette = isDark ? dark : light;
  const words = useMemo(() => wordsOf(language), [language]);
  const preferences = useMemo(() => ({ ...settings, change }), [settings, change]);
  const config = useMemo(() => antdTheme(palette, isDark), [palette, isDark]);
  useEffect(() => {
    applyTokens(document.documentElement, palette, density, isDark);
    document.documentElement.lang = language;
    document.title = words.t('app.name');
    dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
  }, [palette, density, isDark, language, words]);
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content');
  return (
    <PreferencesContext value={preferences}>
      <WordsContext value={words}>
        <ConfigProvider
          theme={config}
          locale={language === 'zh-CN' ? zhCN : enUS}
          button={{ autoInsertSpace: false }}
          {...(nonce && { csp: { nonce } })}
        >
          <AntApp className="app-root" message={{ maxCount: 2 }}>
            {children}
          </AntApp>
        </ConfigProvider>
      </WordsContext>
    </PreferencesContext>
  );
}

const query = '(prefers-color-scheme: dark)';

function useSystemDark(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
