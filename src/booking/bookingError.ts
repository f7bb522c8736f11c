import { TriageError } from '../errors';

/** `BOOKING_GONE`: somebody was faster, or the profile has it no more. */
export function gone(): TriageError {
  return new TriageError(
    'BOOKING_GONE',
    'What was to be booked can no longer be had. Ask the diary for the opening or cohort first, and offer what it has.',
    { status: 409 },
  );
}

/** `BOOKING_FIXED`: it can not be changed, or not any more. */
export function fixed(because: string): TriageError {
  return new TriageError(
    'BOOKING_FIXED',
    `The booking can not be changed: ${because}. Ask its view for canMove and canCancel first.`,
    { status: 409 },
  );
}

/** `BOOKING_INVALID`: what staff entered does not fit. */
export function invalid(because: string): TriageError {
  return new TriageError('BOOKING_INVALID', `That can not be entered: ${because}.`, { status: 400 });
}
