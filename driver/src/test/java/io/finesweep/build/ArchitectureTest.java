package io.finesweep.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.finesweep.build.ProjectFiles.DRIVER;
import static io.finesweep.build.ProjectFiles.WORKER_LIB;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The design's rules about packages, held over the main classes of both modules. */
class ArchitectureTest {
  private static final JavaClasses WORKER_CLASSES = ProjectFiles.mainClasses(WORKER_LIB);
  private static final JavaClasses DRIVER_CLASSES = ProjectFiles.mainClasses(DRIVER);
  private static final JavaClasses ALL_CLASSES = ProjectFiles.mainClasses(WORKER_LIB, DRIVER);

  private static final String[] DEEP_LEARNING = {
    "org.deeplearning4j..", "org.nd4j..", "org.datavec.."
  };

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.finesweep.(**)").should().beFreeOfCycles().check(ALL_CLASSES);
  }

  @Test
  void packagesUseOnlyWhatTheDesignDraws() {
    classes().that(describe("are ours", Arrows::isOurs)).should(new Arrows()).check(ALL_CLASSES);
  }

  @Test
  void noPackageLivesInBothModules() {
    assertThat(ProjectFiles.sourceFolders(DRIVER))
        .doesNotContainAnyElementsOf(ProjectFiles.sourceFolders(WORKER_LIB));
  }

  @Test
  void theWorkerLibraryKnowsNoSpark() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala.."))
        .check(WORKER_CLASSES);
  }

  @Test
  void onlyTheEngineOfDl4jKnowsDl4jOnAnExecutor() {
    noClasses()
        .that(resideOutsideOfPackages("io.finesweep.engine.dl4j"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(DEEP_LEARNING))
        .check(WORKER_CLASSES);
  }

  @Test
  void onlyTheSparkPackageKnowsSparkAndDl4jInTheDriver() {
    noClasses()
        .that(resideOutsideOfPackages("io.finesweep.spark"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(DEEP_LEARNING))
        .orShould()
        .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala.."))
        .check(DRIVER_CLASSES);
  }

  @Test
  void onlyTheConfigPackageReadsHocon() {
    noClasses()
        .that(resideOutsideOfPackages("io.finesweep.config"))
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.typesafe.config.."))
        .check(ALL_CLASSES);
  }

  @Test
  void nothingUsesGuavaWhoseVersionEveryClusterChooses() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.google.common.."))
        .check(ALL_CLASSES);
  }

  @Test
  void everyDrawOfChanceIsSeeded() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(StrictMath.class, "random")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .orShould()
        .callMethod(Collections.class, "shuffle", List.class)
        .check(ALL_CLASSES);
  }

  @Test
  void everyPackageSaysWhatLivesThereAndIsNullMarked() throws IOException {
    for (Path module : List.of(WORKER_LIB, DRIVER)) {
      for (Path folder : ProjectFiles.sourceFolders(module)) {
        if (folder.startsWith(Path.of("io", "finesweep"))) {
          Path file = module.resolve("src/main/java").resolve(folder).resolve("package-info.java");
          assertThat(file).exists();
          assertThat(Files.readString(file)).startsWith("/**").contains("@NullMarked\npackage ");
        }
      }
    }
  }
}
