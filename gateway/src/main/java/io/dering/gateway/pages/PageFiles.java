package io.dering.gateway.pages;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// Reads the built console from the class path: from a jar, or from a folder while developing.
final class PageFiles {
  /// The whole console is some hundred kilobytes, the sandbox's voices a few megabytes.
  private static final long MAX_BYTES = 64L << 20;

  private PageFiles() {}

  /// Every file below the folder in which `index.html` stands; empty when there is none.
  static List<PageFile> read(ClassLoader loader, String folder) throws IOException {
    URL index = loader.getResource(folder + "index.html");
    if (index == null) {
      return List.of();
    }
    List<PageFile> files =
        "jar".equals(index.getProtocol()) ? fromJar(index, folder) : fromFolder(index);
    if (files.stream().mapToLong(file -> file.content().length()).sum() > MAX_BYTES) {
      throw new IOException("the console is larger than " + MAX_BYTES + " bytes");
    }
    return files;
  }

  private static List<PageFile> fromJar(URL index, String folder) throws IOException {
    var connection = (JarURLConnection) index.openConnection();
    connection.setUseCaches(false);
    var files = new ArrayList<PageFile>();
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
          byte[] content = jar.getInputStream(entry).readAllBytes();
          files.add(PageFile.of(entry.getName().substring(folder.length()), content));
        }
      }
    }
    return files;
  }

  private static List<PageFile> fromFolder(URL index) throws IOException {
    Path root;
    try {
      URI uri = index.toURI();
      root = Path.of(uri).toAbsolutePath().getParent();
    } catch (URISyntaxException e) {
      throw new IOException("the console's folder has no usable address", e);
    }
    var files = new ArrayList<PageFile>();
    if (root == null) {
      return files;
    }
    try (Stream<Path> found = Files.walk(root)) {
      for (Path path : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(path).toString().replace('\\', '/');
        files.add(PageFile.of(name, Files.readAllBytes(path)));
      }
    }
    return files;
  }
}
