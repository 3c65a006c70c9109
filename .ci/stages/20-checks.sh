set -e
npm run check
