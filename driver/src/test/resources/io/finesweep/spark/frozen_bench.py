"""Optuna with PyTorch on the sweep of FrozenSweepIT: a head above frozen layers, on Fashion-MNIST.

python frozen_bench.py --data DIR [--trials 1] [--epochs 10] [--threads 2] [--cache]
The frozen layers compute under no_grad, in each run and epoch, or with --cache once for all. Prints
the seconds a trial of 5 folds takes, and the machine's peak in single precision.
"""

import argparse
import gzip
import pathlib
import time

import numpy
import optuna
import torch
from torch import nn

FOLDS, BATCH = 5, 32


def rows(folder, classes):
    with gzip.open(folder / "t10k-images-idx3-ubyte.gz") as file:
        images = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(folder / "t10k-labels-idx1-ubyte.gz") as file:
        labels = numpy.frombuffer(file.read(), numpy.uint8, offset=8)
    some = (labels >= classes) & (labels < classes + 5)
    return (torch.tensor(images[some].astype(numpy.float32) / 255),
            torch.tensor(labels[some].astype(numpy.int64) - classes))


def passes(model, trained, x, y, optimizer):
    loss = nn.CrossEntropyLoss()
    order = torch.randperm(len(x))
    for start in range(0, len(x), BATCH):
        some = order[start:start + BATCH]
        if model is None:
            inputs = x[some]
        else:
            with torch.no_grad():
                inputs = model(x[some])
        optimizer.zero_grad()
        loss(trained(inputs), y[some]).backward()
        optimizer.step()


def frozen_layers(folder):
    x, y = rows(folder, 0)
    backbone = nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64 * 14 * 14, 128), nn.ReLU())
    model = nn.Sequential(backbone, nn.Linear(128, 5))
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    loss = nn.CrossEntropyLoss()
    for start in range(0, len(x), 64):
        optimizer.zero_grad()
        loss(model(x[start:start + 64]), y[start:start + 64]).backward()
        optimizer.step()
    return backbone.eval()


def peak():
    a, b = torch.rand(2048, 2048), torch.rand(2048, 2048)
    best = 0
    for _ in range(8):
        start = time.perf_counter()
        a @ b
        best = max(best, 2 * 2048 ** 3 / (time.perf_counter() - start))
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--trials", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cache", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    backbone = frozen_layers(options.data)
    x, y = rows(options.data, 5)
    begun, computed = time.perf_counter(), time.process_time()
    features = x
    if options.cache:
        with torch.no_grad():
            features = torch.cat([backbone(part) for part in x.split(256)])
        print(f"features of {len(x)} rows: {time.perf_counter() - begun:.2f} s")
    model = None if options.cache else backbone
    parts = torch.randperm(len(x)).chunk(FOLDS)

    def objective(trial):
        rate = trial.suggest_float("rate", 1e-4, 1e-1, log=True)
        scores = []
        for fold in range(FOLDS):
            head = nn.Linear(128, 5)
            optimizer = torch.optim.Adam(head.parameters(), rate)
            training = torch.cat([parts[i] for i in range(FOLDS) if i != fold])
            held = parts[fold]
            for _ in range(options.epochs):
                passes(model, head, features[training], y[training], optimizer)
                with torch.no_grad():
                    inputs = features[held] if model is None else model(features[held])
                    scores.append((head(inputs).argmax(1) == y[held]).float().mean().item())
        return scores[-1]

    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(objective, n_trials=options.trials)
    seconds, processor = time.perf_counter() - begun, time.process_time() - computed
    print(f"{options.trials} trials: {seconds:.1f} s, {seconds / options.trials:.2f} s a trial, "
          f"{processor / options.trials:.2f} s of processor time a trial, "
          f"accuracy {study.best_value:.4f}; peak {peak() / 1e9:.0f} GFLOP/s")


if __name__ == "__main__":
    main()
