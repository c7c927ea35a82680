"""Optuna on the functions and tables of SearchQualityIT: the same formulas, the same figures.

python optuna_bench.py --sampler tpe|gp|random --seeds 5 [--data DIR] [--only NAME]
Prints for each problem the median and the mean of the lowest regret after so many trials.

python optuna_bench.py --folds --sampler tpe|gp|random --seeds 20 --data DIR [--only NAME]
Prints for each table, and over all, the mean regret of the trial that Optuna calls best after so
many fold runs, as in FoldRegretIT, both ways: one seed a trial, and the mean of five.

python optuna_bench.py --curves --sampler tpe|gp|random --seeds 8 --data DIR [--only TASK]
Prints for each of LCBench's tasks, and over all, the mean of the lowest regret after so many full
trainings, as in LearningCurveSearchIT; needs onnxruntime.

python optuna_bench.py --hard --sampler tpe|gp|random --seeds 20 [--slots N] [--only NAME]
Prints for each problem of HardSearchIT the median and the mean of the regret of the trial that
shows the lowest loss after 64 and 128 ended trials, N of them running at once.

python optuna_bench.py --time --sampler tpe|gp
Prints how long a suggestion takes in ten real parameters, as in SuggestionTime.
"""

import argparse
import csv
import gzip
import heapq
import json
import math
import pathlib
import random
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


FUNCTIONS = {"branin": branin, "hartmann-6": hartmann, "ackley-10": ackley,
             "rosenbrock-5": rosenbrock, "levy-8": levy, "mixed": mixed, "conditional": conditional}


def seeds_of(path):
    """The regrets for each seed by the point of an ordinal table, with names and sorted values."""
    with gzip.open(path, "rt") as lines:
        header, *rows = csv.reader(lines)
    names = [name for name in header if not name.startswith("seed_")]
    values = [sorted({float(row[i]) for row in rows}) for i in range(len(names))]
    scores = {tuple(map(float, row[:len(names)])): list(map(float, row[len(names):]))
              for row in rows}
    ordered = sorted(map(statistics.fmean, scores.values()))
    best, median = ordered[-1], ordered[len(ordered) // 2]
    return names, values, {point: [(best - score) / (best - median) for score in seeds]
                           for point, seeds in scores.items()}


def suggested(trial, names, values):
    """A point of a table; its parameters are indexes into sorted values."""
    return tuple(v[trial.suggest_int(n, 0, len(v) - 1)] for n, v in zip(names, values))


def table(path):
    """The regret of a point of a table, the mean over its seeds."""
    names, values, regrets = seeds_of(path)
    return lambda trial: statistics.fmean(regrets[suggested(trial, names, values)])


def folds(options):
    """Fold runs: one seed a trial, and the mean of five; what counts is the best trial's mean."""
    paths = [path for path in sorted(pathlib.Path(options.data, "hpobench").glob("*.csv.gz"))
             if path.name.startswith(options.only)]
    tables = [(path.name[:-7], *seeds_of(path)) for path in paths]
    for shown in (1, 5):
        for runs in (100, 200, 400):
            start, all_of = time.time(), []
            for name, names, values, regrets in tables:
                found = []
                for seed in range(options.seeds):
                    draw = random.Random(seed)
                    study = optuna.create_study(sampler=sampler(options.sampler, seed))
                    points = []

                    def objective(trial):
                        points.append(suggested(trial, names, values))
                        return statistics.fmean(draw.sample(regrets[points[-1]], shown))

                    study.optimize(objective, n_trials=runs // shown)
                    found.append(statistics.fmean(regrets[points[study.best_trial.number]]))
                all_of += found
                print(f"BENCH folds {name:10} {options.sampler} {shown} a trial, {runs} fold runs: "
                      f"{statistics.fmean(found):.4f}", flush=True)
            error = statistics.stdev(all_of) / math.sqrt(len(all_of))
            print(f"BENCH folds {'all':10} {options.sampler} {shown} a trial, {runs} fold runs: "
                  f"{statistics.fmean(all_of):.4f} ± {error:.4f} | {time.time() - start:.1f} s",
                  flush=True)


def lowest(function, checkpoints, options):
    """By seed, the lowest values of a function after so many trials."""
    runs = []
    for seed in range(options.seeds):
        study = optuna.create_study(sampler=sampler(options.sampler, seed))
        study.optimize(function, n_trials=checkpoints[-1])
        losses = [trial.value for trial in study.trials]
        runs.append([min(losses[:n]) for n in checkpoints])
    return runs


def bowl(x):
    lowest, weights = (.45, .35, .55, .6, .7, .25), (4, 2, 1, .5, .25, 2)
    return sum(w * (a - o) ** 2 for w, a, o in zip(weights, x, lowest))


def hard():
    """By name, functions of a trial and a generator: the loss that it shows, and the regret."""

    def failing(share):
        def function(trial, luck):
            value = bowl(cube(trial, 5, 0, 1))
            return (None if luck.random() < share else value), value
        return function

    def bogus(trial, luck):
        value = bowl(cube(trial, 5, 0, 1))
        return (20 if luck.random() < .3 else value), value

    def region(trial, luck):
        x = cube(trial, 5, 0, 1)
        return (None if x[0] > .5 or x[1] + x[2] > 1.3 else bowl(x)), bowl(x)

    def cliff(trial, luck):
        x = cube(trial, 4, 0, 1)
        return (1000 + 1000 * x[1] if x[0] > .65 else bowl(x)), bowl(x)

    def plateau(trial, luck):
        x = cube(trial, 6, 0, 1)
        value = .9 if x[0] > .6 or x[1] < .3 or x[2] + x[3] > 1.2 else min(.9, bowl(x))
        return value, value

    def noise(trial, luck):
        value = bowl(cube(trial, 5, 0, 1))
        return value + .1 * luck.gauss(0, 1), value

    def sound(function):
        def shown(trial, luck):
            value = function(trial)
            return value, value
        return shown

    return {"fails-1-of-10": failing(.1), "fails-3-of-10": failing(.3),
            "fails-5-of-10": failing(.5), "bogus": bogus, "region": region, "cliff": cliff,
            "plateau": plateau, "noise": noise,
            **{name: sound(function) for name, function in FUNCTIONS.items()}}


def busy(function, checkpoints, seed, options):
    """The regrets of the trial that shows the lowest loss, after so many ended ones."""
    study, luck = optuna.create_study(sampler=sampler(options.sampler, seed)), random.Random(seed)
    running, now, started, lowest, regret, found = [], 0, 0, math.inf, math.inf, []
    for ended in range(1, checkpoints[-1] + 1):
        while len(running) < options.slots and started < checkpoints[-1]:
            trial = study.ask()
            end = now + luck.uniform(.5, 1.5)
            heapq.heappush(running, (end, started, trial, function(trial, luck)))
            started += 1
        now, _, trial, (loss, value) = heapq.heappop(running)
        if loss is None:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
        else:
            study.tell(trial, loss)
            lowest, regret = min((lowest, regret), (loss, value), key=lambda pair: pair[0])
        if ended in checkpoints:
            found.append(regret)
    return found


def hard_ones(options):
    for name, function in hard().items():
        if name.startswith(options.only):
            start = time.time()
            runs = [busy(function, (64, 128), seed, options) for seed in range(options.seeds)]
            show(f"{name} × {options.slots}", options.sampler, runs, start)


def show(name, sampler, runs, start):
    figures = "".join(f" | {statistics.median(at):.4g} ({statistics.fmean(at):.4g})"
                      for at in zip(*runs))
    print(f"BENCH {name:18} {sampler:7}{figures} | {time.time() - start:.1f} s", flush=True)


def curve(data):
    """By task, the accuracy in percent after all 52 epochs of what a trial suggests."""
    import numpy
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(data / "model.onnx"), options)
    codes = json.loads((data / "encoding.json").read_text())["OpenML_task_id"]

    def accuracy(task, trial):
        row = [52, trial.suggest_int("batch_size", 16, 512, log=True),
               trial.suggest_float("learning_rate", 1e-4, 1e-1, log=True),
               trial.suggest_float("momentum", .1, .99),
               trial.suggest_float("weight_decay", 1e-5, 1e-1),
               trial.suggest_int("num_layers", 1, 5),
               trial.suggest_int("max_units", 64, 1024, log=True),
               trial.suggest_float("max_dropout", 0, 1)]
        return float(session.run(None, {
            "x_cat": numpy.array([[codes[task]]], dtype=numpy.int32),
            "x_cont": numpy.array([row], dtype=numpy.float32)})[0][0][1])

    return accuracy


def curves(options):
    """LCBench: the lowest regret after so many full trainings."""
    accuracy = curve(pathlib.Path(options.data, "lcbench"))
    references = pathlib.Path(__file__).with_name("learning_curve_references.csv")
    with references.open() as file:
        tasks = [row for row in csv.DictReader(file) if row["task"].startswith(options.only)]
    checkpoints, sums = (25, 50, 100), [0, 0, 0]
    for task in tasks:
        best, median = float(task["best"]), float(task["median"])
        runs = lowest(
            lambda trial: (best - accuracy(task["task"], trial)) / (best - median),
            checkpoints, options)
        means = [statistics.fmean(at) for at in zip(*runs)]
        sums = [total + mean for total, mean in zip(sums, means)]
        print(f"BENCH {task['task']:12} {options.sampler:7}"
              + "".join(f" | {mean:.4g}" for mean in means), flush=True)
    print(f"BENCH curves, mean of {len(tasks)} tasks {options.sampler:7}"
          + "".join(f" | {total / len(tasks):.4f}" for total in sums), flush=True)


def times(options):
    """Processor milliseconds of a suggestion after so many results, the mean of the last ones."""
    counts = {"tpe": (1000, 20000), "gp": (200, 1000)}[options.sampler]
    space = {f"x{i}": optuna.distributions.FloatDistribution(0, 1) for i in range(10)}
    for count in counts:
        study, draw = optuna.create_study(sampler=sampler(options.sampler, 1)), random.Random(1)
        points = [{name: draw.random() for name in space} for _ in range(count)]
        study.add_trials([
            optuna.trial.create_trial(params=point, distributions=space,
                                      value=sum((x - .4) ** 2 for x in point.values()))
            for point in points])
        spent = []
        for _ in range(3 if options.sampler == "gp" else 10):
            start = time.process_time()
            trial = study.ask(space)
            spent.append(time.process_time() - start)
            study.tell(trial, sum((x - .4) ** 2 for x in trial.params.values()))
        print(f"BENCH time {options.sampler} after {count}: "
              f"{1000 * statistics.fmean(spent[1:]):.1f} ms", flush=True)


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
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--curves", action="store_true")
    parser.add_argument("--time", action="store_true")
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--slots", type=int, default=1)
    options = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    if options.folds:
        return folds(options)
    if options.curves:
        return curves(options)
    if options.time:
        return times(options)
    if options.hard:
        return hard_ones(options)
    problems = [(name, function, (25, 50, 100)) for name, function in FUNCTIONS.items()]
    if options.data:
        for path in sorted(pathlib.Path(options.data, "hpobench").glob("*.csv.gz")):
            problems.append((path.name[:-7], table(path), (25, 50, 100, 200)))
    for name, function, checkpoints in problems:
        if not name.startswith(options.only):
            continue
        start = time.time()
        show(name, options.sampler, lowest(function, checkpoints, options), start)


if __name__ == "__main__":
    print("Optuna", optuna.__version__)
    main()
