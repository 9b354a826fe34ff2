import type { SecretStore } from './secretStore.ts';

/** Secrets in memory only, gone with the process; used where the machine has nothing better. */
export function createSessionStore(): SecretStore {
  const values = new Map<string, Uint8Array>();
  return {
    kind: 'session',
    get: async (name) => values.get(name)?.slice() ?? null,
    set: async (name, value) => {
      values.set(name, value.slice());
    },
    remove: async (name) => {
      values.get(name)?.fill(0);
      values.delete(name);
    },
    health: async () => ({
      healthy: false,
      text: {
        zh: '本机没有可用的密钥环：凭据和未提交的草稿只保留到程序退出，磁盘上不留任何明文。安装并解锁系统密钥环后重新打开客户端即可长期保存。',
        en: 'This machine has no usable keychain: credentials and unsent drafts last until the program ends, and nothing is written in plain text. Install and unlock a system keychain and open the client again to keep them.',
      },
    }),
  };
}
