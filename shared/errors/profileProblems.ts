import { def } from './problemDef.ts';

/** Problems of the connection profiles (连接配置). */
export const profileProblems = {
  'profile/unreadable': def(
    422,
    'inline',
    '该文件不是连接配置,或已损坏,未作更改。请向中心重新索取。',
    'The file is no connection profile or is damaged; nothing was changed. Ask the center for it again.',
  ),
  'profile/version': def(
    422,
    'inline',
    '该连接配置需要更新版本的客户端,未作更改。请升级客户端后再导入。',
    'The profile needs a newer client; nothing was changed. Update the client and import it again.',
  ),
  'profile/signature': def(
    422,
    'inline',
    '连接配置的签名不符,内容可能被改动,未接受。请勿使用该文件,并向中心核实来源。',
    'The signature of the profile does not fit: it may have been altered. It was not accepted. Do not use the file; ask the center where it came from.',
  ),
  'profile/other-key': def(
    409,
    'inline',
    '连接配置不是用该中心现用或已公布的密钥签发,未接受,原配置不变。请向中心核实;确已更换密钥的,移除原配置后重新导入。',
    "The profile is not signed with the center's present or announced key; it was not accepted and the present one stays. Ask the center; if it did change its key, remove the present profile and import again.",
  ),
  'profile/older': def(
    409,
    'inline',
    '连接配置比本机已有的旧,未接受,原配置不变。请向中心索取最新的连接配置。',
    'The profile is older than the one here; it was not accepted and the present one stays. Ask the center for the newest one.',
  ),
  'profile/gone': def(
    404,
    'inline',
    '该连接配置已不在本机,或打开的文件已更换,未作更改。请重新打开文件核对。',
    'That profile is no longer here, or another file was opened meanwhile; nothing was changed. Open the file again.',
  ),
  'profile/broken': def(
    409,
    'inline',
    '该连接配置的文件已损坏,不能启用,未作更改。请向中心索取后重新导入,或将其移除。',
    'The file of that profile is damaged and cannot be used; nothing was changed. Import it again from the center, or remove it.',
  ),
  'profile/provisioned': def(
    409,
    'inline',
    '该连接配置由安装人员提供,不能在此移除,未作更改。',
    'That profile was provided with the installation and cannot be removed here; nothing was changed.',
  ),
};
