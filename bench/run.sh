#!/usr/bin/env bash
# Measures gateways side by side on this machine: direct, nginx, Caravan and Portkey, round after round.
# Needs wrk, nginx, node and npm on the PATH, a JDK 25 as `java` or in JAVA_HOME, and target/caravan.jar.
# ROUNDS (3), SECONDS_EACH (8), WARM_UP (20 seconds) and CONNECTIONS (64) can be set. See README.md for what the figures mean.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-3}
seconds=${SECONDS_EACH:-8}
warm_up=${WARM_UP:-20}
connections=${CONNECTIONS:-64}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$PWD/.bench
upstream=13240 nginx=13241 caravan=13242 portkey=8787
mkdir -p "$work"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true' EXIT

for tool in wrk nginx node npm "$java"; do
  command -v "$tool" >/dev/null || { echo "bench: $tool is not installed" >&2; exit 1; }
done

start() { # name, command…
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pids+=($!)
  echo $! >"$work/$name.pid"
}

await() { # url
  for _ in $(seq 120); do
    curl -s -o "$work/null" "$1" && return
    sleep 0.5
  done
  echo "bench: nothing answers at $1" >&2
  exit 1
}

cat >"$work/nginx.conf" <<CONF
daemon off; worker_processes auto; pid $work/nginx-own.pid; error_log $work/nginx-error.log;
events { worker_connections 4096; }
http { access_log off;
  upstream sim { server 127.0.0.1:$upstream; keepalive 256; }
  server { listen $nginx; location / { proxy_pass http://sim; proxy_http_version 1.1;
    proxy_set_header Connection ""; proxy_buffering off; } } }
CONF
if [ ! -d "$work/portkey/node_modules" ]; then
  mkdir -p "$work/portkey"
  echo '{"private":true,"dependencies":{"@portkey-ai/gateway":"1.15.2"},"overrides":{"@hono/node-server":"1.13.8"}}' \
    >"$work/portkey/package.json"
  (cd "$work/portkey" && npm install --silent --no-audit --no-fund)
fi

start upstream "$java" -Xmx1g -jar target/caravan.jar --server.port=$upstream
start nginx nginx -c "$work/nginx.conf" -p "$work"
OPENAI_API_KEY=bench OPENAI_BASE_URL=http://127.0.0.1:$upstream/simulator/openai/v1 \
  start caravan "$java" -Xmx1g -jar target/caravan.jar --server.port=$caravan
start portkey node "$work/portkey/node_modules/@portkey-ai/gateway/build/start-server.js" --headless --port=$portkey
await "http://127.0.0.1:$upstream/actuator/health"
await "http://127.0.0.1:$caravan/actuator/health"
await "http://127.0.0.1:$portkey/"

url() {
  case $1 in
    direct) echo "http://127.0.0.1:$upstream/simulator/openai/v1/chat/completions" ;;
    nginx) echo "http://127.0.0.1:$nginx/simulator/openai/v1/chat/completions" ;;
    caravan) echo "http://127.0.0.1:$caravan/v1/chat/completions" ;;
    portkey) echo "http://127.0.0.1:$portkey/v1/chat/completions" ;;
  esac
}

ticks() { # CPU ticks that a target's processes have used
  local sum=0 pid
  [ "$1" = direct ] && { echo 0; return; }
  for pid in $(cat "$work/$1.pid") $(pgrep -P "$(cat "$work/$1.pid")" || true); do
    sum=$((sum + $(awk '{print $14 + $15}' "/proc/$pid/stat")))
  done
  echo "$sum"
}

measure() { # target, model, stream, seconds
  local prefix="" before after out
  [ "$1" = caravan ] && prefix="openai/"
  cat >"$work/body.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer bench"
wrk.headers["x-portkey-provider"] = "openai"
wrk.headers["x-portkey-custom-host"] = "http://127.0.0.1:$upstream/simulator/openai/v1"
wrk.body = '{"model":"$prefix$2","stream":$3,"messages":[{"role":"user","content":"Hello"}]}'
done = function(summary, latency)
  local bad = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %d %.3f %.3f %.3f %d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, bad))
end
LUA
  before=$(ticks "$1")
  out=$(wrk -t1 -c"$connections" -d"$4s" --timeout 30s -s "$work/body.lua" "$(url "$1")" | grep RESULT)
  after=$(ticks "$1")
  echo "$1 $out $((after - before)) $(getconf CLK_TCK)"
}

table() { # title, tokens of an answer
  echo
  echo "$1, median of $rounds rounds of $seconds s, $connections connections"
  echo
  echo "| target | requests/s | p50 ms | p99 ms | CPU µs/request | failed |"
  echo "|---|---|---|---|---|---|"
  for target in direct nginx caravan portkey; do
    grep "^$target " "$work/results" | awk '{print $3 / $4, $5, $6, ($3 ? $8 / $9 * 1e6 / $3 : 0), $7}' | sort -n |
      awk -v target=$target '{row[NR] = $0; failed += $5}
        END {split(row[int((NR + 1) / 2)], m, " "); printf "| %s | %.0f | %.2f | %.2f | %s | %d |\n",
          target, m[1], m[2], m[3], (target == "direct" ? "" : sprintf("%.0f", m[4])), failed}'
  done
}

scenario() { # title, model, stream
  for target in direct nginx caravan portkey; do measure "$target" "$2" "$3" "$warm_up" >/dev/null; done
  : >"$work/results"
  for _ in $(seq "$rounds"); do
    for target in direct nginx caravan portkey; do measure "$target" "$2" "$3" "$seconds" >>"$work/results"; done
  done
  table "$1"
}

scenario "Whole answers of 16 tokens" lorem-n16-t0-r0 false
scenario "Streams of 100 tokens, as fast as they go" lorem-n100-t0-r0 true
