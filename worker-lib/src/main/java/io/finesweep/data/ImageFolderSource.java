package io.finesweep.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A folder with one folder a class, each with image files. Links that lead out of the folder are
 * refused.
 */
final class ImageFolderSource implements DatasetSource {

  private final DataSpec.ImageFolders spec;

  ImageFolderSource(DataSpec.ImageFolders spec) {
    this.spec = spec;
  }

  @Override
  public RawRows read(Configuration configuration) throws IOException {
    DataFiles files = DataFiles.at(spec.path(), configuration);
    List<Path> images = new ArrayList<>();
    ColumnBuilder labels = ColumnBuilder.ofTexts("label");
    for (FileStatus folder : classes(files)) {
      for (FileStatus file : files.visible(folder.getPath())) {
        files.requireInside(file.getPath());
        if (file.isDirectory()) {
          throw new InvalidData(
              file.getPath()
                  + " is a folder within a class; '"
                  + spec.path()
                  + "' must hold one folder a class, with image files in it.");
        }
        images.add(file.getPath());
        labels.addText(folder.getPath().getName());
      }
    }
    if (images.isEmpty()) {
      throw new InvalidData("The folders in '" + spec.path() + "' hold no file.");
    }
    return new RawRows(
        List.of(labels.build()), pixels(files, images), row -> images.get(row).toString());
  }

  private List<FileStatus> classes(DataFiles files) throws IOException {
    if (!files.system().exists(files.path())) {
      throw files.notFound(null);
    }
    List<FileStatus> folders = files.visible(files.path());
    for (FileStatus folder : folders) {
      files.requireInside(folder.getPath());
      if (!folder.isDirectory()) {
        throw new InvalidData(
            folder.getPath()
                + " is a file; '"
                + spec.path()
                + "' must hold one folder a class, with image files in it.");
      }
    }
    return folders;
  }

  private Features.Pixels pixels(DataFiles files, List<Path> images) throws IOException {
    List<Integer> size = spec.size();
    byte[] all = new byte[0];
    for (int row = 0; row < images.size(); row++) {
      Raster image = read(files, images.get(row));
      if (size.isEmpty()) {
        size = List.of(image.height(), image.width());
      }
      if (row == 0) {
        all = new byte[bytes(images.size(), size)];
      }
      add(image, images.get(row), size, row, all);
    }
    return new Features.Pixels(all, List.of(spec.channels(), size.get(0), size.get(1)));
  }

  private void add(Raster image, Path path, List<Integer> size, int row, byte[] all) {
    int height = size.get(0);
    int width = size.get(1);
    if (spec.size().isEmpty() && (image.height() != height || image.width() != width)) {
      throw new InvalidData(
          "%s has %d×%d pixels, the images before it %d×%d.\nMaybe set data.size = [height, width] to bring all to one size."
              .formatted(path, image.height(), image.width(), height, width));
    }
    byte[] bytes = image.resized(height, width).bytes();
    System.arraycopy(bytes, 0, all, row * bytes.length, bytes.length);
  }

  private int bytes(int images, List<Integer> size) {
    long bytes = (long) images * spec.channels() * size.get(0) * size.get(1);
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new InvalidData(
          "%d images of %d×%d pixels in %d channels are more than 2 GiB.\nMaybe set a smaller data.size, or data.channels = 1."
              .formatted(images, size.get(0), size.get(1), spec.channels()));
    }
    return (int) bytes;
  }

  private Raster read(DataFiles files, Path path) throws IOException {
    byte[] content;
    try (InputStream in = files.open(path)) {
      content = in.readAllBytes();
    }
    return ImageDecoding.decode(path.toString(), content, spec.channels());
  }
}
