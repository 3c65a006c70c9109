"""Golden figures of BioGraph.graphml and of a small known graph by NetworkX; they are written into the tests beside this file.

    pip install networkx scipy igraph && python golden.py ../../../../shared/graphs/BioGraph.graphml [--igraph]

Nodes are numbered as they stand in the file and self-loops are left out, as `undirected` leaves them out. --igraph adds what NetworkX is too
slow for or lacks: betweenness from all nodes, and Leiden.
"""

import json
import math
import sys

import networkx as nx
from scipy.optimize import minimize_scalar
from scipy.special import zeta


def read(path):
    import re

    xml = open(path, encoding="utf-8").read()
    names = re.findall(r'<node id="([^"]*)"', xml)
    number = {name: node for node, name in enumerate(names)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    for source, target in re.findall(r'<edge source="([^"]*)" target="([^"]*)"', xml):
        if source != target:
            graph.add_edge(number[source], number[target])
    return graph, names


def power_law(degrees):
    """Clauset, Shalizi & Newman (2009), sec. 3, as plfit.m does it: D over every whole number of the tail, not only over those observed."""
    best = None
    for xmin in sorted(set(degrees))[:-1]:
        tail = [d for d in degrees if d >= xmin]
        if xmin < 1 or len(tail) < 10:
            continue
        logs = sum(map(math.log, tail))
        alpha = minimize_scalar(
            lambda a: len(tail) * math.log(zeta(a, xmin)) + a * logs, bounds=(1.0001, 20), method="bounded", options={"xatol": 1e-10}
        ).x
        counts = {}
        for d in tail:
            counts[d] = counts.get(d, 0) + 1
        seen, ks = 0, 0.0
        for x in range(xmin, max(tail) + 1):
            seen += counts.get(x, 0)
            ks = max(ks, abs(seen / len(tail) - (1 - zeta(alpha, x + 1) / zeta(alpha, xmin))))
        if best is None or ks < best["ks"]:
            best = {"alpha": alpha, "xmin": xmin, "ks": ks, "tail": len(tail)}
    tail = [d for d in degrees if d >= best["xmin"]]
    rate = math.log(1 + 1 / (sum(tail) / len(tail) - best["xmin"]))
    ratios = [
        -best["alpha"] * math.log(d) - math.log(zeta(best["alpha"], best["xmin"]))
        - (math.log(1 - math.exp(-rate)) - rate * (d - best["xmin"]))
        for d in tail
    ]
    mean = sum(ratios) / len(ratios)
    sigma = math.sqrt(sum((r - mean) ** 2 for r in ratios) / len(ratios))
    normalised = sum(ratios) / (sigma * math.sqrt(len(ratios)))
    best["overExponential"] = {"ratio": normalised, "p": math.erfc(abs(normalised) / math.sqrt(2))}
    return best


def top(scores, count=5):
    return [[node, score] for node, score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:count]]


def figures(graph):
    degrees = [d for _, d in graph.degree()]
    core = nx.core_number(graph)
    sizes = {}
    for k in core.values():
        sizes[k] = sizes.get(k, 0) + 1
    found = nx.community.louvain_communities(graph, seed=0)
    pivots = list(range(0, graph.number_of_nodes(), 97))
    between = nx.betweenness_centrality_subset(graph, pivots, list(graph), normalized=False)
    return {
        "nodes": graph.number_of_nodes(),
        "links": graph.number_of_edges(),
        "components": nx.number_connected_components(graph),
        "density": nx.density(graph),
        "degree": {"mean": sum(degrees) / len(degrees), "max": max(degrees), "leaves": degrees.count(1)},
        "assortativity": nx.degree_assortativity_coefficient(graph),
        "meanClustering": nx.average_clustering(graph),
        "transitivity": nx.transitivity(graph),
        "triangles": sum(nx.triangles(graph).values()) // 3,
        "coreSizes": dict(sorted(sizes.items())),
        "articulationPoints": sum(1 for _ in nx.articulation_points(graph)),
        "bridges": sum(1 for _ in nx.bridges(graph)),
        "louvain": {"communities": len(found), "modularity": nx.community.modularity(graph, found)},
        "pivotBetweenness": top(between),
        "powerLaw": power_law([d for d in degrees if d > 0]),
    }


def link_scores(graph, a, b):
    pair = [(a, b)]
    matrix = nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), dtype=float)
    katz, walks = 0.0, matrix
    for length in range(1, 5):
        katz += 0.05**length * walks[a, b]
        walks = walks @ matrix
    return {
        "adamicAdar": next(nx.adamic_adar_index(graph, pair))[2],
        "resourceAllocation": next(nx.resource_allocation_index(graph, pair))[2],
        "jaccard": next(nx.jaccard_coefficient(graph, pair))[2],
        "preferentialAttachment": next(nx.preferential_attachment(graph, pair))[2],
        "katz": katz,
    }


def by_igraph(graph):
    import igraph

    same = igraph.Graph(n=graph.number_of_nodes(), edges=list(graph.edges()))
    leiden = same.community_leiden("modularity", n_iterations=-1)
    return {
        "igraph": igraph.__version__,
        "betweenness": top(dict(enumerate(same.betweenness(directed=False))), 10),
        "leiden": {"communities": len(leiden), "modularity": same.modularity(leiden.membership)},
    }


def main():
    graph, names = read(sys.argv[1])
    karate = nx.karate_club_graph()
    for *_, edge in karate.edges(data=True):
        edge.clear()
    hubs = [node for node, _ in top(dict(graph.degree()), 3)]
    result = {
        "networkx": nx.__version__,
        "karate": figures(karate)
        | {"betweenness": top(nx.betweenness_centrality(karate, normalized=False)), "links 0-33": link_scores(karate, 0, 33)},
        "bio": figures(graph) | {"hubs": [[n, names[n], graph.degree(n)] for n in hubs], "links of hubs": link_scores(graph, hubs[0], hubs[1])},
    }
    if "--igraph" in sys.argv:
        result["bio"]["igraph"] = by_igraph(graph)
    print(json.dumps(result, indent=1))


main()
