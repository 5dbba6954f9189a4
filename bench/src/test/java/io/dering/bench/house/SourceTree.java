package io.dering.bench.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The project's files as git would have them: without build output and libraries.
final class SourceTree {
  private static final Set<String> NOT_OURS =
      Set.of("target", "node_modules", "dist", ".git", "data", ".idea");

  private final Path root;
  private final List<Path> files = new ArrayList<>();

  SourceTree() {
    this.root = root();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_OURS.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Path> named(String ending) {
    return files.stream().filter(f -> f.toString().endsWith(ending)).sorted().toList();
  }

  List<Path> files(String... endings) {
    return files.stream()
        .filter(f -> List.of(endings).stream().anyMatch(e -> f.toString().endsWith(e)))
        .sorted()
        .toList();
  }

  List<Path> mainJava() {
    return named(".java").stream().filter(f -> f.toString().contains("/src/main/")).toList();
  }

  List<Path> testJava() {
    return named(".java").stream().filter(f -> f.toString().contains("/src/test/")).toList();
  }

  Path relative(Path file) {
    return root.relativize(file);
  }

  Path at(String relative) {
    return root.resolve(relative);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("the project's root was not found above " + Path.of(""));
      }
      folder = parent;
    }
    return folder;
  }
}
