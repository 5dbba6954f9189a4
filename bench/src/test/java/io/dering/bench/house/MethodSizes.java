package io.dering.bench.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Measures methods with the compiler's own parser.
final class MethodSizes {
  private static final int MAX_LINES = 70;
  private static final int MAX_PARAMETERS = 5;

  private MethodSizes() {}

  static List<String> offences(SourceTree tree) {
    List<String> offences = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var sources = files.getJavaFileObjectsFromPaths(tree.mainJava());
      var task = (JavacTask) compiler.getTask(null, files, _ -> {}, null, null, sources);
      Trees trees = Trees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Measure(unit, trees, offences).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return offences;
  }

  private static final class Measure extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final List<String> offences;
    private boolean inRecord;

    Measure(CompilationUnitTree unit, Trees trees, List<String> offences) {
      this.unit = unit;
      this.trees = trees;
      this.offences = offences;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      boolean outer = inRecord;
      inRecord = type.getKind() == Tree.Kind.RECORD;
      super.visitClass(type, null);
      inRecord = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      var positions = trees.getSourcePositions();
      var lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long end = positions.getEndPosition(unit, method);
      long length = end < 0 ? 0 : lines.getLineNumber(end) - first + 1;
      String where = unit.getSourceFile().getName() + ":" + first + " " + method.getName();
      if (length > MAX_LINES) {
        offences.add(where + " has " + length + " lines");
      }
      if (parameters(method) > MAX_PARAMETERS && !(inRecord && isConstructor(method))) {
        offences.add(where + " has " + method.getParameters().size() + " parameters");
      }
      return super.visitMethod(method, null);
    }

    /// Buffer, offset and length are one thing in three words; a constructor may take one more.
    private static int parameters(MethodTree method) {
      int count = method.getParameters().size();
      boolean buffer =
          method.getParameters().stream().anyMatch(p -> "byte[]".equals(p.getType().toString()));
      return count - (buffer ? 2 : 0) - (isConstructor(method) ? 1 : 0);
    }

    private static boolean isConstructor(MethodTree method) {
      return method.getName().contentEquals("<init>");
    }
  }
}
