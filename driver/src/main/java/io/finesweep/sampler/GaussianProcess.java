package io.finesweep.sampler;

import io.finesweep.history.History;
import io.finesweep.history.LossTable;
import io.finesweep.sampler.AcquisitionSearch.Feasible;
import io.finesweep.space.SearchSpace;
import io.finesweep.trial.Configuration;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bayesian optimization: the point from which a Gaussian process, fitted to all results so far,
 * expects most (Snoek, Larochelle and Adams, Practical Bayesian Optimization of Machine Learning
 * Algorithms, NeurIPS 2012). Before there are enough results, points of a Sobol sequence. Of
 * several objectives it makes one, another one for each trial; of a single one, every sixth point
 * is looked for more widely. Earlier sweeps have a say as far as they order today's results as
 * these are; while there are few results, every other point is theirs. Likewise what trials came to
 * at fewer epochs than enough of them have seen. It remembers its last fits, which depend on the
 * history alone.
 */
public final class GaussianProcess implements Sampler {

  /** With fewer results there is no model. */
  static final int FEWEST = 10;

  /** With earlier sweeps so many will do. */
  private static final int FEWEST_WITH_PAST = 3;

  private static final int LARGEST = 600;

  /** Of so many points one is looked for more widely. */
  private static final int WIDE = 6;

  /** With fewer points for which the constraints hold, all others are brought to where they do. */
  private static final int FEW = 10;

  private static final int MENDED = 300;
  private static final int THINNED = 4;

  private final Encoding encoding;
  private final SobolSequence sequence;
  private final Candidates candidates;
  private final LossTable table = new LossTable(0);
  private final Chebyshev several = new Chebyshev();
  private final Sources sources;
  private final LowerRungs rungs;
  private final Fits fits;
  private final Unseen unseen;
  private final Borders borders;

  /**
   * Search in {@code space}.
   *
   * @param seeds of the sweep
   */
  public GaussianProcess(SearchSpace space, Seeds seeds) {
    this(space, seeds, point -> true);
  }

  /**
   * Search among the points of {@code space} that {@code admissible} holds for.
   *
   * @param seeds of the sweep
   */
  public GaussianProcess(SearchSpace space, Seeds seeds, Predicate<Configuration> admissible) {
    this.encoding = new Encoding(space);
    this.sources = new Sources(space);
    this.rungs = new LowerRungs(encoding);
    this.sequence = new SobolSequence(Math.max(1, encoding.size()), seeds);
    this.candidates = new Candidates(encoding);
    this.fits = new Fits(encoding.varying());
    this.unseen = new Unseen(space, admissible);
    this.borders = Borders.of(encoding);
  }

  @Override
  public String name() {
    return "gp";
  }

  @Override
  public Optional<Configuration> next(
      History history, Situation situation, RandomGenerator random) {
    int fewest = Math.max(FEWEST, encoding.varying() + 2);
    Observations observations =
        history.terms().objectives().size() == 1
            ? Observations.of(history, table, fewest)
            : several.observations(history, fewest, random);
    Evidence evidence = Evidence.of(history, observations);
    List<Source> past = new ArrayList<>(sources.trusted(history, observations));
    boolean early = !past.isEmpty() && history.trials().size() % 2 == 1;
    if (history.terms().objectives().size() == 1) {
      past.addAll(rungs.below(Observations.epochs(history, fewest), history));
    }
    double[] wished =
        evidence.losses().size() < (early ? FEWEST_WITH_PAST : FEWEST)
            ? encoding.drawn(sequence.at(history.trials().size()))
            : modelled(history, evidence, past, random);
    return unseen.first(encoding.decoded(wished), history, random);
  }

  private double[] modelled(
      History history, Evidence evidence, List<Source> past, RandomGenerator random) {
    Covariance covariance = covariance(evidence);
    Sample sample = Subset.of(evidence.sample(encoding), LARGEST);
    Posterior posterior = new Posterior(covariance, sample, evidence.pending(encoding));
    Blend blend = Transfer.of(covariance, evidence.measured(encoding), past);
    double[][] leaders = posterior.leaders();
    boolean alone = history.terms().objectives().size() == 1;
    // The ends of a front often lie on borders: the smallest model, the fewest epochs.
    Borders felt = alone ? borders : Borders.NONE;
    double length = TrustRegion.after(evidence.outputs().values(), encoding.varying(), FEWEST);
    Region region = Region.around(leaders[0], length, covariance);
    List<double[]> starts = candidates.filling(region, random);
    starts.addAll(candidates.around(leaders, random));
    UnaryOperator<double[]> mended = UnaryOperator.identity();
    if (isTight(starts)) {
      mended = point -> mended(point, random);
      starts = thinned(starts).map(mended).toList();
    }
    Feasible feasible =
        new Feasible(
            point -> !posterior.isCrowded(point) && unseen.isNew(encoding.decoded(point), history),
            mended);
    boolean wide = alone && history.trials().size() % WIDE == WIDE - 1;
    Policy policy = new Policy(posterior, evidence.running(), wide);
    Acquisition first = policy.first(starts, random);
    var found =
        search(new Surface(posterior, blend, first, felt), region, feasible, random).from(starts);
    Optional<Acquisition> second = policy.second(first, found, random);
    if (second.isPresent()) {
      Region all = Region.everywhere(leaders[0]);
      found =
          search(new Surface(posterior, blend, second.get(), felt), all, feasible, random)
              .from(starts);
    }
    return found.isEmpty() ? starts.get(0) : found.get(0).point();
  }

  /** Whether the constraints exclude all but a few of many points. */
  private boolean isTight(List<double[]> points) {
    return points.stream().filter(this::isAdmitted).limit(FEW).count() < FEW;
  }

  private boolean isAdmitted(double[] point) {
    return unseen.isAdmitted(encoding.decoded(point));
  }

  /** The last ones, which surround the best, and some of all others: each costs a search. */
  private static Stream<double[]> thinned(List<double[]> starts) {
    int last = starts.size() - MENDED;
    return IntStream.range(0, starts.size())
        .filter(i -> i >= last || i % THINNED == 0)
        .mapToObj(starts::get);
  }

  private double[] mended(double[] point, RandomGenerator random) {
    return isAdmitted(point)
        ? point
        : encoding.encoded(unseen.mended(encoding.decoded(point), random));
  }

  private AcquisitionSearch search(
      Surface surface, Region region, Feasible feasible, RandomGenerator random) {
    return new AcquisitionSearch(encoding, surface, region, feasible, random);
  }

  private Covariance covariance(Evidence evidence) {
    Evidence first = evidence.first(Fits.refittedAt(evidence.ended()));
    return new Covariance(fits.to(first.sample(encoding)), encoding.nominal());
  }
}
