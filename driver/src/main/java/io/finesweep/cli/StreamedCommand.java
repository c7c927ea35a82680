package io.finesweep.cli;

import java.util.concurrent.Callable;

/** A command that writes to the streams it was given. */
abstract class StreamedCommand implements Callable<Integer> {

  final Main.Streams streams;

  StreamedCommand(Main.Streams streams) {
    this.streams = streams;
  }
}
