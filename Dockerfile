# Machimori in one image: `serve` with the built pages, as a user without rights, on read-only files.
# Only /data is written. Build: docker build -t machimori .

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
# The image brings its own Node; the one among the optional packages is for hosts without.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY --from=build /app/main.ts /app/config.ts ./
COPY --from=build /app/domain ./domain
COPY --from=build /app/broker ./broker
COPY --from=build /app/journal ./journal
COPY --from=build /app/ingest ./ingest
COPY --from=build /app/bridge ./bridge
COPY --from=build /app/views ./views
COPY --from=build /app/alarms ./alarms
COPY --from=build /app/heart ./heart
COPY --from=build /app/archive ./archive
COPY --from=build /app/store ./store
COPY --from=build /app/api ./api
COPY --from=build /app/simulators ./simulators
COPY --from=build /app/app ./app
COPY --from=build /app/commands ./commands
COPY --from=build /app/infra ./infra
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# Inside the container every address is its own; what is published outside says the compose file.
ENV DATA_DIR=/data HTTP_HOST=0.0.0.0 MQTT_INSECURE_HOST=0.0.0.0
EXPOSE 3000 1883 8883
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "main.ts"]
