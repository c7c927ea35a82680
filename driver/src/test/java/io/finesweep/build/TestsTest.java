package io.finesweep.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The rules of the tests themselves, held over the test classes of both modules. */
class TestsTest {
  private static final JavaClasses TESTS = ProjectFiles.testClasses();

  private static final Set<String> WAYS_TO_SKIP =
      Set.of(
          "org.junit.jupiter.api.Disabled",
          "org.junit.jupiter.api.Assumptions",
          "org.assertj.core.api.Assumptions",
          "org.assertj.core.api.BDDAssumptions",
          "org.assertj.core.api.WithAssumptions",
          "org.opentest4j.TestAbortedException",
          "org.opentest4j.TestSkippedException");

  @Test
  void noTestIsSkipped() {
    noClasses()
        .should()
        .dependOnClassesThat(
            describe(
                "skip tests",
                type ->
                    WAYS_TO_SKIP.contains(type.getName())
                        || type.getPackageName().equals("org.junit.jupiter.api.condition")))
        .check(TESTS);
  }

  @Test
  void noTestSleeps() {
    DescribedPredicate<JavaMethodCall> sleep =
        describe(
            "sleep",
            call ->
                call.getTarget().getName().equals("sleep")
                    && (call.getTargetOwner().isEquivalentTo(Thread.class)
                        || call.getTargetOwner().isEquivalentTo(TimeUnit.class)));
    noClasses().should().callMethodWhere(sleep).check(TESTS);
  }

  @Test
  void everyTestHasANameThatTheBuildFinds() {
    classes()
        .that(are(describe("test classes", TestsTest::holdsTests)))
        .should()
        .haveSimpleNameEndingWith("Test")
        .orShould()
        .haveSimpleNameEndingWith("IT")
        .check(TESTS);
  }

  private static boolean holdsTests(JavaClass type) {
    return type.isTopLevelClass()
        && !type.isInterface()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && type.getMethods().stream()
            .flatMap(method -> method.getAnnotations().stream())
            .anyMatch(
                annotation ->
                    annotation.getRawType().getPackageName().startsWith("org.junit.jupiter")
                        && annotation
                            .getRawType()
                            .getSimpleName()
                            .matches("(|\\w+)Test|TestFactory"));
  }
}
