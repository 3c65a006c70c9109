# What NetworkX finds in an export, as JSON: nodes and edges with their attributes. Run by networkx.test.ts.
import json
import sys

import networkx

read = networkx.read_graphml if sys.argv[1].endswith(".graphml") else networkx.read_gexf
graph = read(sys.argv[1])
edges = [[a, b, data] for a, b, data in graph.edges(data=True)]
print(json.dumps({"directed": graph.is_directed(), "nodes": dict(graph.nodes(data=True)), "edges": edges}))
