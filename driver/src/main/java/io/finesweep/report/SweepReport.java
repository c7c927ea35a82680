package io.finesweep.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/**
 * The report of one sweep: a single HTML file that asks for nothing from anywhere. It can be made
 * at any time, also while the sweep runs.
 */
public final class SweepReport {

  private static final int SIZE = 1 << 21;

  private SweepReport() {}

  /** The page. */
  public static String html(SweepRecord sweep) {
    TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    StringOutput output = new StringOutput(SIZE);
    engine.render("sweep.jte", Page.of(Findings.of(sweep), Assets.load()), output);
    return output.toString();
  }
}
