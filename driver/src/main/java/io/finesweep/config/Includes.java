package io.finesweep.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** What {@code include} means in a document: a file beside it, which must be there. */
final class Includes implements ConfigIncluder, ConfigIncluderFile {

  private final TextFiles files;
  private final List<String> chain;

  /** Of the document at {@code location}. */
  Includes(TextFiles files, String location) {
    this(files, List.of(location));
  }

  private Includes(TextFiles files, List<String> chain) {
    this.files = files;
    this.chain = chain;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return included(what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return included(what.getPath());
  }

  private ConfigObject included(String name) {
    String parent = chain.get(chain.size() - 1);
    for (String ending : List.of("", ".conf", ".json")) {
      String location = TextFiles.sibling(parent, name + ending);
      if (chain.contains(location)) {
        throw new InvalidConfiguration(
            place(parent, name),
            "'" + name + "' is included by a file that it includes itself.",
            "Maybe move what both need to a third file.");
      }
      if (files.exists(location)) {
        List<String> longer = new ArrayList<>(chain);
        longer.add(location);
        Includes inner = new Includes(files, longer);
        return Documents.parse(files.read(location), Documents.options(location, inner)).root();
      }
    }
    throw new InvalidConfiguration(
        place(parent, name),
        "'" + name + "' is included, but there is no such file.",
        "Maybe its name is misspelt: it is sought beside the file that includes it.");
  }

  /** The library does not tell the line of an include, so it is looked up in the text. */
  private Place place(String parent, String name) {
    List<String> lines = files.read(parent).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("include") && line.contains(name)) {
        return new Place(parent, i + 1);
      }
    }
    return new Place(parent, 0);
  }
}
