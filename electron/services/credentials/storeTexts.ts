import type { Text } from '../../../shared/text.ts';
import type { StoreKind } from './secretStore.ts';

/** What keeps the credentials, as the person should know it. */
const openTexts: Readonly<Record<StoreKind, Text>> = {
  keychain: { zh: '凭据保存在系统密钥环中。', en: 'Credentials are kept in the system keychain.' },
  vault: {
    zh: '本机没有系统密钥环,凭据保存在由口令加密的保险库文件中。',
    en: 'This machine has no system keychain; credentials are kept in a vault file sealed with a passphrase.',
  },
  session: {
    zh: '本机没有可用的系统密钥环:凭据和未提交的草稿只保留到程序退出,磁盘上不留任何明文。',
    en: 'This machine has no usable system keychain: credentials and unsent drafts last until the program ends, and nothing is written in plain text.',
  },
};

const lockedTexts: Readonly<Record<'keychain' | 'vault', Text>> = {
  keychain: {
    zh: '系统密钥环已锁定或没有响应。已保存的内容没有丢失。',
    en: 'The system keychain is locked or does not answer. Nothing that was kept is lost.',
  },
  vault: {
    zh: '请输入口令打开。已填写的内容仍然保留。',
    en: 'Enter its passphrase to open it. What you typed is kept.',
  },
};

const installs: Partial<Record<NodeJS.Platform, Text>> = {
  linux: {
    zh: '如需使用系统密钥环,请系统管理员安装 libsecret-1-0 和 gnome-keyring(KDE 桌面可用 KWallet 的 Secret Service),并重新登录桌面。',
    en: 'To use a system keychain, let the system administrator install libsecret-1-0 and gnome-keyring (on KDE the secret service of KWallet will do), and log in to the desktop again.',
  },
  win32: {
    zh: '请系统管理员确认 Windows 服务“凭据管理器”(VaultSvc)已启用。',
    en: 'Let the system administrator make sure that the Windows service "Credential Manager" (VaultSvc) is enabled.',
  },
  darwin: {
    zh: '请打开“钥匙串访问”,确认“登录”钥匙串存在并已解锁。',
    en: 'Open "Keychain Access" and make sure that the "login" keychain exists and is unlocked.',
  },
};

/** What to install or switch on, so that there is a system keychain. */
function installAdvice(platform: NodeJS.Platform): Text {
  return (
    installs[platform] ?? {
      zh: '请系统管理员安装并启用系统密钥环。',
      en: 'Let the system administrator install and enable a system keychain.',
    }
  );
}

/** Said where there is a keychain that takes nothing. */
const unlockAdvice: Text = {
  zh: '请解锁系统密钥环(重新登录桌面,或在“密码和密钥”中解锁),然后重新检查。',
  en: 'Unlock the system keychain (log in to the desktop again, or unlock it in "Passwords and Keys"), then check again.',
};

/**
 * What keeps the credentials, and what to install or to do.
 * @param isHeld the store is open and answers
 * @param seen how the system's keychain was last found
 */
export function wordsOf(
  kind: StoreKind,
  isHeld: boolean,
  seen: 'open' | 'locked' | 'absent',
  platform: NodeJS.Platform = process.platform,
): { readonly text: Text; readonly advice: Text | null } {
  const install = installAdvice(platform);
  const help = seen === 'absent' ? install : unlockAdvice;
  if (kind === 'session') return { text: openTexts.session, advice: help };
  if (kind === 'keychain')
    return { text: isHeld ? openTexts.keychain : lockedTexts.keychain, advice: isHeld ? null : help };
  return { text: isHeld ? openTexts.vault : lockedTexts.vault, advice: isHeld ? install : null };
}

/** The store is not the one that the data beside it was sealed under. */
export function changedNotice(keptForms: number): Text {
  const forms =
    keptForms === 0
      ? { zh: '', en: '' }
      : {
          zh: `有 ${keptForms} 份未提交的表单由原来的存储加密,现在无法打开;文件原样保留,原存储恢复后可再打开。`,
          en: ` ${keptForms} unsent form(s) were sealed under the former store and cannot be opened now; the files are kept as they are and open again with it.`,
        };
  return {
    zh: `凭据存储已更换或被清空:请重新登录,其他内容均未丢失。${forms.zh}`,
    en: `The credential store was changed or emptied: sign in again; nothing else is lost.${forms.en}`,
  };
}

export const movedNotice: Text = {
  zh: '本机现在有系统密钥环:保险库中的凭据已逐项核对并转入系统密钥环,保险库文件已销毁。',
  en: 'This machine now has a system keychain: the credentials of the vault were moved there, each compared, and the vault file was destroyed.',
};
