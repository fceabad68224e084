import { useOperator } from '../lib/operator';
import classes from './Brand.module.css';

/** The operator's logo and name; where it has none, the mark of Portico: a pediment over four columns. */
export function Brand({ size = 22 }: { size?: number }) {
  const operator = useOperator();
  const name = operator && (operator.name ?? 'Portico');
  return (
    <span className={classes.brand}>
      {operator?.logo ? (
        <img src={operator.logo} alt="" height={size} className={classes.logo} />
      ) : (
        <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24" className={classes.mark}>
          <path d="M12 2 22 8.2V10H2V8.2zM4 11.5h2.2v7H4zm4.6 0h2.2v7H8.6zm4.6 0h2.2v7h-2.2zm4.6 0H20v7h-2.2zM2 19.7h20V22H2z" />
        </svg>
      )}
      <span className={classes.name} title={name}>
        {name}
      </span>
    </span>
  );
}
