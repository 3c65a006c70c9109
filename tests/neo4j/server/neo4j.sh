#!/usr/bin/env bash
# A real Neo4j Community server for tests, without containers: JDK 17 or 21, Maven and bash are enough (Linux).
#
#   neo4j.sh fetch                 resolve the server's jars with Maven, once
#   neo4j.sh start | stop | status status exits 0 when running, 3 when stopped
#
# Settings (environment, all optional):
#   NEO4J_WORK       folder for jars and class archive (default: hortus/neo4j in the user's cache folder)
#   NEO4J_HOME       server home: data, logs, run      (default: $NEO4J_WORK/home; one server = one home)
#   NEO4J_BOLT_PORT  loopback Bolt port                (default: 17687)
#   NEO4J_PASSWORD   password of user "neo4j", at least 8 characters; counts only at the first start of a home
#   NEO4J_HEAP       maximum Java heap                 (default: 512m)
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
work="$(realpath -m "${NEO4J_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/hortus/neo4j}")"; home="$(realpath -m "${NEO4J_HOME:-$work/home}")"
port="${NEO4J_BOLT_PORT:-17687}"; password="${NEO4J_PASSWORD:-test-password-1}"; heap="${NEO4J_HEAP:-512m}"
# Jars belong to the versions in the POM: another POM, another folder.
lib="$work/lib-$(sha256sum "$here/pom.xml" | cut -c1-12)"; archive="$lib.jsa"; pidfile="$home/run/server.pid"
main=org.neo4j.server.CommunityEntryPoint

# A pid file can outlive its process, so check what the pid really is.
alive() { [ -f "$pidfile" ] && tr '\0' ' ' 2>/dev/null < "/proc/$(cat "$pidfile")/cmdline" | grep -q "$main"; }
now_ms() { echo $(( $(date +%s%N) / 1000000 )); }

case "${1:-}" in
fetch)
  if [ ! -d "$lib" ]; then # resolved beside, then named: a fetch cut short leaves no half folder
    mkdir -p "$work"; part="$(mktemp -d "$lib.XXXXXX")"; trap 'rm -rf "$part"' EXIT
    mvn -B -q -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$part"
    mv -T "$part" "$lib" 2>/dev/null || [ -d "$lib" ]
  fi
  echo "jars: $(ls "$lib" | wc -l) in $lib" ;;

start)
  if alive; then echo "already running pid=$(cat "$pidfile")"; exit 0; fi
  [ -d "$lib" ] || { echo "run '$0 fetch' first" >&2; exit 1; }
  mkdir -p "$home"/{conf,data,logs,run,import,plugins}
  sed -e "s#^server.bolt.listen_address=.*#server.bolt.listen_address=127.0.0.1:$port#" "$here/neo4j.conf" > "$home/conf/neo4j.conf"
  # The password can only be set before the system database exists.
  if [ ! -e "$home/data/databases/system" ]; then
    NEO4J_HOME="$home" NEO4J_CONF="$home/conf" java -XX:TieredStopAtLevel=1 -cp "$lib/*" \
      org.neo4j.server.startup.Neo4jAdminCommand dbms set-initial-password "$password" > /dev/null
  fi
  # The first stop writes a class archive that makes later starts twice as quick.
  if [ -f "$archive" ]; then cds=(-XX:SharedArchiveFile="$archive" -Xshare:auto); else cds=(-XX:ArchiveClassesAtExit="$archive"); fi
  cd "$home"; t0=$(now_ms)
  nohup setsid java "${cds[@]}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms128m -Xmx"$heap" -Xss1m -XX:+ExitOnOutOfMemoryError \
    -XX:-OmitStackTraceInFastThrow -XX:+DisableExplicitGC -Djdk.nio.maxCachedBufferSize=1024 \
    -Dio.netty.tryReflectionSetAccessible=true -Dlog4j2.disable.jmx=true -Dfile.encoding=UTF-8 \
    --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
    -cp "$lib/*" "$main" --home-dir="$home" --config-dir="$home/conf" >> "$home/logs/console.log" 2>&1 < /dev/null &
  pid=$!; echo "$pid" > "$pidfile"
  for _ in $(seq 1 1200); do # up to 120 s
    if ! kill -0 "$pid" 2>/dev/null; then
      echo "neo4j exited during start; see $home/logs" >&2; tail -n 20 "$home/logs/console.log" >&2; rm -f "$pidfile"; exit 1
    fi
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "pid=$pid bolt://127.0.0.1:$port open after $(( $(now_ms) - t0 )) ms"; exit 0
    fi
    sleep 0.1
  done
  echo "no Bolt port after 120 s; see $home/logs" >&2; exit 1 ;;

stop)
  if ! alive; then echo "not running"; rm -f "$pidfile"; exit 0; fi
  pid=$(cat "$pidfile"); t0=$(now_ms); kill -TERM "$pid"
  for _ in $(seq 1 900); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  if kill -0 "$pid" 2>/dev/null; then echo "still alive after 90 s: pid=$pid" >&2; exit 1; fi
  rm -f "$pidfile"; echo "stopped after $(( $(now_ms) - t0 )) ms" ;;

status) if alive; then echo "running pid=$(cat "$pidfile") bolt://127.0.0.1:$port"; else echo stopped; exit 3; fi ;;
*) echo "usage: $0 fetch | start | stop | status" >&2; exit 2 ;;
esac
