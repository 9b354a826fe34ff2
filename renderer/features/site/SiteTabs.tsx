import { Segmented } from 'antd';
import { useNavigate } from 'react-router';
import { useText } from '../../locales/text.ts';

/** Sites and units share one module of the navigation. */
export function SiteTabs({ at }: { readonly at: '/sites' | '/units' }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <Segmented
      size="small"
      value={at}
      onChange={(path) => void navigate(path)}
      options={[
        { value: '/sites', label: t('tabs.sites') },
        { value: '/units', label: t('tabs.units') },
      ]}
    />
  );
}
