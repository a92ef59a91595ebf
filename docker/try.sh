#!/bin/bash
# Builds the image and tests it under production limits: 256 MiB, read-only, no capabilities, external PostgreSQL.
# Requires buildah, podman, runc, mmdebstrap (all in Debian), Maven and JDK 25; neither Docker nor a registry.
# Prints its checks, and measurements as key=value lines. Exit code 0 if all checks pass.
#
#   docker/try.sh              build and test
#   docker/try.sh --possible   only check the required tools
#
# JAVA_25_HOME is the JDK if it isn't in /usr/lib/jvm. TRY_FOLDER caches base images between runs.
# TRY_REPOSITORY is the local Maven repository; missing artifacts are downloaded before the offline image build.
set -euo pipefail
cd "$(dirname "$0")/.."

jdk25() {
  for home in "${JAVA_25_HOME:-/none}" /usr/lib/jvm/*25*; do
    if [[ -x $home/bin/jlink ]]; then echo "$home"; return; fi
  done
}

missing() {
  for tool in buildah podman runc mmdebstrap mvn curl; do
    command -v "$tool" > /dev/null || echo -n " $tool"
  done
  [[ -n $jdk ]] || echo -n " JDK-25 (in JAVA_25_HOME or /usr/lib/jvm)"
}

jdk=$(jdk25)
missing_tools=$(missing)
[[ -z $missing_tools ]] || { echo "Container test skipped. Missing:$missing_tools"; exit 3; }
[[ ${1:-} != --possible ]] || exit 0

mkdir -p target
work=${TRY_FOLDER:-$PWD/target/container}
repository=${TRY_REPOSITORY:-$HOME/.m2/repository}
mkdir -p "$work"
storage=(--storage-driver vfs --root "$work/store" --runroot "$work/run")
podman=(podman "${storage[@]}" --cgroup-manager cgroupfs --events-backend file --runtime runc)
started=()
exec {silence}<> <(:) # never says anything

say() { echo "try: $*"; }
fail() { say "FAILED: $*"; exit 1; }

end() {
  podman_quiet rm --force samklang-try
  for pid in "${started[@]}"; do kill "$pid" 2> /dev/null || true; done
  wait || true
  rm -rf "$work/session"
}
podman_quiet() { "${podman[@]}" "$@" > /dev/null 2>&1 || true; }
trap end EXIT

has_image() { buildah "${storage[@]}" inspect --type image "$1" > /dev/null 2>&1; }

# The public base images can't be pulled everywhere: equivalents are built from Debian and the local JDK.
make_base() {
  has_image localhost/debian:bookworm-slim && return
  mkdir -p "$work/base"
  mmdebstrap --quiet --variant=minbase bookworm "$work/base/rootfs.tar"
  printf 'FROM scratch\nADD rootfs.tar /\n' > "$work/base/Dockerfile"
  build -t localhost/debian:bookworm-slim "$work/base"
  rm -rf "$work/base"
}

make_builder() {
  has_image localhost/samklang-builder && return
  mkdir -p "$work/builder"
  cp -rL "$jdk" "$work/builder/jdk"
  cp -rL "$(mvn_home)" "$work/builder/maven"
  cat > "$work/builder/Dockerfile" << 'FILE'
FROM localhost/debian:bookworm-slim
COPY jdk /opt/jdk
COPY maven /opt/maven
ENV JAVA_HOME=/opt/jdk PATH=/opt/maven/bin:/opt/jdk/bin:/usr/sbin:/usr/bin:/sbin:/bin
FILE
  build -t localhost/samklang-builder "$work/builder"
  rm -rf "$work/builder"
}

mvn_home() { dirname "$(dirname "$(readlink -f "$(command -v mvn)")")"; }

build() { buildah "${storage[@]}" bud --isolation chroot --format docker --pull-never "$@" >> "$work/build.log" 2>&1; }

build_image() {
  build -f docker/Dockerfile -t localhost/samklang \
    --build-arg BUILD_IMAGE=localhost/samklang-builder --build-arg BASE_IMAGE=localhost/debian:bookworm-slim \
    --build-arg MAVEN_FLAGS="--offline -Dmaven.repo.local=/repository" \
    --build-arg REVISION="$(git rev-parse HEAD 2> /dev/null || echo unknown)" \
    --volume "$repository:/repository" . \
    || { tail -30 "$work/build.log"; fail "image build failed"; }
}

rehearse() {
  "$jdk/bin/java" -Dlogback.configurationFile=conf/logback.xml -cp "target/classes:target/lib/*" docker/rehearsal/Rehearsal.java "$@"
}

# Copies the service's libraries and the embedded PostgreSQL, for the database outside the container. The same
# goals as in the Dockerfile, but online: afterwards the repository contains all artifacts and plugins they need.
copy_libraries() {
  rm -rf target/lib
  mvn -q -B -Dmaven.repo.local="$repository" compile jar:jar dependency:copy-dependencies > "$work/libraries.log" 2>&1 \
    || { tail "$work/libraries.log"; fail "copying libraries failed, see $work/libraries.log"; }
}

start_database() {
  mkfifo "$work/session/end"
  sleep infinity > "$work/session/end" & started+=($!)
  rehearse database "$work/session/data" "$work/session/uri" < "$work/session/end" > "$work/database.log" 2>&1 & started+=($!)
  until [[ -s $work/session/uri ]]; do
    kill -0 "${started[-1]}" 2> /dev/null || { tail "$work/database.log"; fail "database didn't start"; }
    sleep 0.2
  done
  chmod 644 "$work/session/uri"
}

# Demo mode, so that the load test can log in; it requires a loopback address and neither mail nor SMS.
run() {
  "${podman[@]}" run --detach --name samklang-try --health-interval disable --network host --memory 256m --memory-swap 256m \
    --ulimit nofile=8192:8192 --ulimit nproc=4096:4096 \
    --read-only --tmpfs /tmp:size=32m --cap-drop ALL --security-opt no-new-privileges \
    --volume "$work/session/uri:/run/secrets/database_uri:ro" \
    --env SAMKLANG_DATABASE_URI_FILE=/run/secrets/database_uri --env SAMKLANG_SECURITY_KEY="$key" \
    --env SAMKLANG_HTTP_HOST=127.0.0.1 --env SAMKLANG_HTTP_PORT="$port" \
    --env SAMKLANG_MANAGEMENT_HOST=127.0.0.1 --env SAMKLANG_MANAGEMENT_PORT="$management" \
    "$@" localhost/samklang > /dev/null
}

# Polls without a process of its own until the port is open: on two cores it would take a third of the start's.
await_ready() {
  local end=$((SECONDS + 120))
  until { : < "/dev/tcp/127.0.0.1/$management"; } 2> /dev/null \
    && SAMKLANG_MANAGEMENT_PORT=$management docker/health 2> /dev/null; do
    [[ $SECONDS -lt $end ]] || { "${podman[@]}" logs samklang-try; fail "not ready after 120 s"; }
    pause
  done
}
pause() { read -r -t 0.01 -u "$silence" || true; }

pid() { "${podman[@]}" inspect --format '{{.State.Pid}}' samklang-try; }
of_process() { awk -v key="$1:" '$1 == key {print $2}' "/proc/$(pid)/status"; }
megabytes() { echo $(($(of_process "$1") / 1024)); }
now() { date +%s%3N; }
inside() { "${podman[@]}" exec samklang-try "$@"; }

# Since the start of the process in the container, excluding the time podman takes to create it and to tell its id.
milliseconds_since_start() {
  local ticks uptime
  read -r uptime _ < /proc/uptime
  ticks=$(awk '{print $22}' "/proc/$(pid)/stat")
  awk -v up="$uptime" -v ticks="$ticks" -v hz="$(getconf CLK_TCK)" 'BEGIN {printf "%d", (up - ticks / hz) * 1000}'
}

# More reliable than elapsed time on a shared machine.
milliseconds_of_cpu() { awk -v hz="$(getconf CLK_TCK)" '{printf "%d", ($14 + $15) * 1000 / hz}' "/proc/$(pid)/stat"; }

stop_in_time() {
  local before code
  before=$(now)
  "${podman[@]}" kill --signal TERM samklang-try > /dev/null
  code=$("${podman[@]}" wait samklang-try)
  echo "stop_ms=$(($(now) - before))"
  echo "stop_code=$code"
  [[ $code == 143 || $code == 0 ]] || fail "exit code $code"
  "${podman[@]}" rm samklang-try > /dev/null
}

died() {
  "${podman[@]}" logs samklang-try | tail -20
  fail "$1: $("${podman[@]}" inspect --format 'running {{.State.Running}}, out of memory {{.State.OOMKilled}}' samklang-try)"
}

check_confinement() {
  [[ $(of_process Uid) == 10001 ]] || fail "runs as $(of_process Uid)"
  [[ $(of_process CapEff) == 0000000000000000 ]] || fail "has capabilities: $(of_process CapEff)"
  [[ $(of_process NoNewPrivs) == 1 ]] || fail "can gain privileges"
  ! inside touch /opt/samklang/x 2> /dev/null || fail "/opt/samklang is writable"
  ! inside touch /x 2> /dev/null || fail "/ is writable"
  say "runs as 10001 without capabilities on a read-only file system"
}

check_served() {
  curl -fsS -H 'Accept: text/html' "http://127.0.0.1:$port/login" | grep -q samklang-app || fail "no login page"
  "${podman[@]}" healthcheck run samklang-try > /dev/null || fail "the health check fails"
  grep -q samklang.aot "/proc/$(pid)/maps" || fail "the AOT cache isn't used"
  ! inside ls /opt/samklang/lib | grep -q embedded-postgres-binaries || fail "the image contains PostgreSQL"
  say "login page, health check, AOT cache: OK"
}

check_without_database() {
  local answer
  answer=$("${podman[@]}" run --rm --network host --ulimit nofile=8192:8192 --ulimit nproc=4096:4096 \
    --read-only --tmpfs /tmp --env SAMKLANG_HTTP_HOST=127.0.0.1 localhost/samklang 2>&1) && fail "starts without a database"
  [[ $answer == *database.uri* ]] || fail "unexpected output without a database: $answer"
  say "without a database: ${answer##*$'\n'}"
}

measurements() {
  echo "$1_rss_mb=$(megabytes VmRSS)"
  echo "$1_rss_anonymous_mb=$(megabytes RssAnon)"
  echo "$1_rss_peak_mb=$(megabytes VmHWM)"
  echo "$1_threads=$(of_process Threads)"
}

mkdir -p "$work/session"
: > "$work/build.log"
podman_quiet rm --force samklang-try
say "building, log in $work/build.log"
mkdir -p "$repository"
copy_libraries
make_base
make_builder
build_image
start_database
read -r port management < <("$jdk/bin/java" docker/rehearsal/FreePorts.java)
check_without_database
key=$(openssl rand -base64 32) # the same at each start, since the database remembers it

say "first start, on an empty database"
run
await_ready
check_confinement
check_served
stop_in_time

best=
cpu=
for attempt in 1 2 3; do
  run
  await_ready
  took=$(milliseconds_since_start)
  spent=$(milliseconds_of_cpu)
  [[ -n $best && $best -le $took ]] || best=$took
  [[ -n $cpu && $cpu -le $spent ]] || cpu=$spent
  [[ $attempt == 3 ]] || stop_in_time > /dev/null
done
echo "start_ms=$best"
echo "start_cpu_ms=$cpu"
sleep 8 # until memory used during start has been returned
measurements started
rehearse load "http://127.0.0.1:$port" "${TRY_LOAD_SECONDS:-20}" || died "load"
measurements loaded
rehearse files "http://127.0.0.1:$port" "${TRY_LOAD_SECONDS:-20}" || died "files"
measurements files
# cgroup v1 memory usage of the container, page cache included.
limit=/sys/fs/cgroup/memory$(awk -F: '$2 == "memory" {print $3}' "/proc/$(pid)/cgroup")
[[ ! -r $limit/memory.max_usage_in_bytes ]] || {
  echo "cgroup_limit_mb=$(($(< "$limit/memory.limit_in_bytes") / 1048576))"
  echo "cgroup_peak_mb=$(($(< "$limit/memory.max_usage_in_bytes") / 1048576))"
}
stop_in_time
echo "image_mb=$(($("${podman[@]}" image inspect --format '{{.Size}}' localhost/samklang) / 1048576))"
echo "machine_load=$(cut -d' ' -f1 /proc/loadavg)"
say "all checks passed"
