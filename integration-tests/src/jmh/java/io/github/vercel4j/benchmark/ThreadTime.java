package io.github.vercel4j.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a call takes of the processor: on a busy machine, less than what passes meanwhile. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ThreadTime {
  /** Microseconds of processor time for each call of the iteration. */
  public double cpu;

  long calls;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long start;

  @Setup(Level.Iteration)
  public void start() {
    calls = 0;
    start = threads.getCurrentThreadCpuTime();
  }

  @TearDown(Level.Iteration)
  public void end() {
    cpu = (threads.getCurrentThreadCpuTime() - start) / 1000.0 / calls;
  }
}
