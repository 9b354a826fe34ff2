import { Modal } from 'antd';
import type { Profiles } from '../../../shared/bridge/profiles.ts';
import { useText } from '../../locales/text.ts';
import { useFocusReturn } from '../../ui/useFocusReturn.ts';
import { ProfileList } from './ProfileList.tsx';
import { ProfilePreview } from './ProfilePreview.tsx';
import type { useProfileActs } from './useProfileActs.ts';
import './profiles.css';

interface Props {
  readonly profiles: Profiles;
  readonly acts: ReturnType<typeof useProfileActs>;
  readonly onClose: () => void;
}

/** The profiles of this workstation, or the one that was opened and waits for a decision. */
export default function ProfileDialog({ profiles, acts, onClose }: Props) {
  const { t } = useText();
  useFocusReturn();
  const { offered } = profiles;
  return (
    <Modal
      open
      centered
      width={760}
      title={t(offered ? 'profiles.check' : 'profiles.title')}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {offered ? (
        <ProfilePreview
          key={offered.digest}
          offered={offered}
          profiles={profiles}
          acts={acts}
          onClose={onClose}
        />
      ) : (
        <ProfileList profiles={profiles} acts={acts} />
      )}
    </Modal>
  );
}
