package io.finesweep.data;

import static io.finesweep.data.Reading.all;
import static io.finesweep.data.Reading.load;
import static io.finesweep.data.Reading.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFoldersTest {

  @TempDir Path folder;
  private Path root = Path.of("");

  @BeforeEach
  void makeTwoClasses() throws IOException {
    root = Files.createDirectories(folder.resolve("images"));
    Files.createDirectories(root.resolve("cat"));
    Files.createDirectories(root.resolve("dog"));
  }

  @Test
  void readsColorsByChannelWithoutChangingThem() throws IOException {
    color("cat/a.png", 0xff102030, 0xffffffff);
    color("dog/b.png", 0x00000000, 0xff000000);
    Files.writeString(root.resolve("cat/.DS_Store"), "hidden");
    Dataset data = read();
    assertThat(data.targets().names()).containsExactly("cat", "dog");
    assertThat(data.imageShape()).containsExactly(3, 1, 2);
    assertThat(((Features.Pixels) data.features()).values())
        .containsExactly(
            0x10, 0xff, 0x20, 0xff, 0x30, 0xff, // one colour after the other
            0xff, 0, 0xff, 0, 0xff, 0); // what is transparent shows white
  }

  @Test
  void readsGrayWithoutACurve() throws IOException {
    BufferedImage gray = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSample(0, 0, 0, 128);
    gray.getRaster().setSample(1, 0, 0, 7);
    ImageIO.write(gray, "png", root.resolve("cat/a.png").toFile());
    color("dog/b.png", 0xffff0000, 0xff0000ff);
    Dataset data = read("channels", 1);
    assertThat(((Features.Pixels) data.features()).values()).containsExactly(128, 7, 76, 29);
    Dataset colors = read();
    assertThat(((Features.Pixels) colors.features()).values()).startsWith(128, 7, 128, 7, 128, 7);
  }

  @Test
  void bringsImagesToOneSize() throws IOException {
    color("cat/a.png", 0xff000000, 0xffffffff);
    color("dog/b.png", 0xff000000, 0xff000000, 0xff646464, 0xff646464);
    Dataset data = read("channels", 1, "size", List.of(1, 4));
    float[] features = Preprocessing.fit(data, all(data)).apply(data, all(data)).features();
    assertThat(features)
        .containsExactly(new float[] {0, 0.25f, 0.75f, 1, 0, 0, 0.392f, 0.392f}, within(0.003f));
    assertThatThrownBy(() -> read())
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("b.png has 1×4 pixels, the images before it 1×2")
        .hasMessageContaining("Maybe set data.size");
  }

  @Test
  void shrinksWithoutPassingPixelsOver() {
    float[] stripes = new float[64];
    for (int i = 0; i < 64; i += 2) {
      stripes[i] = 100;
    }
    for (float value : new Raster(stripes, 1, 1, 64).resized(1, 8).values()) {
      assertThat(value).isCloseTo(50, within(5f));
    }
  }

  @Test
  void refusesLinksOutOfTheFolder() throws IOException {
    color("cat/a.png", 0xff000000);
    color("dog/b.png", 0xffffffff);
    Path secret = Files.createDirectories(folder.resolve("secret"));
    Files.copy(root.resolve("cat/a.png"), secret.resolve("c.png"));
    Path link = Files.createSymbolicLink(root.resolve("cat/z.png"), secret.resolve("c.png"));
    assertThatThrownBy(() -> read())
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("z.png is a link that leads out of");
    Files.delete(link);
    Files.createSymbolicLink(root.resolve("other"), secret);
    assertThatThrownBy(() -> read())
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("other is a link that leads out of");
  }

  @Test
  void refusesWhatIsNoImageOrNoClass() throws IOException {
    color("cat/a.png", 0xff000000);
    Files.writeString(root.resolve("dog/b.png"), "no image");
    assertThatThrownBy(() -> read())
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("b.png is no image that can be read");
    byte[] whole = Files.readAllBytes(root.resolve("cat/a.png"));
    Files.write(root.resolve("dog/b.png"), java.util.Arrays.copyOf(whole, 40));
    assertThatThrownBy(() -> read())
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("b.png is a damaged image");
    Files.delete(root.resolve("dog/b.png"));
    Files.createDirectories(root.resolve("dog/deeper"));
    assertThatThrownBy(() -> read()).hasMessageContaining("deeper is a folder within a class");
    Files.writeString(root.resolve("notes.txt"), "");
    assertThatThrownBy(() -> read()).hasMessageContaining("notes.txt is a file");
  }

  private Dataset read(Object... more) throws IOException {
    Object[] pairs = new Object[more.length + 4];
    System.arraycopy(more, 0, pairs, 4, more.length);
    pairs[0] = "format";
    pairs[1] = "images";
    pairs[2] = "path";
    pairs[3] = root.toString();
    return load(spec(pairs));
  }

  private void color(String name, int... argb) throws IOException {
    BufferedImage image = new BufferedImage(argb.length, 1, BufferedImage.TYPE_INT_ARGB);
    for (int x = 0; x < argb.length; x++) {
      image.setRGB(x, 0, argb[x]);
    }
    ImageIO.write(image, "png", root.resolve(name).toFile());
  }
}
