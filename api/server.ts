import express, { type Express } from 'express';
import { allowOnly, answerErrors, notFound } from './answer-errors';
import { type ApiParts, assembleApi } from './api';
import { getCall } from './call-reading';
import { postEvent } from './calls';
import { postEvents } from './events-batch';
import { getHealth, getReadiness } from './health';
import { postHeartbeat } from './heartbeat';
import { getHome } from './home';
import { getOpenApi } from './openapi';
import { languagesOf } from './page-frame';
import { securityHeaders } from './security-headers';
import { getStylesheet, STYLESHEET_PATH } from './stylesheet';
import { getSurvey, keepSecret, postSurvey, surveyForm } from './survey';
import { carrierOnly, postInbound, postStatus } from './twilio-webhooks';

/** Every address of the public port. */
export function createServer(parts: ApiParts): Express {
  const api = assembleApi(parts);
  const only = (...methods: string[]) => allowOnly(api, ...methods);
  const app = express();
  app.enable('case sensitive routing');
  app.disable('etag');
  app.use(securityHeaders());

  app.route('/v1/openapi.json').get(getOpenApi()).all(only('GET'));
  app.route('/v1/calls/:callNumber/events').post(postEvent(api)).all(only('POST'));
  app.route('/v1/calls/:callNumber').get(getCall(api)).all(only('GET'));
  app.route('/v1/events').post(postEvents(api)).all(only('POST'));
  app.route('/v1/heartbeat').post(postHeartbeat(api)).all(only('POST'));

  app.route('/twilio/status').post(carrierOnly(api), postStatus(api)).all(only('POST'));
  app.route('/twilio/inbound').post(carrierOnly(api), postInbound(api)).all(only('POST'));

  for (const { prefix } of languagesOf(parts.heard.agency)) {
    app.route(`${prefix}/`).get(getHome(api)).all(only('GET'));
    app
      .route(`${prefix}/s/:token`)
      .all(keepSecret)
      .get(getSurvey(api))
      .post(surveyForm, postSurvey(api))
      .all(only('GET', 'POST'));
  }
  app.route(STYLESHEET_PATH).get(getStylesheet()).all(only('GET'));

  app.route('/healthz').get(getHealth(api)).all(only('GET'));
  app.route('/readyz').get(getReadiness(api)).all(only('GET'));

  app.use(notFound(api));
  app.use(answerErrors(api));
  return app;
}
