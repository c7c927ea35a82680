"""Computes reference.json: predictions and the metrics that scikit-learn gives for them.

Run in a virtual environment with scikit-learn 1.9.1: python reference.py > reference.json

Not from scikit-learn itself, which has none or refuses the input: the calibration error (written
out below with NumPy), areas under curves where a class never occurs (scikit-learn's binary area of
each class that occurs against the rest, then the mean).
"""

import json
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.simplefilter("ignore")
random = np.random.default_rng(20240229)


def calibration_error(truth, probabilities):
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    bins = np.digitize(confidence, np.arange(1, 15) / 15, right=True)
    total = 0.0
    for b in range(15):
        inside = bins == b
        if inside.any():
            total += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return total


def areas(truth, probabilities):
    k = probabilities.shape[1]
    present = sorted(set(truth))
    if len(present) < 2:
        return {}
    of = [1] if k == 2 else present
    return {
        "roc-auc": np.mean([m.roc_auc_score(truth == c, probabilities[:, c]) for c in of]),
        "pr-auc": np.mean([m.average_precision_score(truth == c, probabilities[:, c]) for c in of]),
    }


def classification(name, truth, probabilities):
    truth, probabilities = np.array(truth), np.array(probabilities, dtype=float)
    k = probabilities.shape[1]
    predicted = probabilities.argmax(axis=1)
    expected = {
        "accuracy": m.accuracy_score(truth, predicted),
        "balanced-accuracy": m.balanced_accuracy_score(truth, predicted),
        "mcc": m.matthews_corrcoef(truth, predicted),
        "log-loss": m.log_loss(truth, probabilities, labels=list(range(k))),
        "brier": m.brier_score_loss(truth, probabilities, labels=list(range(k))),
        "calibration-error": calibration_error(truth, probabilities),
        **areas(truth, probabilities),
    }
    for score in ("precision", "recall", "f1"):
        for average in ("macro", "micro", "weighted") + (("binary",) if k == 2 else ()):
            function = getattr(m, score + "_score")
            expected[score + "-" + average] = function(truth, predicted, average=average)
    return {
        "name": name,
        "classes": k,
        "truth": truth.tolist(),
        "predicted": probabilities.tolist(),
        "expected": {key: float(value) for key, value in sorted(expected.items())},
    }


def regression(name, truth, predicted):
    truth, predicted = np.array(truth, dtype=float), np.array(predicted, dtype=float)
    expected = {
        "mae": m.mean_absolute_error(truth, predicted),
        "mse": m.mean_squared_error(truth, predicted),
        "rmse": m.root_mean_squared_error(truth, predicted),
        "mape": m.mean_absolute_percentage_error(truth, predicted),
        "median-ae": m.median_absolute_error(truth, predicted),
    }
    if len(truth) > 1:
        expected["r2"] = m.r2_score(truth, predicted)
    return {
        "name": name,
        "outputs": truth.shape[1],
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "expected": {key: float(value) for key, value in sorted(expected.items())},
    }


def coarse(truth, k, pull, steps=20):
    """Probabilities in multiples of 1 / steps, so with many ties, drawn towards the truth."""
    rows = []
    for t in truth:
        weights = random.dirichlet(np.ones(k)) + pull * np.eye(k)[t]
        rows.append(random.multinomial(steps, weights / weights.sum()) / steps)
    return rows


def fine(truth, k, pull):
    rows = [random.dirichlet(np.ones(k)) + pull * np.eye(k)[t] for t in truth]
    return [row / row.sum() for row in rows]


def cases():
    binary = random.integers(0, 2, 60)
    yield classification("binary with ties", binary, coarse(binary, 2, 0.5))
    yield classification("binary without ties", binary, fine(binary, 2, 0.2))
    yield classification("binary, worse than chance", binary, fine(1 - binary, 2, 0.7))
    rare = (random.random(80) < 0.1).astype(int)
    yield classification("binary, rare positives", rare, fine(rare, 2, 0.3))
    yield classification("binary, one score for all", binary[:9], [[0.5, 0.5]] * 9)
    none = np.zeros(7, dtype=int)
    yield classification("binary, positives never occur nor are predicted", none, [[0.8, 0.2]] * 7)
    yield classification("binary, only positives occur", none + 1, coarse(none + 1, 2, 0.4))
    four = random.integers(0, 4, 80)
    yield classification("four classes with ties", four, coarse(four, 4, 0.5))
    yield classification("four classes without ties", four, fine(four, 4, 0.5))
    gap = random.choice([0, 1, 3, 4], 70)
    yield classification("class 2 never occurs but is predicted", gap, coarse(gap, 5, 0.3))
    silent = [np.insert(row, 2, 0.0) for row in fine(np.minimum(gap, 3), 4, 0.3)]
    yield classification("class 2 neither occurs nor is predicted", gap, silent)
    mute = [[0.7 * p[0], 0.7 * p[1], 0.3] for p in coarse(binary, 2, 0.5)]
    yield classification("class 2 occurs but is never first", random.integers(0, 3, 60), mute)
    yield classification("probability 0 for the truth", [0, 1, 2], [[0, 1, 0], [0, 1, 0], [1, 0, 0]])

    yield regression("published values", [[3], [-0.5], [2], [7]], [[2.5], [0.0], [2], [8]])
    y = random.normal(10, 3, (51, 1))
    yield regression("one output, odd rows", y, y + random.normal(0, 1, y.shape))
    z = random.normal(0, 1e-3, (40, 1)) + 1e4
    yield regression("far from zero", z, z + random.normal(0, 1e-3, z.shape))
    y = random.normal(0, [1, 50, 0.01], (30, 3))
    yield regression("three outputs of different scale", y, y + random.normal(0, [1, 9, 0.01], y.shape))
    yield regression("one output constant", [[1, 5], [2, 5], [4, 5]], [[1, 5], [3, 6], [4, 5]])
    yield regression("one output constant and right", [[1, 5], [2, 5], [4, 5]], [[1, 5], [3, 5], [4, 5]])
    yield regression("truth 0 with an error of 0 and one of 1e-9", [[0], [0], [2]], [[0], [1e-9], [1]])
    yield regression("one row", [[3, 4]], [[2, 4.5]])


print(
    json.dumps(
        {
            "note": "Computed by reference.py beside this file.",
            "scikit-learn": sklearn.__version__,
            "cases": list(cases()),
        }
    ).replace('{"name"', '\n{"name"')
)
