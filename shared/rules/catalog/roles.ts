import type { Rule } from '../rule.ts';
import { byCheck, held } from './held.ts';
import { cite } from './sources.ts';

/** What a government site is and who answers for it (主管、主办、协办、承办单位). */
export const roleRules: readonly Rule[] = [
  {
    id: 'R044',
    ...cite('S2', '2'),
    sentence: {
      zh: '政府网站是指县（市）政府及部门、承担行政职能的其他机构开设的官方网站。',
      en: 'A government site is the official site of county and city governments, departments and other bodies with administrative functions.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [
      held(
        'options',
        '网站类型为封闭选项：门户、部门、子站、频道、栏目集',
        'Site type is a closed list: portal, department, sub-site, channel, set of columns',
      ),
    ],
  },
  {
    id: 'R045',
    ...cite('S2', '3'),
    sentence: {
      zh: '本细则适用于网站全生命周期：规划建设、开设备案、应用管理、安全保障、运行维护、整合下线。',
      en: 'The rules cover the life cycle: planning, opening and filing, use, security, operation, merging and closing.',
    },
    severity: 'refuse',
    actor: 'all',
    held: [
      held(
        'transition',
        '网站运行状态为状态机，只能按规定的次序转换',
        'The state of a site is a state machine with fixed transitions',
      ),
    ],
  },
  {
    id: 'R046',
    ...cite('S2', '4, 16'),
    sentence: {
      zh: '网站应具备信息发布、解读回应、政民互动、网上办事等基本功能。',
      en: 'Basic functions are publishing, interpretation and response, interaction, and online services.',
    },
    severity: 'warn',
    actor: 'host',
    held: [byCheck('checkFunctions')],
  },
  {
    id: 'R047',
    ...cite('S2', '5'),
    sentence: {
      zh: '门户网站以政府名义开设，政府办公厅（室）为主办单位，政府部门为协办单位，电子政务机构为承办单位。',
      en: 'A portal is opened in the name of the government: its office hosts, departments cooperate, the e-government body operates.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteRoles')],
  },
  {
    id: 'R048',
    ...cite('S2', '5'),
    sentence: {
      zh: '没有电子政务机构的，由主办单位指定承办单位。',
      en: 'Where no e-government body exists the host names the operator.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteRoles')],
  },
  {
    id: 'R049',
    ...cite('S2', '6'),
    sentence: {
      zh: '州、县（市）政府办公厅（室）为本地区网站主管单位，垂直管理系统由其部门办公厅（室）主管。',
      en: 'Government offices supervise the sites of their area; vertical systems are supervised by their department office.',
    },
    severity: 'refuse',
    actor: 'supervisor',
    held: [byCheck('checkSiteRoles')],
  },
  {
    id: 'R050',
    ...cite('S2', '7'),
    sentence: {
      zh: '主管单位负责规划建设、开设整合、安全保障、考核评价、监督问责。',
      en: 'The supervising unit plans, opens and merges, secures, assesses, supervises and calls to account.',
    },
    severity: 'refuse',
    actor: 'supervisor',
    held: [
      held(
        'access',
        '主管单位检查员为只读加检查的角色',
        'The supervising inspector is a role that reads and inspects',
      ),
    ],
  },
  {
    id: 'R051',
    ...cite('S2', '7'),
    sentence: {
      zh: '协办单位保障相关栏目，审核、发布内容，管理相关业务系统。',
      en: 'The cooperating unit guarantees its columns, reviews and publishes content and manages related systems.',
    },
    severity: 'warn',
    actor: 'cooperator',
    held: [byCheck('checkColumns')],
  },
  {
    id: 'R052',
    ...cite('S2', '7'),
    sentence: {
      zh: '承办单位检查各栏目，督促协办单位更新，并将滞后情况报主管单位通报。',
      en: 'The operator checks all columns, prompts updates and reports laggards for circular.',
    },
    severity: 'remind',
    actor: 'operator',
    held: [
      held(
        'register',
        '栏目登记更新周期和责任单位，滞后栏目由查询列出',
        'Columns carry a cycle and a unit; a query lists the laggards',
      ),
    ],
  },
  {
    id: 'R053',
    ...cite('S2', '8'),
    sentence: {
      zh: '主管单位将本地区网站开设情况通报同级网信部门。',
      en: 'The supervising unit reports the opening status of all sites to the network office of its level.',
    },
    severity: 'remind',
    actor: 'supervisor',
    held: [
      held('register', '网站台账按地区导出开设情况', 'The site register exports the opening status by area'),
    ],
  },
  {
    id: 'R054',
    ...cite('S2', '8'),
    sentence: {
      zh: '主管、主办、承办单位各负主体责任，建立应用管理和应急处置机制。',
      en: 'Supervisor, host and operator each carry main responsibility and set up management and emergency mechanisms.',
    },
    severity: 'refuse',
    actor: 'all',
    held: [
      held(
        'field',
        '网站须登记主管、主办、承办单位，单位须登记分管领导',
        'A site names its three units; a unit names its leader in charge',
      ),
    ],
  },
];
