"""Writes reviews.csv and words.txt: invented opinions of meals, and vectors of their words."""

import csv
import random

GOOD = (
    "good great fine tasty fresh lovely superb perfect friendly quick warm crisp rich juicy tender "
    "charming generous delicious excellent wonderful spotless pleasant"
).split()
BAD = (
    "bad poor awful bland stale nasty terrible soggy rude slow cold burnt dry greasy tough "
    "gloomy stingy disgusting horrible dreadful dirty unpleasant"
).split()
THINGS = "soup bread steak salad pasta coffee waiter table dessert fish rice sauce kitchen menu".split()
OTHERS = "the a was were and but very quite with , . ! we i never again it's don't so too is are".split()

SHAPES = [
    "The {t} was {a} and the {u} {b}.",
    "{A} {t}, {b} {u}!",
    "We had a {a} {t}; it's {b}, so very {a}.",
    "I don't know a {u} so {a}. The {t} was quite {b}.",
    "A {t} with {a} {u} and {b} sauce.",
]


def main():
    draw = random.Random(5)
    with open("reviews.csv", "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["id", "review", "opinion"])
        for number in range(240):
            kind = number % 2
            # One word in eight is of the other kind: no opinion is told by a single word.
            words = [draw.choice(GOOD if (draw.random() < 0.125) ^ (kind == 0) else BAD) for _ in "ab"]
            t, u = draw.sample(THINGS, 2)
            text = draw.choice(SHAPES).format(
                t=t, u=u, a=words[0], b=words[1], A=words[0].capitalize()
            )
            rows.writerow([number, text, "pleased" if kind == 0 else "cross"])
    with open("words.txt", "w", encoding="utf-8") as out:
        for word in dict.fromkeys(OTHERS + THINGS + GOOD + BAD + ["do", "n't", "it", "'s"]):
            lean = (word in GOOD) - (word in BAD)
            numbers = [draw.gauss(0, 0.4) for _ in range(12)]
            numbers[3] += lean
            numbers[7] -= lean
            out.write(word + " " + " ".join("%.3f" % n for n in numbers) + "\n")


main()
