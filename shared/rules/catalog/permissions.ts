import type { Rule } from '../rule.ts';
import { byCheck, byDeadline, held } from './held.ts';
import { cite } from './sources.ts';

/** Accounts, rights and identification (账号、权限、身份鉴别). */
export const permissionRules: readonly Rule[] = [
  {
    id: 'R023',
    ...cite('S1', '6'),
    sentence: {
      zh: '按需授权、严格控制、跟踪管理。',
      en: 'Grant on demand, control strictly, follow up.',
    },
    severity: 'refuse',
    actor: 'center',
    limits: {
      review: {
        value: 6,
        unit: 'month',
        source: 'policy',
        text: { zh: '权限复查周期', en: 'Cycle of the access review' },
      },
    },
    held: [byCheck('checkGrantReason'), byDeadline('accessReviewDeadline')],
  },
  {
    id: 'R024',
    ...cite('S1', '6'),
    sentence: {
      zh: '备案人员权限由市电子政务中心统一管理，根据人员配备、变动和需要予以析权、授权、调整、暂停、启用、注销。',
      en: 'The center manages the permissions of filed staff: it analyses, grants, adjusts, suspends, enables and revokes them.',
    },
    severity: 'refuse',
    actor: 'center',
    held: [
      byCheck('checkPermissionManager'),
      held(
        'transition',
        '六种权限操作即账号的状态转换，每次操作进入权限变更台账',
        'The six operations are the transitions of an account, each a line of the permission ledger',
      ),
    ],
  },
  {
    id: 'R131',
    ...cite('S2', '40(6)'),
    sentence: {
      zh: '远程信息发布终端采用VPN、数字证书密钥等技术保护链路并验证发布者身份。',
      en: 'Remote publishing terminals use a VPN, certificate keys or the like to secure the link and verify the publisher.',
    },
    severity: 'refuse',
    actor: 'operator',
    held: [byCheck('checkRemoteBinding'), byCheck('checkGrantTerm')],
  },
  {
    id: 'R132',
    ...cite('S2', '40(7)'),
    sentence: {
      zh: '按用户类别设定鉴别强度，不得设默认账户和匿名账户，只保留必要的管理用户。',
      en: 'Authentication strength follows the user class; there are no default or anonymous accounts and only necessary administrators.',
    },
    severity: 'refuse',
    actor: 'operator',
    held: [byCheck('checkForbiddenName')],
  },
  {
    id: 'R133',
    ...cite('S2', '40(7)'),
    sentence: {
      zh: '对管理用户采用两种或两种以上组合的鉴别技术。',
      en: 'Administrative users are identified with two or more combined techniques.',
    },
    severity: 'refuse',
    actor: 'operator',
    limits: {
      kinds: {
        value: 2,
        unit: 'count',
        source: 'law',
        text: { zh: '不同类型鉴别方式的最少数量', en: 'Fewest factors of different kind' },
      },
    },
    held: [byCheck('checkFactors')],
  },
  {
    id: 'R134',
    ...cite('S2', '40(8)'),
    sentence: {
      zh: '系统管理、内容编辑、内容审核权限相互分离。',
      en: 'System administration, content editing and content auditing are separated rights.',
    },
    severity: 'refuse',
    actor: 'operator',
    held: [byCheck('checkSeparation')],
  },
  {
    id: 'X07',
    ...cite('application', '19'),
    sentence: {
      zh: '面向工作人员的功能限定访问的IP地址段或者设备；确需境外访问的，以白名单限定时段、设备、账号。',
      en: 'Functions for staff restrict source addresses or devices; access from abroad only by a white list with period, device and account.',
    },
    severity: 'refuse',
    actor: 'operator',
    held: [byCheck('checkSourceRestriction')],
  },
];
