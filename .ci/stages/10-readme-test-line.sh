# The README's test line. Weights are fetched before the first test (tests/global-setup.ts); here no test may be skipped for want of them.
set -e
HORTUS_REQUIRE_WEIGHTS=1 npm test
