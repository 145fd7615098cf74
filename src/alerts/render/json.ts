import type { Alert, AlertRecord } from '../../types/alert-record.js';
import { checkAlertRecord } from '../../validate.js';
import { jsonLineWriter, jsonText } from '../../writers/json.js';
import type { AlertStream } from '../record.js';

/**
 * The record as one JSON document, piece by piece, one alert a line. Keys are sorted, so the alerts come first and the
 * summary at the end. Everything is held against the schema before it is handed on.
 */
export function* alertsJson(stream: AlertStream): Generator<string> {
  const lineOf = jsonLineWriter(['mdi']);
  let batch: Alert[] = [];
  let separator = '\n    ';
  // What is only known at the end is checked at the end.
  let summary = stream.summary();

  function piece(): string {
    checkAlertRecord({ ...stream.head, alerts: batch, summary });
    let text = '';
    for (const alert of batch) {
      text += separator + lineOf(alert);
      separator = ',\n    ';
    }
    batch = [];
    return text;
  }

  yield '{\n  "alerts": [';
  for (const alert of stream.alerts()) {
    batch.push(alert);
    if (batch.length === alertsInPiece) yield piece();
  }
  summary = stream.summary();
  const last = piece();
  const rest: Omit<AlertRecord, 'alerts'> = { ...stream.head, summary };
  // The rest of the document without its opening brace goes on behind the list.
  yield `${last}${stream.counts.written === 0 ? '' : '\n  '}],${jsonText(rest).slice(1)}`;
}

const alertsInPiece = 500;
