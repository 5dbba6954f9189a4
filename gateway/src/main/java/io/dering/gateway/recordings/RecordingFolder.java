package io.dering.gateway.recordings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files, each under its id, for their owner alone. A file under its name is whole; one that is
/// on its way has an ending. Any thread, one per id.
public final class RecordingFolder {
  private static final String ON_ITS_WAY = ".part";

  private final Path folder;

  private RecordingFolder(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder, and takes away what earlier processes did not bring to an end.
  ///
  /// @throws IOException when it cannot be made or read
  public static RecordingFolder open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ON_ITS_WAY)).toList()) {
        Files.deleteIfExists(file);
      }
    }
    return new RecordingFolder(folder);
  }

  /// Where the recording of that id is, or would be.
  public Path file(String id) {
    return folder.resolve(id);
  }

  /// A new empty file beside it, to be filled.
  ///
  /// @throws IOException when it cannot be made
  Path begin(String id) throws IOException {
    Path part = folder.resolve(id + ON_ITS_WAY);
    Files.deleteIfExists(part);
    return Files.createFile(part, ownerOnly(folder, "rw-------"));
  }

  /// Puts what was filled in its place, on the disk before anybody can see it.
  ///
  /// @throws IOException when that fails; then there is nothing in its place
  void complete(String id, Path part) throws IOException {
    try (FileChannel content = FileChannel.open(part, StandardOpenOption.WRITE)) {
      content.force(true);
    }
    Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /// Takes it away, if it is there.
  ///
  /// @throws IOException when it is there and cannot be taken away
  void remove(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /// The ids of all files.
  ///
  /// @throws IOException when the folder cannot be read
  List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(ON_ITS_WAY))
          .forEach(ids::add);
    }
    return ids;
  }

  private static FileAttribute<?>[] ownerOnly(Path folder, String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
