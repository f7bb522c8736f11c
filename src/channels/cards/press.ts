import type { Press } from '../../content/message';

const TOKEN = /^[\w-]{12}$/;
const REFERENCE = /^[A-Z0-9]{4,12}$/;

/**
 * What a card's button sent, read field by field: nothing else of it is looked at or kept. `value` is what a client put
 * there: the data of an `Action.Submit`, or the whole invoke of an `Action.Execute`. Undefined when it is none of ours.
 */
export function readPress(value: unknown): Press | undefined {
  const { action } = fields(value);
  const data = fields(action === undefined ? value : fields(action)['data']);
  const { of, pick, booking } = data;
  if (typeof of === 'string' && TOKEN.test(of) && Number.isInteger(pick) && Number(pick) >= 0)
    return { of, pick: Number(pick) };
  const act = data['do'];
  if ((act === 'move' || act === 'cancel') && typeof booking === 'string' && REFERENCE.test(booking))
    return { do: act, booking };
  return undefined;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
