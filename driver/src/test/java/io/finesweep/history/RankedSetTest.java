package io.finesweep.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.finesweep.history.RankedSet.Entry;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankedSetTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithASortedSetAfterAnyAdditionsAndRemovals(long seed) {
    RandomGenerator random = new Seeds(seed).generator("ranked-set");
    RankedSet set = RankedSet.empty();
    TreeSet<Entry> expected = new TreeSet<>();
    for (int step = 0; step < 2_000; step++) {
      Entry entry = new Entry(random.nextInt(40) / 4.0, random.nextInt(20));
      boolean adding = random.nextInt(5) < 3;
      set = adding ? set.plus(entry) : set.minus(entry);
      assertThat(adding ? expected.add(entry) : expected.remove(entry)).isIn(true, false);
      assertThat(set.size()).isEqualTo(expected.size());
      assertThat(set.rank(entry)).isEqualTo(expected.headSet(entry).size());
    }
    assertThat(inOrder(set)).containsExactlyElementsOf(expected);
  }

  @Test
  void addingToASetLeavesItAsItWas() {
    RankedSet one = RankedSet.empty().plus(new Entry(1, 0));
    RankedSet two = one.plus(new Entry(0.5, 1));
    assertThat(inOrder(one)).containsExactly(new Entry(1, 0));
    assertThat(inOrder(two)).containsExactly(new Entry(0.5, 1), new Entry(1, 0));
  }

  @Test
  void putsNaNAfterEveryNumber() {
    RankedSet set =
        RankedSet.empty().plus(new Entry(Double.NaN, 0)).plus(new Entry(Double.MAX_VALUE, 1));
    assertThat(set.first()).contains(new Entry(Double.MAX_VALUE, 1));
    assertThat(set.at(2)).isEmpty();
  }

  @Test
  void staysBalancedWhenEntriesComeInOrder() {
    RankedSet set = RankedSet.empty();
    for (int i = 0; i < 100_000; i++) {
      set = set.plus(new Entry(i, i));
    }
    assertThat(set.at(54_321)).contains(new Entry(54_321, 54_321));
    assertThat(set.rank(new Entry(77_777, 77_777))).isEqualTo(77_777);
  }

  private static List<Entry> inOrder(RankedSet set) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      entries.add(set.at(i).orElseThrow());
    }
    return entries;
  }
}
