set -e
npm test
