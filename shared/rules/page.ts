import { catalogue } from './catalog/all.ts';
import { sources } from './catalog/sources.ts';
import type { Holding, Limit, Rule } from './rule.ts';

const carriers: Readonly<Record<Holding['by'], string>> = {
  check: 'check',
  deadline: 'deadline',
  field: 'field',
  options: 'closed list',
  register: 'register',
  transition: 'state transition',
  access: 'access right',
  'rule-set': 'rule set',
  calendar: 'calendar',
};

function holding(held: Holding): string {
  return 'name' in held
    ? `${carriers[held.by]} \`${held.name}\``
    : `${carriers[held.by]}: ${held.text.zh} / ${held.text.en}`;
}

function limit([name, given]: readonly [string, Limit]): string {
  return `\`${name}\` ${given.value} ${given.unit} (${given.source})`;
}

function row(rule: Rule): string {
  const cells = [
    rule.id,
    `${rule.clause.zh}<br>${rule.clause.en}`,
    `${rule.sentence.zh}<br>${rule.sentence.en}`,
    rule.severity,
    Object.entries(rule.limits ?? {})
      .map(limit)
      .join('<br>'),
    rule.held.map(holding).join('<br>'),
  ];
  return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The catalogue as the Markdown page `docs/rules.md`: sources, then one row per rule. */
export function rulesPage(): string {
  const used = new Set<string>(catalogue.map((rule) => rule.source));
  const documents = Object.entries(sources)
    .filter(([id]) => used.has(id))
    .map(
      ([, source]) =>
        `| ${source.short.zh}<br>${source.short.en} | ${source.title.zh}<br>${source.title.en} | ${source.area || 'nationwide'} |`,
    );
  return [
    '# Rules',
    '',
    'Generated from `shared/rules/catalog` by `scripts/genRules.ts`; do not edit.',
    '',
    'Limits marked `law` stand in the clause, those marked `policy` fill what the clause leaves open and are configuration.',
    "A rule from the other area's document is adopted practice where that document is not in force.",
    '',
    '## Sources',
    '',
    '| Short form | Document | Division codes |',
    '| --- | --- | --- |',
    ...documents,
    '',
    '## Catalogue',
    '',
    '| Id | Clause | Sentence | Severity | Limits | Held by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...catalogue.map(row),
    '',
  ].join('\n');
}
