package io.tidegate.sandbox.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The hunks between two texts, with three lines of context, as GitHub shows them in {@code patch}. */
record UnifiedDiff(int additions, int deletions, String patch) {
    private static final int CONTEXT = 3;
    private static final int TABLE_LIMIT = 4_000_000;

    static boolean binary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, 8000); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    static UnifiedDiff between(byte[] before, byte[] after) {
        if (binary(before) || binary(after)) {
            return new UnifiedDiff(0, 0, null);
        }
        List<String> edits = edits(lines(before), lines(after));
        int additions =
                (int) edits.stream().filter(edit -> edit.startsWith("+")).count();
        int deletions =
                (int) edits.stream().filter(edit -> edit.startsWith("-")).count();
        return new UnifiedDiff(additions, deletions, hunks(edits));
    }

    private static List<String> lines(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().toList();
    }

    /** Every line with a leading space, plus or minus. */
    private static List<String> edits(List<String> a, List<String> b) {
        int start = 0;
        while (start < a.size() && start < b.size() && a.get(start).equals(b.get(start))) {
            start++;
        }
        int endA = a.size();
        int endB = b.size();
        while (endA > start && endB > start && a.get(endA - 1).equals(b.get(endB - 1))) {
            endA--;
            endB--;
        }
        List<String> edits = new ArrayList<>();
        a.subList(0, start).forEach(line -> edits.add(" " + line));
        middle(a.subList(start, endA), b.subList(start, endB), edits);
        a.subList(endA, a.size()).forEach(line -> edits.add(" " + line));
        return edits;
    }

    private static void middle(List<String> a, List<String> b, List<String> edits) {
        if ((long) a.size() * b.size() > TABLE_LIMIT) {
            a.forEach(line -> edits.add("-" + line));
            b.forEach(line -> edits.add("+" + line));
            return;
        }
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                edits.add(" " + a.get(i++));
                j++;
            } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
                edits.add("-" + a.get(i++));
            } else {
                edits.add("+" + b.get(j++));
            }
        }
    }

    private static String hunks(List<String> edits) {
        StringBuilder patch = new StringBuilder();
        int lineA = 1;
        int lineB = 1;
        int index = 0;
        while (index < edits.size()) {
            if (edits.get(index).startsWith(" ") && !changeWithin(edits, index, CONTEXT)) {
                lineA++;
                lineB++;
                index++;
                continue;
            }
            int end = index;
            int quiet = 0;
            for (int k = index; k < edits.size() && quiet <= 2 * CONTEXT; k++) {
                quiet = edits.get(k).startsWith(" ") ? quiet + 1 : 0;
                end = quiet <= CONTEXT ? k + 1 : end;
            }
            List<String> hunk = edits.subList(index, end);
            int inA = (int) hunk.stream().filter(edit -> !edit.startsWith("+")).count();
            int inB = (int) hunk.stream().filter(edit -> !edit.startsWith("-")).count();
            patch.append(patch.isEmpty() ? "" : "\n")
                    .append("@@ -" + (inA == 0 ? lineA - 1 : lineA) + "," + inA + " +" + (inB == 0 ? lineB - 1 : lineB)
                            + "," + inB + " @@\n")
                    .append(String.join("\n", hunk));
            lineA += inA;
            lineB += inB;
            index = end;
        }
        return patch.toString();
    }

    private static boolean changeWithin(List<String> edits, int from, int distance) {
        return edits.subList(from, Math.min(edits.size(), from + distance + 1)).stream()
                .anyMatch(edit -> !edit.startsWith(" "));
    }
}
