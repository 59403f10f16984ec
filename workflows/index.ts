export { collectSurvey } from './collect-survey';
export { followUp } from './follow-up';
