package io.dering.gateway.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

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

  /// Whether nobody but its owner may read, write or enter it; true where the file system does not
  /// know.
  public static boolean isOwnersAlone(Path folder) throws IOException {
    return !folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        || PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)).endsWith("------");
  }

  /// As [#make].
  ///
  /// @throws StoreFailure with one sentence when the folder cannot be made
  public static void require(Path folder) {
    try {
      make(folder);
    } catch (IOException e) {
      throw refused(folder, e);
    }
  }

  /// One sentence with cause and cure about a data folder that cannot be used.
  static StoreFailure refused(Path folder, IOException cause) {
    return new StoreFailure(
        StoreFailure.Kind.NOT_OPENED,
        "The data folder %s cannot be written (%s); choose one with data.dir (DERING_DATA_DIR)."
            .formatted(folder, reason(cause)),
        cause);
  }

  /// Why, in words; the JDK often says the path alone.
  public static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is a file";
      case NoSuchFileException _ -> "no folder can be made there";
      case FileSystemException system when system.getReason() != null ->
          system.getReason().toLowerCase(Locale.ROOT);
      default -> String.valueOf(cause.getMessage());
    };
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
