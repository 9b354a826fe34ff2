import { Tooltip } from 'antd';
import { ruleOf } from '../../../shared/rules/catalog/all.ts';
import { useText } from '../../locales/text.ts';
import './show.css';

/** The clause of a rule in grey; its sentence on hover and focus. Nothing where there is no rule. */
export function Clause({ rule }: { readonly rule: string | null }) {
  const { t, say } = useText();
  const found = rule === null ? null : ruleOf(rule);
  if (!found) return null;
  const sentence = t('rule.hover', { clause: say(found.clause), sentence: say(found.sentence) });
  return (
    <Tooltip title={sentence}>
      <span className="clause" tabIndex={0} aria-label={sentence}>
        {say(found.clause)}
      </span>
    </Tooltip>
  );
}
