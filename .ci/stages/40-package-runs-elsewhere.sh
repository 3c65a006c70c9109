# `npm pack` gives a package that installs and runs outside the repository, on compiled JavaScript alone.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
PATH="$PWD/node_modules/node/bin:$PATH"
tarball=$PWD/$(npm pack --silent 2>/dev/null | tail -1)
cd "$place"
npm init -y >/dev/null
cp "$OLDPWD/.npmrc" .
npm install --no-audit --no-fund --ignore-scripts "$tarball" >/dev/null 2>install.log || { cat install.log; exit 1; }
rm -f "$tarball"
npx hortus --version
npx hortus grow node_modules/hortus/examples/materials --no-embeddings --json >grown.json
node -e 'const g=JSON.parse(require("fs").readFileSync("grown.json"));if(g.relations<100)throw new Error("too few relations: "+g.relations);console.log(g.documents.added,"documents,",g.relations,"relations")'
npx hortus verify --json
npx hortus hypothesize --count 3 --model none --json >found.json
node -e 'const h=JSON.parse(require("fs").readFileSync("found.json")).hypotheses;if(h.length!==3)throw new Error(h.length+" hypotheses");console.log(h.map(x=>x.title).join("\n"))'
npx hortus export pairs --format trl --json
