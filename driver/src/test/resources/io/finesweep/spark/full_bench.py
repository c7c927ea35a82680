"""PyTorch on the trainings of FullTuningIT: all layers of a small network, on Fashion-MNIST.

python full_bench.py --data DIR [--epochs 5] [--threads 1]
Prints the images that an epoch trains a second, the median over epochs; the first one warms up.
"""

import argparse
import gzip
import pathlib
import statistics
import time

import numpy
import torch
from torch import nn

BATCH = 32


def rows(folder):
    with gzip.open(folder / "t10k-images-idx3-ubyte.gz") as file:
        images = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(folder / "t10k-labels-idx1-ubyte.gz") as file:
        labels = numpy.frombuffer(file.read(), numpy.uint8, offset=8)
    some = labels >= 5
    return (torch.tensor(images[some].astype(numpy.float32) / 255)[:4000],
            torch.tensor(labels[some].astype(numpy.int64) - 5)[:4000])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    x, y = rows(options.data)
    model = nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64 * 14 * 14, 128), nn.ReLU(), nn.Linear(128, 5))
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    loss = nn.CrossEntropyLoss()
    rates, of_processor = [], []
    for _ in range(options.epochs + 1):
        begun, used = time.perf_counter(), time.process_time()
        order = torch.randperm(len(x))
        for some in order.split(BATCH):
            optimizer.zero_grad()
            loss(model(x[some]), y[some]).backward()
            optimizer.step()
        rates.append(len(x) / (time.perf_counter() - begun))
        of_processor.append(len(x) / (time.process_time() - used))
    print(f"PyTorch {torch.__version__}, {options.threads} threads: "
          f"{statistics.median(rates[1:]):.0f} images a second "
          f"({statistics.median(of_processor[1:]):.0f} a second of processor time)")


if __name__ == "__main__":
    main()
