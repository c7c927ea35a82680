"""Optuna on the functions and tables of SearchQualityIT: the same formulas, the same figures.

python optuna_bench.py --sampler tpe|gp|random --seeds 5 [--data DIR] [--only NAME]
Prints for each problem the median and the mean of the lowest regret after so many trials.
"""

import argparse
import csv
import gzip
import math
import pathlib
import statistics
import time

import optuna

A = [[10, 3, 17, 3.5, 1.7, 8], [.05, 10, 17, .1, 8, 14],
     [3, 3.5, 1.7, 10, 17, 8], [17, 8, .05, 10, .1, 14]]
P = [[.1312, .1696, .5569, .0124, .8283, .5886], [.2329, .4135, .8307, .3736, .1004, .9991],
     [.2348, .1451, .3522, .2883, .3047, .665], [.4047, .8828, .8732, .5743, .1091, .0381]]
C = [1, 1.2, 3, 3.2]


def cube(trial, n, low, high):
    return [trial.suggest_float(f"x{i}", low, high) for i in range(n)]


def branin(trial):
    x = [trial.suggest_float("x0", -5, 10), trial.suggest_float("x1", 0, 15)]
    bent = x[1] - 5.1 / (4 * math.pi ** 2) * x[0] ** 2 + 5 / math.pi * x[0] - 6
    return bent ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x[0]) + 10 - 0.39788735772973816


def hartmann(trial):
    x = cube(trial, 6, 0, 1)
    value = 3.322368011391339
    for a, p, c in zip(A, P, C):
        value -= c * math.exp(-sum(a[j] * (x[j] - p[j]) ** 2 for j in range(6)))
    return value


def ackley(trial):
    z = [v - 5 * math.sin(i + 1) for i, v in enumerate(cube(trial, 10, -10, 10))]
    return (20 - 20 * math.exp(-.2 * math.sqrt(sum(v * v for v in z) / 10)) + math.e
            - math.exp(sum(math.cos(2 * math.pi * v) for v in z) / 10))


def rosenbrock(trial):
    x = cube(trial, 5, -2, 2)
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(4))


def levy(trial):
    w = [1 + (v - 1) / 4 for v in cube(trial, 8, -10, 10)]
    value = math.sin(math.pi * w[0]) ** 2
    for v in w[:-1]:
        value += (v - 1) ** 2 * (1 + 10 * math.sin(math.pi * v + 1) ** 2)
    return value + (w[-1] - 1) ** 2 * (1 + math.sin(2 * math.pi * w[-1]) ** 2)


def mixed(trial):
    x = cube(trial, 3, 0, 1)
    k = trial.suggest_int("k", 0, 10)
    a = int(trial.suggest_categorical("a", ["0", "1", "2", "3"]))
    b = int(trial.suggest_categorical("b", ["0", "1", "2"]))
    value = .1 * ((a + 2) % 4) + .15 * ((b + 1) % 3)
    for j in range(3):
        value += 2 * (x[j] - (.15 + .7 * ((3 * a + 5 * b + 4 * j) % 11 / 11))) ** 2
    return value + ((k - (2 + a + 2 * b)) / 10) ** 2


def conditional(trial):
    branch = trial.suggest_categorical("branch", ["a", "b", "c"])
    if branch == "a":
        rate = trial.suggest_float("rate", 1e-5, 1, log=True)
        u, v = trial.suggest_float("u", 0, 1), trial.suggest_float("v", 0, 1)
        return ((math.log10(rate) + 3.2) / 2) ** 2 + 4 * (u - .3) ** 2 + 4 * (v - .8) ** 2
    if branch == "b":
        w, k = trial.suggest_float("w", 0, 1), trial.suggest_int("k", 1, 20)
        return .1 + (w - .6) ** 2 + ((k - 13) / 20) ** 2
    return .25 + .2 * (trial.suggest_float("z", 0, 1) - .5) ** 2


def table(path):
    """The regret of a point of an ordinal table; its parameters are indexes into sorted values."""
    with gzip.open(path, "rt") as lines:
        header, *rows = csv.reader(lines)
    names = [name for name in header if not name.startswith("seed_")]
    values = [sorted({float(row[i]) for row in rows}) for i in range(len(names))]
    means = {tuple(map(float, row[:len(names)])): statistics.fmean(map(float, row[len(names):]))
             for row in rows}
    ordered = sorted(means.values())
    best, median = ordered[-1], ordered[len(ordered) // 2]

    def regret(trial):
        point = tuple(v[trial.suggest_int(n, 0, len(v) - 1)] for n, v in zip(names, values))
        return (best - means[point]) / (best - median)

    return regret


def sampler(name, seed):
    if name == "random":
        return optuna.samplers.RandomSampler(seed=seed)
    if name == "gp":
        return optuna.samplers.GPSampler(seed=seed)
    return optuna.samplers.TPESampler(seed=seed)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sampler", default="tpe")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--data")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    problems = [("branin", branin), ("hartmann-6", hartmann), ("ackley-10", ackley),
                ("rosenbrock-5", rosenbrock), ("levy-8", levy), ("mixed", mixed),
                ("conditional", conditional)]
    problems = [(name, function, (25, 50, 100)) for name, function in problems]
    if options.data:
        for path in sorted(pathlib.Path(options.data, "hpobench").glob("*.csv.gz")):
            problems.append((path.name[:-7], table(path), (25, 50, 100, 200)))
    for name, function, checkpoints in problems:
        if not name.startswith(options.only):
            continue
        start, runs = time.time(), []
        for seed in range(options.seeds):
            study = optuna.create_study(sampler=sampler(options.sampler, seed))
            study.optimize(function, n_trials=checkpoints[-1])
            losses = [trial.value for trial in study.trials]
            runs.append([min(losses[:n]) for n in checkpoints])
        figures = "".join(f" | {statistics.median(at):.4g} ({statistics.fmean(at):.4g})"
                          for at in zip(*runs))
        print(f"BENCH {name:12} {options.sampler:7}{figures} | {time.time() - start:.1f} s",
              flush=True)


if __name__ == "__main__":
    print("Optuna", optuna.__version__)
    main()
