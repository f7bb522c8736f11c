/** An error by its stable code and status, with words for the person who has to mend it, whatever they are. */
export function refusal(code: string, status: number): Error {
  return expect.objectContaining({ code, status, message: expect.stringMatching(/\w/) as string }) as Error;
}
