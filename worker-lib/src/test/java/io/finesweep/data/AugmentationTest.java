package io.finesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finesweep.trial.Problem;
import io.finesweep.trial.Section;
import io.finesweep.trial.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {

  private static final int[] SHAPE = {2, 5, 7};
  private static final Seeds SEEDS = new Seeds(3);

  @Test
  void twoFlipsAreNone() {
    float[] image = image();
    Augmentation flip = one(new AugmentationStep.Flip(1, 1));
    flip.apply(image, SHAPE, SEEDS.generator("a"));
    assertThat(image).isNotEqualTo(image());
    assertThat(image[0]).isEqualTo(image()[34]);
    flip.apply(image, SHAPE, SEEDS.generator("b"));
    assertThat(image).isEqualTo(image());
  }

  @Test
  void flipsEachWayWithItsProbability() {
    int flipped = 0;
    for (int i = 0; i < 1000; i++) {
      float[] image = image();
      one(new AugmentationStep.Flip(0.3, 0)).apply(image, SHAPE, SEEDS.generator("flip", i));
      flipped += Arrays.equals(image, image()) ? 0 : 1;
      assertThat(image[0]).isIn(image()[0], image()[6]);
    }
    assertThat(flipped).isBetween(240, 360);
  }

  @Test
  void twoHalfTurnsAreNone() {
    float[] image = image();
    Affine.rotated(Math.PI).redraw(image, SHAPE);
    assertThat(image[0]).isCloseTo(image()[34], within(1e-4f));
    Affine.rotated(Math.PI).redraw(image, SHAPE);
    assertThat(image).containsExactly(image(), within(1e-4f));
  }

  @Test
  void aQuarterTurnOfASquareMovesCorners() {
    float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Affine.rotated(Math.PI / 2).redraw(image, new int[] {1, 3, 3});
    assertThat(image).containsExactly(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, within(1e-5f));
  }

  @Test
  void aWholeShiftMovesPixelsAndRepeatsTheEdge() {
    float[] image = {1, 2, 3, 4, 5, 6};
    Affine.shifted(1, 0).redraw(image, new int[] {1, 2, 3});
    assertThat(image).containsExactly(2, 3, 3, 5, 6, 6);
    float[] half = {0, 2, 4};
    Affine.shifted(0.5, 0).redraw(half, new int[] {1, 1, 3});
    assertThat(half).containsExactly(1, 3, 4);
  }

  @Test
  void stepsInARowAreAsOneAfterTheOther() {
    float[] once = image();
    Affine.shifted(2, 1).then(Affine.scaled(-1, 1)).redraw(once, SHAPE);
    float[] twice = image();
    Affine.shifted(2, 1).redraw(twice, SHAPE);
    Affine.scaled(-1, 1).redraw(twice, SHAPE);
    assertThat(once).isEqualTo(twice);
  }

  @Test
  void aCropStaysInsideTheImage() {
    for (int i = 0; i < 200; i++) {
      float[] ramp = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
      Augmentation crop = one(new AugmentationStep.Crop(0.5));
      crop.apply(ramp, new int[] {1, 1, 10}, SEEDS.generator("crop", i));
      float step = ramp[1] - ramp[0];
      assertThat(step).isBetween(0.49f, 1.01f);
      for (int x = 1; x < 10; x++) {
        assertThat(ramp[x] - ramp[x - 1]).isCloseTo(step, within(1e-4f));
      }
    }
  }

  @Test
  void noiseHasItsDeviationAndNoMean() {
    float[] row = new float[100_000];
    one(new AugmentationStep.Noise(0.2)).apply(row, new int[] {row.length}, SEEDS.generator("n"));
    double mean = 0;
    double square = 0;
    for (float value : row) {
      mean += value / row.length;
      square += (double) value * value / row.length;
    }
    assertThat(mean).isCloseTo(0, within(0.004));
    assertThat(Math.sqrt(square)).isCloseTo(0.2, within(0.004));
  }

  @Test
  void contrastKeepsTheMeanAndBrightnessTheDifferences() {
    float[] image = image();
    one(new AugmentationStep.Contrast(0.5)).apply(image, SHAPE, SEEDS.generator("c"));
    assertThat(sum(image)).isCloseTo(sum(image()), within(0.01));
    assertThat(image).isNotEqualTo(image());
    image = image();
    one(new AugmentationStep.Brightness(0.5)).apply(image, SHAPE, SEEDS.generator("b"));
    assertThat(image[9] - image[3]).isCloseTo(image()[9] - image()[3], within(1e-4f));
    assertThat(Math.abs(image[0] - image()[0])).isBetween(0f, 0.5f).isNotZero();
  }

  @Test
  void erasesARectangleOfAllChannels() {
    int erased = 0;
    for (int i = 0; i < 300; i++) {
      float[] image = new float[2 * 20 * 20];
      for (int j = 0; j < image.length; j++) {
        image[j] = j;
      }
      Augmentation erase = one(new AugmentationStep.Erase(0.25, 0.5));
      erase.apply(image, new int[] {2, 20, 20}, SEEDS.generator("e", i));
      int changed = 0;
      for (int j = 0; j < 400; j++) {
        assertThat(image[j] == j).isEqualTo(image[400 + j] == 400 + j);
        changed += image[j] == j ? 0 : 1;
      }
      assertThat(changed).isLessThanOrEqualTo(130);
      erased += changed > 0 ? 1 : 0;
    }
    assertThat(erased).isBetween(100, 200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flip",
        "rotate",
        "shift",
        "scale",
        "crop",
        "brightness",
        "contrast",
        "noise",
        "erase"
      })
  void sameSeedSameChangeAndAllStaysFinite(String name) {
    Augmentation step = read(List.of(name, name));
    float[] first = image();
    float[] second = image();
    step.apply(first, SHAPE, SEEDS.generator(name));
    step.apply(second, SHAPE, SEEDS.generator(name));
    assertThat(first).isEqualTo(second);
    for (float value : first) {
      assertThat(Float.isFinite(value)).isTrue();
    }
    assertThat(step.steps().get(0).name()).isEqualTo(name);
    assertThat(step.misfit(SHAPE)).isEmpty();
    assertThat(step.misfit(new int[] {35}).isEmpty()).isEqualTo(name.equals("noise"));
  }

  @Test
  void zeroIsNoChange() {
    float[] image = image();
    read(List.of(
            Map.of("rotate", Map.of("degrees", 0)),
            Map.of("shift", Map.of("fraction", 0)),
            Map.of("scale", Map.of("range", 0)),
            Map.of("crop", Map.of("fraction", 0)),
            Map.of("brightness", Map.of("range", 0)),
            Map.of("noise", Map.of("deviation", 0)),
            Map.of("erase", Map.of("fraction", 0)),
            Map.of("flip", Map.of("horizontal", 0))))
        .apply(image, SHAPE, SEEDS.generator("z"));
    assertThat(image).isEqualTo(image());
  }

  @ParameterizedTest
  @CsvSource({
    "flip, horizontal, 1, 1",
    "flip, horizontal, 0.5, 0",
    "rotate, degrees, 0, 1",
    "rotate, degrees, 3, 0",
    "noise, deviation, 0.1, 0",
    "erase, probability, 0, 1"
  })
  void knowsWhereNothingIsLeftToChance(String step, String key, double value, int bound) {
    assertThat(read(List.of(Map.of(step, Map.of(key, value)))).bound()).isEqualTo(bound);
  }

  @Test
  void makesAsManyVariantsOfARowAsItIsTold() {
    Augmentation noise = new Augmentation(List.of(new AugmentationStep.Noise(0.2)), 3);
    assertThat(noise.bound()).isEqualTo(3);
    assertThat(variant(noise, 4, 1)).containsExactly(variant(noise, 4, 1));
    assertThat(variant(noise, 4, 2)).isNotEqualTo(variant(noise, 4, 1));
    assertThat(variant(noise, 5, 1)).isNotEqualTo(variant(noise, 4, 1));
  }

  private static float[] variant(Augmentation augmentation, int row, int variant) {
    float[] image = image();
    augmentation.vary(image, SHAPE, row, variant);
    return image;
  }

  @Test
  void namesWhatIsWrongInTheList() {
    List<Problem> problems = new ArrayList<>();
    Section section =
        Reading.settings(
                "augmentation",
                List.of(
                    Map.of("rotate", Map.of("degrees", 200)),
                    Map.of("rotate", Map.of("degree", 20)),
                    "flop"))
            .section("fine-tuning", problems);
    Augmentation.read(section);
    assertThat(problems.stream().map(Problem::rule))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("'fine-tuning.augmentation' is 'flop'", "flip, rotate"),
            p -> assertThat(p).contains("augmentation.rotate.degrees' is 200", "at most 180"),
            p -> assertThat(p).contains("'fine-tuning.augmentation.rotate-2.degree' is not a key"));
  }

  private static Augmentation read(List<?> steps) {
    List<Problem> problems = new ArrayList<>();
    Section section = Reading.settings("augmentation", steps).section("fine-tuning", problems);
    Augmentation read = Augmentation.read(section);
    assertThat(problems).isEmpty();
    return read;
  }

  private static Augmentation one(AugmentationStep step) {
    return new Augmentation(List.of(step));
  }

  private static float[] image() {
    float[] image = new float[2 * 5 * 7];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.sin(i * 1.7);
    }
    return image;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
