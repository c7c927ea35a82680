package io.finesweep.sampler;

import io.finesweep.space.SearchSpace;

class RandomSearchTest extends SamplerContract {

  @Override
  Sampler sampler(SearchSpace space) {
    return new RandomSearch(space);
  }
}
