package io.dering.bench.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.dering.gateway.tones.Tones;
import io.dering.transport.udp.FrameSource;
import io.dering.transport.udp.LegListener;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.State;

/// Which part may use which, each rule with its reason.
final class LayersTest {
  private static final String[] HEARTS = {"io.dering.media..", "io.dering.signaling.."};

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.dering");

  @Test
  void theWholeHouseIsLookedAt() {
    for (String module : Set.of("media", "signaling", "transport", "sandbox", "gateway", "bench")) {
      assertThat(HOUSE.stream().anyMatch(c -> c.getPackageName().startsWith("io.dering." + module)))
          .as("classes of %s were imported", module)
          .isTrue();
    }
  }

  @Test
  void mediaAndSignalingAreStrangers() {
    noClasses()
        .that()
        .resideInAPackage("io.dering.media..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.dering.signaling..",
            "io.dering.transport..",
            "io.dering.gateway..",
            "io.dering.sandbox..")
        .because(
            "the packet heart is tested without a customer, and nobody reaches a balance from it")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("io.dering.signaling..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.dering.media..",
            "io.dering.transport..",
            "io.dering.gateway..",
            "io.dering.sandbox..")
        .because("the call heart is tested without a packet")
        .check(HOUSE);
  }

  @Test
  void heartsDoNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(HEARTS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..",
            "io.vertx..",
            "org.slf4j..",
            "java.net.http..",
            "java.nio.channels..",
            "java.nio.file..",
            "java.sql..",
            "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, java.util.Random.class, java.security.SecureRandom.class)
        .because(
            "a heart is a function of its inputs and of time, so that a seed replays everything")
        .check(HOUSE);
  }

  @Test
  void theSandboxReadsMetasWordsByItself() {
    noClasses()
        .that()
        .resideInAPackage("io.dering.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.dering.signaling..", "io.dering.gateway..")
        .because("a stand-in that shared our parser would share our misreading of Meta's words")
        .check(HOUSE);
  }

  @Test
  void onlyTheWiringKnowsTheSandbox() {
    noClasses()
        .that()
        .resideInAPackage("io.dering.gateway..")
        .and()
        .resideOutsideOfPackage("io.dering.gateway.wiring..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.dering.sandbox..")
        .because("in production there is no sandbox")
        .check(HOUSE);
  }

  @Test
  void edgesOfTheGatewayDoNotSeeEachOther() {
    for (String edge : Set.of("webhook", "graph", "agents", "rest", "storage")) {
      noClasses()
          .that()
          .resideInAPackage("io.dering.gateway." + edge + "..")
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<JavaClass>("another edge of the gateway") {
                @Override
                public boolean test(JavaClass type) {
                  return Set.of("webhook", "graph", "agents", "rest", "storage").stream()
                      .filter(other -> !other.equals(edge))
                      .anyMatch(
                          other -> type.getPackageName().startsWith("io.dering.gateway." + other));
                }
              })
          .because("edges meet in the wiring, so that each can be read and replaced alone")
          .allowEmptyShould(false)
          .check(HOUSE);
    }
  }

  @Test
  void nothingDependsOnTheWorkbench() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.dering.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.dering.bench..")
        .because("tools look at the product, never the other way round")
        .check(HOUSE);
  }

  @Test
  void theCodecIsUsedWhereSoundIsMadeAndNeverOnTheMediaLoop() {
    String codec = "io.github.jaredmdobson.concentus..";
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.dering.gateway.tones..", "io.dering.sandbox.speech..", "io.dering.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(codec)
        .because("what passes is not decoded, and what we say ourselves stands ready as frames")
        .check(HOUSE);
    noClasses()
        .that()
        .areAssignableTo(LegListener.class)
        .or()
        .areAssignableTo(FrameSource.class)
        .should()
        .callCodeUnitWhere(
            new DescribedPredicate<JavaCall<?>>("it puts the codec to work") {
              @Override
              public boolean test(JavaCall<?> call) {
                return call.getTarget().resolveMember().stream()
                    .filter(JavaCodeUnit.class::isInstance)
                    .flatMap(unit -> ((JavaCodeUnit) unit).getCallsFromSelf().stream())
                    .anyMatch(c -> c.getTargetOwner().getPackageName().contains("concentus"));
              }
            })
        .because("these run on the media loop, where every call waits for each of them")
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.dering.gateway.wiring..", "io.dering.gateway.tones..")
        .should()
        .callMethod(Tones.class, "encoded")
        .because("tones are encoded once, at the start, and played from then on")
        .check(HOUSE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.dering.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package that needs its own user cannot be understood alone")
        .check(HOUSE);
  }

  @Test
  void clocksAndEntropyComeFromTheWiring() {
    DescribedPredicate<JavaAccess<?>> ambient =
        new DescribedPredicate<>("a clock or a source of randomness") {
          @Override
          public boolean test(JavaAccess<?> access) {
            String call = access.getTargetOwner().getName() + "." + access.getTarget().getName();
            return Set.of(
                        "java.lang.System.nanoTime",
                        "java.lang.System.currentTimeMillis",
                        "java.time.Instant.now",
                        "java.time.LocalDate.now",
                        "java.time.LocalDateTime.now",
                        "java.time.ZonedDateTime.now",
                        "java.lang.Math.random",
                        "java.util.UUID.randomUUID",
                        "java.util.Random.<init>",
                        "java.security.SecureRandom.<init>")
                    .contains(call)
                || call.startsWith("java.time.Clock.system")
                || call.startsWith("java.time.InstantSource.system");
          }
        };
    noClasses()
        .that()
        .resideOutsideOfPackages("io.dering.gateway.wiring..", "io.dering.bench..")
        .should()
        .accessTargetWhere(ambient)
        .because("time and randomness are arguments: what is injected can be replayed")
        .check(HOUSE);
  }

  @Test
  void noStaticStateChanges() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("io.dering..")
        .and()
        .areDeclaredInClassesThat(handWritten())
        .should()
        .beFinal()
        .because("static state is shared by every account and every test")
        .check(HOUSE);
  }

  @Test
  void classesAreClosed() {
    classes()
        .that()
        .areNotInterfaces()
        .and(handWritten())
        .should(
            new ArchCondition<>("be final, a record, an enum or sealed") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean closed =
                    type.getModifiers().contains(JavaModifier.FINAL)
                        || type.isEnum()
                        || type.isRecord()
                        || type.isAnonymousClass()
                        || (type.isMemberClass()
                            && type.getModifiers().contains(JavaModifier.PRIVATE))
                        || type.reflect().isSealed();
                if (!closed) {
                  events.add(SimpleConditionEvent.violated(type, type.getName() + " is open"));
                }
              }
            })
        .because("inheritance that was not meant is a promise nobody can keep")
        .check(HOUSE);
  }

  @Test
  void namesSayWhatAThingIs() {
    Pattern empty =
        Pattern.compile(
            "(Abstract|Base)\\p{Upper}.*|.*(Manager|Helper|Util|Utils|Impl|Common|Service|Data|Info)");
    classes()
        .that(handWritten())
        .should(
            new ArchCondition<>("be named by a word that says something") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (empty.matcher(type.getSimpleName()).matches()) {
                  events.add(SimpleConditionEvent.violated(type, type.getName()));
                }
              }
            })
        .because("the name is the first sentence of the documentation")
        .check(HOUSE);
  }

  private static DescribedPredicate<JavaClass> handWritten() {
    return new DescribedPredicate<>("hand-written") {
      @Override
      public boolean test(JavaClass type) {
        return !type.getPackageName().contains("jmh_generated")
            && !type.getSimpleName().equals("package-info")
            && !type.isAnnotation()
            // JMH derives a class from each benchmark.
            && !type.isAnnotatedWith(State.class);
      }
    };
  }
}
