import type { Rule } from '../rule.ts';
import { byCheck, byDeadline, held } from './held.ts';
import { cite } from './sources.ts';

/** Duties inside the municipal site cluster (网站群): center, units, service company, districts. */
export const clusterRules: readonly Rule[] = [
  {
    id: 'R001',
    ...cite('S1', '1'),
    sentence: {
      zh: '网站群由市电子政务中心集中建设，并由其提供存储、软件、二级域名管理、安全监测和防护。',
      en: 'The center builds the site cluster and provides storage, software, second-level domains, security monitoring and protection.',
    },
    severity: 'refuse',
    actor: 'center',
    held: [byCheck('checkCenterOnly')],
  },
  {
    id: 'R013',
    ...cite('S1', '2'),
    sentence: {
      zh: '市电子政务中心与服务公司统一签订保密协议，服务公司在建设、开发、维护中按协议执行。',
      en: 'The center signs one confidentiality agreement with the service company, which obeys it in building, development and maintenance.',
    },
    severity: 'refuse',
    actor: 'center',
    limits: {
      warn: {
        value: 30,
        unit: 'day',
        source: 'policy',
        text: { zh: '协议到期前提醒', en: 'Reminder before the agreement ends' },
      },
    },
    held: [byCheck('checkCompanyAgreement'), byDeadline('agreementRenewalDeadline')],
  },
  {
    id: 'R014',
    ...cite('S1', '3'),
    sentence: {
      zh: '编办负责网站开办的审核、复核，并统一核发网站标识。',
      en: 'The staffing office reviews and re-reviews the opening of a site and issues the unified mark.',
    },
    severity: 'refuse',
    actor: 'staffing',
    held: [byCheck('checkSiteReadiness')],
  },
  {
    id: 'R015',
    ...cite('S1', '3'),
    sentence: {
      zh: '未通过资格复核的单位，其域名由编办统一清理。',
      en: 'Domains of bodies that fail the re-review are cleaned up together by the staffing office.',
    },
    severity: 'warn',
    actor: 'staffing',
    held: [byCheck('checkRecheck')],
  },
  {
    id: 'R021',
    ...cite('S1', '5'),
    sentence: {
      zh: '各单位提出建设需求，负责页面设计调整、信息安全保密、采编上传、审核发布和账号密码管理等日常维护。',
      en: 'Units state their needs and do the daily upkeep: pages, security and secrecy, collecting, uploading, reviewing, publishing, and keeping accounts and passwords.',
    },
    severity: 'refuse',
    actor: 'unit',
    held: [
      held(
        'access',
        '口令只由持有人本人设定，中心只能重置为一次性口令，不能查看',
        'Only the holder sets a password; the center can issue a one-time one but never read it',
      ),
    ],
  },
  {
    id: 'R025',
    ...cite('S1', '7'),
    sentence: {
      zh: '栏目按国家、省、市指标体系设置，分为动态新闻、信息公开、在线服务、民意互动四类。',
      en: 'Columns follow the national, provincial and municipal indicators in four classes: news, disclosure, services, interaction.',
    },
    severity: 'warn',
    actor: 'unit',
    held: [byCheck('checkColumns')],
  },
  {
    id: 'R038',
    ...cite('S1', '11'),
    sentence: {
      zh: '部门内设机构、所属事业单位原则上不单独建站，在上级网站以子站、栏目、频道方式建设。',
      en: 'Internal bodies and subordinate institutions build no site of their own; they use a sub-site, column or channel of the superior site.',
    },
    severity: 'refuse',
    actor: 'unit',
    held: [byCheck('checkSiteForUnitLevel')],
  },
  {
    id: 'R039',
    ...cite('S1', '11'),
    sentence: {
      zh: '确需单独建站的，填写单独建站申请表，承诺达到普查标准，经批准后由市电子政务中心建设。',
      en: 'Where a separate site is truly needed, form 4 with the census-standard commitment is approved first, then the center builds.',
    },
    severity: 'refuse',
    actor: 'unit',
    held: [byCheck('checkSeparateSiteForm')],
  },
  {
    id: 'R040',
    ...cite('S1', '12'),
    sentence: {
      zh: '网站重大调整后或新网站上线前，由市电子政务中心委托安全公司先行安全评估。',
      en: 'After a major adjustment, or before a new site goes live, a security company commissioned by the center assesses it first.',
    },
    severity: 'refuse',
    actor: 'center',
    held: [byCheck('checkSiteReadiness')],
  },
  {
    id: 'R041',
    ...cite('S1', '13'),
    sentence: {
      zh: '辖市区可申请加入网站群；加入后其部门和乡镇（街道）不得另行建站。',
      en: 'Districts may apply to join; their departments, towns and streets must not build separately.',
    },
    severity: 'refuse',
    actor: 'district',
    held: [byCheck('checkSiteForUnitLevel')],
  },
  {
    id: 'R042',
    ...cite('S1', '13'),
    sentence: {
      zh: '市电子政务中心仅为辖市区提供统一存储，软件开发、域名申请、网络安全、等级保护、系统权限设置等由辖市区自行负责。',
      en: 'For districts the center gives storage only; software, domains, security, MLPS and system permissions are their own.',
    },
    severity: 'refuse',
    actor: 'district',
    held: [byCheck('checkPermissionManager')],
  },
];
