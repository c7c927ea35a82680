package io.finesweep.engine.dl4j;

import io.finesweep.engine.Engine;
import io.finesweep.engine.EngineContract;

/** Holds the DL4J engine to the contract. */
class Dl4jEngineTest extends EngineContract {

  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}
