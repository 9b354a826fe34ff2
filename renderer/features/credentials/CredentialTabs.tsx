import { Segmented } from 'antd';
import { useNavigate } from 'react-router';
import { useText } from '../../locales/text.ts';

/** Enrolments and certificates share one module of the navigation. */
export function CredentialTabs({ at }: { readonly at: '/credentials' | '/certificates' }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <Segmented
      size="small"
      value={at}
      onChange={(path) => void navigate(path)}
      options={[
        { value: '/credentials', label: t('credentials.tabEnrolments') },
        { value: '/certificates', label: t('credentials.tabCertificates') },
      ]}
    />
  );
}
