/**
 * Service URL of the activities of our own Direct Line. Azure's has the same channel id, `directline`, and is answered
 * through its connector.
 */
export const OWN_DIRECT_LINE = 'urn:triage:directline';
