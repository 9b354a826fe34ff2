import { Button, type ButtonProps } from 'antd';
import { useWritable } from '../../app/useWritable.ts';

/** A button whose act goes to the center: while the gate is closed it rests, and the reason stands beside it. */
export function SendButton({ disabled = false, ...button }: ButtonProps) {
  const writable = useWritable();
  return (
    <>
      <Button
        {...button}
        disabled={disabled || !writable.ok}
        {...(!writable.ok && { title: writable.why })}
      />
      {!writable.ok && <span className="tone-warn small">{writable.why}</span>}
    </>
  );
}
