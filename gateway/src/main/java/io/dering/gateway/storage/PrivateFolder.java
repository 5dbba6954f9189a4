package io.dering.gateway.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The data folder: what is in it concerns its owner alone.
public final class PrivateFolder {
  private PrivateFolder() {}

  /// Makes the folder for its owner alone; one that is there stays as it is.
  ///
  /// @throws IOException when it cannot be made
  public static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  /// Whether the folder is there and nobody but its owner can look into it.
  ///
  /// @throws IOException when that cannot be read
  public static boolean isPrivate(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)).endsWith("------");
  }

  /// Makes an empty file for its owner alone, for a library to fill; one that is there stays as it
  /// is.
  ///
  /// @throws IOException when it cannot be made
  public static void makeFile(Path file) throws IOException {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException _) {
      // It is there.
    }
  }
}
