package io.finesweep.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trials in order of their loss, lowest first and ties by number: a persistent weight-balanced tree
 * (Nievergelt and Reingold 1973, with the parameters of Hirai and Yamamoto 2011). Adding, removing
 * and the rank of an entry take logarithmic time; what did not change is shared.
 */
public final class RankedSet implements Iterable<RankedSet.Entry> {

  private static final RankedSet EMPTY = new RankedSet(null);
  private static final int DELTA = 3;
  private static final int GAMMA = 2;

  private final @Nullable Node root;

  private RankedSet(@Nullable Node root) {
    this.root = root;
  }

  /** A trial and its loss; NaN comes after all numbers. */
  public record Entry(double loss, int trial) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byLoss = Double.compare(loss, other.loss);
      return byLoss != 0 ? byLoss : Integer.compare(trial, other.trial);
    }
  }

  private record Node(Entry entry, @Nullable Node left, @Nullable Node right, int size) {}

  /** The set without entries. */
  public static RankedSet empty() {
    return EMPTY;
  }

  /** How many entries there are. */
  public int size() {
    return size(root);
  }

  /** Whether there are no entries. */
  public boolean isEmpty() {
    return root == null;
  }

  /** The set with {@code entry}. */
  public RankedSet plus(Entry entry) {
    return contains(entry) ? this : new RankedSet(plus(root, entry));
  }

  /** The set without {@code entry}. */
  public RankedSet minus(Entry entry) {
    return contains(entry) ? new RankedSet(minus(root, entry)) : this;
  }

  /** Whether {@code entry} is in the set. */
  public boolean contains(Entry entry) {
    return node(entry) != null;
  }

  /** What equals {@code entry} in the set, so that it is held only once; else itself. */
  Entry shared(Entry entry) {
    Node node = node(entry);
    return node == null ? entry : node.entry();
  }

  private @Nullable Node node(Entry entry) {
    Node node = root;
    while (node != null) {
      int order = entry.compareTo(node.entry());
      if (order == 0) {
        return node;
      }
      node = order < 0 ? node.left() : node.right();
    }
    return null;
  }

  /** How many entries come before {@code entry}, which need not be in the set. */
  public int rank(Entry entry) {
    int rank = 0;
    Node node = root;
    while (node != null) {
      if (entry.compareTo(node.entry()) <= 0) {
        node = node.left();
      } else {
        rank += size(node.left()) + 1;
        node = node.right();
      }
    }
    return rank;
  }

  /** The entry that {@code rank} others come before; empty where there are not so many. */
  public Optional<Entry> at(int rank) {
    int left = rank;
    Node node = root;
    while (node != null) {
      int before = size(node.left());
      if (left == before) {
        return Optional.of(node.entry());
      } else if (left < before) {
        node = node.left();
      } else {
        left -= before + 1;
        node = node.right();
      }
    }
    return Optional.empty();
  }

  /** All entries, in order; the next one comes in constant time on the average. */
  @Override
  public Iterator<Entry> iterator() {
    return new InOrder(root);
  }

  /** A walk through a tree: the nodes whose left part was walked through, the next one first. */
  private static final class InOrder implements Iterator<Entry> {
    private final Deque<Node> path = new ArrayDeque<>();

    InOrder(@Nullable Node root) {
      descend(root);
    }

    private void descend(@Nullable Node from) {
      for (Node node = from; node != null; node = node.left()) {
        path.push(node);
      }
    }

    @Override
    public boolean hasNext() {
      return !path.isEmpty();
    }

    @Override
    public Entry next() {
      if (path.isEmpty()) {
        throw new NoSuchElementException();
      }
      Node node = path.pop();
      descend(node.right());
      return node.entry();
    }
  }

  /** The entry with the lowest loss. */
  public Optional<Entry> first() {
    return at(0);
  }

  private static int size(@Nullable Node node) {
    return node == null ? 0 : node.size();
  }

  private static int weight(@Nullable Node node) {
    return size(node) + 1;
  }

  private static Node node(Entry entry, @Nullable Node left, @Nullable Node right) {
    return new Node(entry, left, right, size(left) + size(right) + 1);
  }

  private static Node plus(@Nullable Node node, Entry entry) {
    if (node == null) {
      return node(entry, null, null);
    } else if (entry.compareTo(node.entry()) < 0) {
      return balanced(node.entry(), plus(node.left(), entry), node.right());
    }
    return balanced(node.entry(), node.left(), plus(node.right(), entry));
  }

  private static @Nullable Node minus(@Nullable Node node, Entry entry) {
    if (node == null) {
      return null;
    }
    int order = entry.compareTo(node.entry());
    if (order < 0) {
      return balanced(node.entry(), minus(node.left(), entry), node.right());
    } else if (order > 0) {
      return balanced(node.entry(), node.left(), minus(node.right(), entry));
    }
    return joined(node.left(), node.right());
  }

  private static @Nullable Node joined(@Nullable Node left, @Nullable Node right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    Node least = right;
    while (least.left() != null) {
      least = least.left();
    }
    return balanced(least.entry(), left, minus(right, least.entry()));
  }

  private static Node balanced(Entry entry, @Nullable Node left, @Nullable Node right) {
    if (right != null && DELTA * weight(left) < weight(right)) {
      return rotatedLeft(entry, left, right);
    } else if (left != null && DELTA * weight(right) < weight(left)) {
      return rotatedRight(entry, left, right);
    }
    return node(entry, left, right);
  }

  private static Node rotatedLeft(Entry entry, @Nullable Node left, Node right) {
    Node inner = right.left();
    if (inner == null || weight(inner) < GAMMA * weight(right.right())) {
      return node(right.entry(), node(entry, left, inner), right.right());
    }
    return node(
        inner.entry(),
        node(entry, left, inner.left()),
        node(right.entry(), inner.right(), right.right()));
  }

  private static Node rotatedRight(Entry entry, Node left, @Nullable Node right) {
    Node inner = left.right();
    if (inner == null || weight(inner) < GAMMA * weight(left.left())) {
      return node(left.entry(), left.left(), node(entry, inner, right));
    }
    return node(
        inner.entry(),
        node(left.entry(), left.left(), inner.left()),
        node(entry, inner.right(), right));
  }
}
