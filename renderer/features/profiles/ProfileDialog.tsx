import { Modal } from 'antd';
import { useEffect, useRef } from 'react';
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
  const body = useRef<HTMLDivElement>(null);
  // What is to be read has the focus, not the cross that closes it nor the button that accepts.
  const focusFirst = () => {
    // Whoever is already in it stays where they are.
    if (body.current?.contains(document.activeElement) !== false) return;
    body.current.querySelector<HTMLElement>('.profile-scroll, .ant-btn')?.focus();
  };
  useEffect(focusFirst, [offered?.digest]);
  return (
    <Modal
      open
      centered
      width={760}
      title={t(offered ? 'profiles.check' : 'profiles.title')}
      footer={null}
      onCancel={onClose}
      afterOpenChange={focusFirst}
      mask={{ closable: false }}
    >
      <div ref={body}>
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
      </div>
    </Modal>
  );
}
