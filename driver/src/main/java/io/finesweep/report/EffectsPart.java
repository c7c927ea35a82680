package io.finesweep.report;

import io.finesweep.analysis.Coverage;
import io.finesweep.analysis.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the template shows of how the objective depends on parameters.
 *
 * @param gaps what the search has not looked at
 */
public record EffectsPart(List<BranchPart> branches, List<GapRow> gaps) {

  private static final int PAIRS = 6;
  private static final double TELLING = 0.1;

  /** One part of the space; without a name, all of it. */
  public record BranchPart(String name, String note, List<MainRow> mains, List<PairRow> pairs) {}

  /** One parameter's share of the variance. */
  public record MainRow(String path, String share, String error) {}

  /** What two parameters do beyond the sum of both. */
  public record PairRow(String first, String second, String share, String error) {}

  /** A part of the space without a trial. */
  public record GapRow(String where, String share) {}

  static EffectsPart of(Findings findings) {
    return new EffectsPart(
        findings.effects().branches().stream().map(EffectsPart::branch).toList(),
        findings.coverage().gaps().stream()
            .map(gap -> new GapRow(where(gap), Words.percent(gap.share())))
            .toList());
  }

  /** Whether there is more to show than the whole space. */
  public boolean hasBranches() {
    return branches.size() > 1;
  }

  private static BranchPart branch(Effects.Branch branch) {
    List<MainRow> mains = new ArrayList<>();
    branch
        .mains()
        .forEach(
            m -> mains.add(new MainRow(m.parameter().path(), share(m.share()), share(m.error()))));
    List<PairRow> pairs = new ArrayList<>();
    branch.pairs().stream()
        .limit(PAIRS)
        .forEach(
            p ->
                pairs.add(
                    new PairRow(
                        p.first().path(), p.second().path(), share(p.share()), share(p.error()))));
    return new BranchPart(branch.name(), note(branch), mains, pairs);
  }

  private static String share(double share) {
    return Words.sentence("%.1f%%", 100 * share);
  }

  private static String note(Effects.Branch branch) {
    String text =
        Words.sentence(
            "%s at %s; the forest tells %s of what trials differ in that it did not see.",
            Words.count(branch.trials(), "trial"),
            Words.count(branch.epochs(), "epoch"),
            Words.percent(branch.explained()));
    return branch.explained() < TELLING ? text + " That is too little to go by." : text;
  }

  /** "learning-rate from 0.001 to 0.1 with optimizer = adam". */
  static String where(Coverage.Gap gap) {
    return gap.sides().stream().map(EffectsPart::where).collect(Collectors.joining(" with "));
  }

  private static String where(Coverage.Side side) {
    return side.from().equals(side.to())
        ? side.path() + " = " + Words.value(side.from())
        : side.path() + " from " + Words.value(side.from()) + " to " + Words.value(side.to());
  }
}
