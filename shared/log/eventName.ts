import { objectTypeNames } from '../domain/objectType.ts';
import { objectDefs } from '../domain/registry.ts';
import type { Text } from '../text.ts';

/** Lines of the log that are no act on an object, and operations that were refused before they became one. */
const others: Readonly<Record<string, Text>> = {
  'gate.refused': { zh: '连接被拒', en: 'Connection refused' },
  'gate.revoked': { zh: '证书吊销,连接已断开', en: 'Certificate revoked, connections closed' },
  'certificate.revoke': { zh: '吊销证书', en: 'Certificate revoked' },
  'certificates.list': { zh: '查看证书', en: 'Look at the certificates' },
  'certificates.revoke': { zh: '吊销证书', en: 'Revoke a certificate' },
  'server.certificate-renewed': { zh: '换发服务器证书', en: 'Server certificate renewed' },
  'profile.issue': { zh: '签发连接配置', en: 'Connection profile issued' },
  'profile.next-key': { zh: '公布连接配置后继密钥', en: 'Next key of connection profiles announced' },
  'profile.switch-key': { zh: '启用连接配置后继密钥', en: 'Connection profiles signed with the next key' },
  'bootstrap.run': { zh: '首次设立中心', en: 'Set up the center' },
  enrolment: { zh: '凭据申领', en: 'Enrolment' },
  'enrolment.hand-out': { zh: '线下发放凭据', en: 'Credentials handed out' },
  'enrolment.code': { zh: '生成领取码', en: 'Enrolment code made' },
  'enrolments.code': { zh: '生成领取码', en: 'Make an enrolment code' },
  'enrolments.renew': { zh: '申请续期', en: 'Ask for renewal' },
  'session.renew': { zh: '续期后会话继续', en: 'Session goes on after a renewal' },
  'trust.list': { zh: '获取吊销列表', en: 'Fetch a revocation list' },
  'session.open': { zh: '登录', en: 'Sign in' },
  'sessions.list': { zh: '查看在线会话', en: 'Look at the sessions' },
  'sessions.own': { zh: '查看本人会话', en: 'Look at the own sessions' },
  'sessions.endOthers': { zh: '结束本人的其他会话', en: 'Own other sessions ended' },
  'session.end': { zh: '强制下线', en: 'Session ended by an administrator' },
  'account.unlock': { zh: '解除登录锁定', en: 'Sign-in unlocked' },
  'access.get': { zh: '查看登录会话', en: 'Look at sessions' },
  'access.endSession': { zh: '强制下线', en: 'End a session' },
  'access.unlock': { zh: '解除登录锁定', en: 'Unlock the sign-in' },
  'session.stolen': { zh: '会话令牌被他人使用', en: 'Session token used by somebody else' },
  'session.close': { zh: '退出登录', en: 'Sign out' },
  'session.get': { zh: '查看会话', en: 'Look at the session' },
  'session.step-up': { zh: '再次验证身份', en: 'Prove presence again' },
  'session.stepUp': { zh: '再次验证身份', en: 'Prove presence again' },
  'session.password': { zh: '修改口令', en: 'Change the password' },
  'export.open': { zh: '导出登记', en: 'Export registered' },
  'export.close': { zh: '导出结束', en: 'Export ended' },
  'records.query': { zh: '查询列表', en: 'List records' },
  'records.get': { zh: '查看记录', en: 'Look at a record' },
  'records.search': { zh: '搜索', en: 'Search' },
  'records.impact': { zh: '查看影响清单', en: 'Look at an impact' },
  'records.many': { zh: '查看记录', en: 'Look at records' },
  'records.history': { zh: '查看时间线', en: 'Look at a timeline' },
  'records.line': { zh: '查看日志行', en: 'Look at a log line' },
  'commands.run': { zh: '办理事项', en: 'Carry out an act' },
  'commands.preview': { zh: '预览变更', en: 'Preview an act' },
  'cases.effect': { zh: '查看案件内容', en: 'Look at a case' },
  'secrets.reveal': { zh: '查看完整信息', en: 'Reveal a masked value' },
  'files.put': { zh: '上传扫描件', en: 'Store a scan' },
  'files.get': { zh: '查看扫描件', en: 'Look at a scan' },
  'imports.check': { zh: '导入检查', en: 'Dry run of an import' },
  'imports.run': { zh: '导入', en: 'Import' },
  'imports.undo': { zh: '撤销导入', en: 'Undo an import' },
  'exports.open': { zh: '导出', en: 'Export' },
  'exports.page': { zh: '导出', en: 'Export' },
  'exports.close': { zh: '导出结束', en: 'Export ended' },
  'workbench.get': { zh: '查看工作台', en: 'Look at the workbench' },
  'audit.verify': { zh: '校验日志链', en: 'Verify the chain' },
};

const reveal: Text = { zh: '查看完整信息', en: 'Reveal a masked value' };

/** A log line's event in words: `人员备案 · 提交`; one that this version does not know stands for itself. */
export function eventName(event: string): Text {
  const other = others[event];
  if (other) return other;
  const [name = '', act = ''] = event.split('.');
  const type = objectTypeNames.find((known) => known === name);
  const label = type && (act === 'reveal' ? reveal : objectDefs[type].acts[act]?.label);
  if (!type || !label) return { zh: event, en: event };
  const { zh, en } = objectDefs[type].label;
  return { zh: `${zh} · ${label.zh}`, en: `${en}: ${label.en}` };
}
