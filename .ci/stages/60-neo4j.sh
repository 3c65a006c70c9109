# Gardens and mirrors in a real Neo4j: brings Java and Maven when they are missing; the tests start and stop the server themselves.
set -eu
{ command -v java && command -v mvn; } >/dev/null || { apt-get update -qq && apt-get install -y -qq default-jre-headless maven >/dev/null; }
npm run test:neo4j
