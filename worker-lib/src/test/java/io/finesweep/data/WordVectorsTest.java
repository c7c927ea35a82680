package io.finesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordVectorsTest {

  private static final String GLOVE = "the 0.5 1\n. . . 2 2\ncat -1 3e-1\ndog 1 2\n";

  @TempDir private Path folder;

  @Test
  void takesATextApartAtBlanksAndSigns() {
    assertThat(new Tokenizer(true).words("It’s 3 o'clock, DON'T  panic—été!"))
        .containsExactly("it's", "3", "o'clock", ",", "don't", "panic", "—", "été", "!");
    assertThat(new Tokenizer(false).words("A b")).containsExactly("A", "b");
    assertThat(Tokenizer.parts("don't")).containsExactly("do", "n't");
    assertThat(Tokenizer.parts("it's")).containsExactly("it", "'s");
    assertThat(Tokenizer.parts("cat")).containsExactly("cat");
  }

  @Test
  void keepsTheWordsThatOccurAndTheFirstOfTheFile() throws IOException {
    Lexicon two = read(GLOVE, Set.of("dog", "bird"), 1);
    assertThat(two.words()).containsExactly("", "[UNK]", "the", "dog");
    assertThat(two.vectors()).containsExactly(0, 0, 0.75f, 1.5f, 0.5f, 1, 1, 2);
    assertThat(read(GLOVE, Set.of("dog", ". . ."), 0).words()).contains(". . .");
  }

  @Test
  void readsTheTextAndTheBytesOfWord2vecPackedOrNot() throws IOException {
    Lexicon glove = read("cat -1 0.25\ndog 1 2\n", Set.of("cat", "dog"), 0);
    assertSame(read("2 2\ncat -1 0.25 \ndog 1 2 \n", Set.of("cat", "dog"), 0), glove);
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    binary.write("2 2\n".getBytes(StandardCharsets.US_ASCII));
    for (String word : new String[] {"cat", "dog"}) {
      binary.write((word + " ").getBytes(StandardCharsets.US_ASCII));
      float[] vector = word.equals("cat") ? new float[] {-1, 0.25f} : new float[] {1, 2};
      ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      binary.write(bytes.array());
      binary.write('\n');
    }
    assertSame(read(binary.toByteArray(), Set.of("cat", "dog"), 0), glove);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(binary.toByteArray());
    }
    assertSame(read(packed.toByteArray(), Set.of("cat", "dog"), 0), glove);
    byte[] torn = Arrays.copyOf(binary.toByteArray(), binary.size() - 6);
    assertThatThrownBy(() -> read(torn, Set.of("cat"), 0))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("ends early");
  }

  @Test
  void saysFileAndLineOfWhatIsWrong() {
    assertRefused("a 1 2\nb 1\n", "line 2: 'b 1' has 1 numbers, but a vector has 2", "Maybe ");
    assertRefused("a 1 2\nb 1 2 3\n", "line 2", "more numbers than the 2");
    assertRefused("a 1 x\n", "line 1: 'x' is no number");
    assertRefused("a\n", "line 1: 'a' is no word with its numbers");
    assertRefused("3 2\na 1 2\n", "holds 1 words, but its first line says 3");
    assertRefused("2 3\na 1 2\nb 1 2\n", "line 2: 'a 1 2' has 2 numbers, but a vector has 3");
    assertRefused("", "is empty");
    assertRefused("z 1 2\n", "holds none of the 2 words of the texts, such as a, b");
  }

  @Test
  void fillsARowWithTheNumbersOfAText() {
    assertThat(row("a it's zzz b", TextSpec.End.FIRST, TextSpec.End.FIRST, 6))
        .containsExactly(2, 4, 5, 1, 3, 0);
    assertThat(row("a b a", TextSpec.End.LAST, TextSpec.End.LAST, 2)).containsExactly(3, 2);
    assertThat(row("b", TextSpec.End.LAST, TextSpec.End.LAST, 3)).containsExactly(0, 0, 3);
    assertThat(row("", TextSpec.End.FIRST, TextSpec.End.FIRST, 2)).containsExactly(1, 0);
  }

  private static float[] row(String text, TextSpec.End keep, TextSpec.End place, int length) {
    Column.Texts cells = new Column.Texts("text", new int[] {0}, List.of(text));
    float[] row = new float[length];
    new ColumnEncoding.Words(
            "text",
            new Tokenizer(true),
            new TextSpec.Layout(length, keep, place),
            List.of("", "[UNK]", "a", "b", "it", "'s"),
            1)
        .encode(cells, new int[] {0}, row, 0, length);
    return row;
  }

  private void assertRefused(String content, String... parts) {
    assertThatThrownBy(() -> read(content, Set.of("a", "b"), 0))
        .isInstanceOf(InvalidData.class)
        .message()
        .contains(parts)
        .contains("vectors.txt");
  }

  private static void assertSame(Lexicon read, Lexicon expected) {
    assertThat(read.words()).isEqualTo(expected.words());
    assertThat(read.vectors()).isEqualTo(expected.vectors());
  }

  private Lexicon read(String content, Set<String> wanted, int first) throws IOException {
    return read(content.getBytes(StandardCharsets.UTF_8), wanted, first);
  }

  private Lexicon read(byte[] content, Set<String> wanted, int first) throws IOException {
    Path file = Files.write(folder.resolve("vectors.txt"), content);
    return new VectorsFile(file.toString(), new Configuration()).read(wanted, first);
  }
}
