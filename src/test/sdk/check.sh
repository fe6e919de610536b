#!/usr/bin/env bash
# Starts the gateway as the README says, with the simulator in the place of every provider, and runs the test scripts
# of the providers' own clients against it. Needs node and npm beside the JDK.
set -euo pipefail
cd "$(dirname "$0")/../../.."
port=${PORT:-13230}

./mvnw -q -B spring-boot:run \
  -Dspring-boot.run.arguments="--server.port=$port --caravan.simulator.stand-in=true" &
gateway=$!
trap 'pkill -TERM -P "$gateway" 2>/dev/null || true; kill "$gateway" 2>/dev/null || true; wait "$gateway" 2>/dev/null || true' EXIT

for _ in $(seq 240); do
  curl -sf "localhost:$port/actuator/health/readiness" >/dev/null && break
  kill -0 "$gateway" 2>/dev/null || { echo "the gateway did not start" >&2; exit 1; }
  sleep 0.5
done

for client in src/test/sdk/*/; do
  (
    cd "$client"
    npm ci --silent --no-audit --no-fund
    CARAVAN_URL="http://localhost:$port/v1" npm test --silent
  )
done
